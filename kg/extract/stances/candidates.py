"""The phrases of a passage that can be the holder or the target of a position."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.language.common_nouns import is_measure

OUTSIDE, BEGINS, GOES_ON = range(3)
"""BIO labels of words for phrases of one kind (Ramshaw and Marcus 1995)."""

Phrase = tuple[int, int]
"""The words `[first, end)` of a passage."""

PREPOSITIONS = frozenset(
    ["about", "against", "at", "by", "for", "from", "in", "into", "of", "on", "over", "to", "under", "with"]
)
"""Prepositions that do not start a noun phrase; what follows one is not an object."""

_NEVER_FIRST = PREPOSITIONS | {"and", "or", "but", ","}
_DETERMINERS = frozenset(["a", "an", "the", "its", "their", "our", "my", "your"])
_PARTICLES = frozenset(["as", "than", "that", "not", "is", "are", "was", "were"])
_NEVER_LAST = _NEVER_FIRST | _DETERMINERS | _PARTICLES
# A phrase of only such words has no head.
_AUXILIARIES = frozenset(["be", "been", "being", "has", "have", "had", "do", "does", "did"])
_MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "shall", "should"])
_WHERE = frozenset(["there", "here", "everywhere", "anywhere", "somewhere", "nowhere", "where"])
_HOW = frozenset(["then", "now", "when", "so", "too", "also", "how", "why", "if"])
_NUMBERS = frozenset(["one", "two", "three", "many", "more"])
_NOT_ALONE = _NEVER_LAST | _AUXILIARIES | _MODALS | _WHERE | _HOW | _NUMBERS
_SENTENCE_ENDS = frozenset(".!?")
# "Gen. Smith" is one name; the letters of the longest such abbreviation.
_LONGEST_ABBREVIATION = 4
_INFINITIVE = "to"
_APOSTROPHES = frozenset("'’")


def phrases_of(texts: Sequence[str], nouns: Sequence[int], verbs: Sequence[int]) -> list[Phrase]:
    """The noun phrases with their parts, and the verb phrases, each once, in order.

    `texts` are the words; `nouns` and `verbs` their BIO labels for noun phrases ("the attacks of the army")
    and for verb phrases that name a course of action ("withdrawing from the north").
    """
    found = {part for phrase in _runs(nouns) for part in _parts(texts, _trim(texts, phrase))}
    found.update(_trim(texts, phrase, may_open=_INFINITIVE) for phrase in _runs(verbs))
    return sorted(phrase for phrase in found if _has_head(texts, phrase))


def _trim(texts: Sequence[str], phrase: Phrase, may_open: str = "") -> Phrase:
    """The phrase without words that cannot start (except `may_open`) or end one: the model can mislabel."""
    first, end = phrase
    while first < end and texts[first].lower() in _NEVER_FIRST and texts[first].lower() != may_open:
        first += 1
    while first < end and texts[end - 1].lower() in _NEVER_LAST:
        end -= 1
    return first, end


def _has_head(texts: Sequence[str], phrase: Phrase) -> bool:
    """Whether the phrase has a possible head, is not a measure ("40 degrees") and is in one sentence."""
    words = [text.lower() for text in texts[slice(*phrase)]]
    ends = any(
        word in _SENTENCE_ENDS and len(before) > _LONGEST_ABBREVIATION for before, word in pairwise(words)
    )
    if ends or is_measure(words):
        return False
    return any(word[0].isalnum() and word not in _NOT_ALONE for word in words)


def _runs(labels: Sequence[int]) -> Iterator[Phrase]:
    first = 0
    for place in range(len(labels) + 1):
        here = labels[place] if place < len(labels) else OUTSIDE
        before = labels[place - 1] if place else OUTSIDE
        if before != OUTSIDE and here != GOES_ON:
            yield first, place
        if here == BEGINS or (here == GOES_ON and before == OUTSIDE):
            first = place


def _parts(texts: Sequence[str], phrase: Phrase) -> Iterator[Phrase]:
    """Yield the phrase, both sides of each "of" in it, and each possessor ("Italy" in "Italy's offer")."""
    first, end = phrase
    yield phrase
    for place in range(first + 1, end - 1):
        if texts[place].lower() == "of":
            yield first, place
            yield place + 1, end
        owns = texts[place] in _APOSTROPHES and texts[place + 1].lower() == "s"
        if owns and place + 2 < end:
            yield first, place
