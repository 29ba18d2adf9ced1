"""The phrases of a passage that can be the holder or the target of a position.

The model scores every span of words as a phrase of each kind (biaffine span scoring: Yu, Bohnet and Poesio
2020, arXiv:2005.07150), so phrases inside phrases are found: "the attacks of the army" and "the army".
"""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

import numpy as np

from kg.extract.viterbi import FloatArray
from kg.language.common_nouns import is_measure

Phrase = tuple[int, int]
"""The words `[first, end)` of a passage."""

LONGEST_PHRASE = 24
"""The most words of a phrase."""


class Kind(IntEnum):
    """What a phrase is: a noun phrase ("the attacks") or a course of action ("withdraw from the north")."""

    NOUN, VERB = range(2)


PREPOSITIONS = frozenset(
    ["about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "under", "with"]
)
"""Prepositions that do not start a noun phrase; what follows one is not an object."""

_AFTER_HEAD = frozenset(
    ["of", "in", "on", "to", "for", "with", "from", "by", "that", "who", "which", "at", "against"]
)
# Words of clauses: a candidate has no relative clause, and no finite verb.
_FINITE = frozenset(["is", "are", "was", "were", "did", "does", "has", "had"])
_MODALS = frozenset(["will", "would", "can", "could", "should", "must", "may", "might"])
_OF_CLAUSES = _FINITE | _MODALS | {"who", "whom", "whose", "which"}
_DETERMINERS = frozenset(["the", "a", "an", "its", "their", "our", "my", "your", "his"])
_NEVER_LAST = PREPOSITIONS | _DETERMINERS | {"and", "or", "not", "than", "as", "that"}
_SENTENCE_ENDS = frozenset(".!?")
# "Gen. Smith" is one name; the letters of the longest such abbreviation.
_LONGEST_ABBREVIATION = 4
# A logit of 0 is a probability of one half.
_LEAST_LOGIT = 0.0


def phrases_of(texts: Sequence[str], scores: FloatArray) -> list[Phrase]:
    """The phrases of a passage of W words, each once, in order.

    `scores` [kinds, W, W] are logits: `scores[kind, i, j]` of the phrase from word i to word j, inclusive.
    """
    count = len(texts)
    best = scores[:, :count, :count].max(axis=0)
    firsts, lasts = np.nonzero(best > _LEAST_LOGIT)
    found = [
        (int(first), int(last) + 1)
        for first, last in zip(firsts, lasts, strict=True)
        if first <= last < first + LONGEST_PHRASE
    ]
    return [phrase for phrase in found if _is_referable(texts, phrase)]


def overlap(one: Phrase, other: Phrase) -> bool:
    """Whether the two phrases share a word."""
    return one[0] < other[1] and other[0] < one[1]


def head_of(texts: Sequence[str], phrase: Phrase) -> int:
    """The place of the last word before the first preposition or relative pronoun."""
    first, end = phrase
    return next((place for place in range(first + 1, end) if texts[place].lower() in _AFTER_HEAD), end) - 1


def _is_referable(texts: Sequence[str], phrase: Phrase) -> bool:
    """Whether the phrase is whole: it ends with a noun or verb, is no clause, no measure, in one sentence."""
    words = [text.lower() for text in texts[slice(*phrase)]]
    ends = any(
        word in _SENTENCE_ENDS and len(before) > _LONGEST_ABBREVIATION for before, word in pairwise(words)
    )
    whole = words[-1][0].isalnum() and words[-1] not in _NEVER_LAST and _OF_CLAUSES.isdisjoint(words)
    return whole and not ends and not is_measure(words)
