"""Wordings: the normal forms of the words of a statement, their kinds, and how much each tells.

Words are folded and stemmed. The weight of a word comes from a fixed table of how many wordings contain it,
not from the archive: so two statements are compared in the same way whatever else the archive has.
"""

import calendar
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import fsum, log

from kg.data import clears_with_data, read_pairs
from kg.errors import InputError
from kg.language.folding import search_form, words_of
from kg.language.quantities import NUMBER_WORDS

Wording = tuple[str, ...]
"""The normal forms of the words of a statement, in order."""
SHARES_NAME = "word_shares.csv"
WORDINGS = 10_000
"""The wordings of which the table tells how many contain a word."""
# Letters of a stem; truncation is as good as a stemmer here.
_STEM = 7

_DIGITS = {word: str(number) for word, number in NUMBER_WORDS.items() if number > 1}
# Days and months are treated as numbers: another one makes another statement. "May" and "march" are
# ambiguous.
_NUMBERS = frozenset(
    ["half", "hundred", "thousand", "million", "billion", "trillion"]
    + [name.lower() for name in (*calendar.day_name, *calendar.month_name[1:])]
) - {"may", "march"}
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without"}
    | {"deny", "denied", "denie", "denying", "refuse", "refused", "refusing", "fail", "failed", "failing"}
)
# Words that reverse a time relation.
_TURNS = frozenset(["before", "after", "until", "since"])
_FUNCTION_WORDS = frozenset(
    search_form(
        """
        a about after again against all also am an and any are as at be because been before being both but
        by can could did do does doing down during each either else for from further get going gonna got
        had has have having he her here hers herself him himself his how i if in into is it its itself just
        let like may me might more most must my myself of off on once one only or other our ours ourselves
        out over own same shall she should so some such than that the their theirs them themselves then
        there these they this those through to too under until up upon us very was we were what when where
        which while who whom whose why will with would yes yet you your yours yourself yourselves
        """
    ).split()
)
_CONTRACTION = re.compile(r"(?:'(?:re|ve|ll|d|m)|(n't))$")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|e)$")
# "planned" becomes "plan".
_DOUBLED = re.compile(r"(?<=([b-df-hj-np-tv-z]))\1$")


def wording_of(text: str) -> Wording:
    """The normal forms of the words of `text`, in order."""
    return tuple(part for word in words_of(_THOUSANDS.sub("", text)) for part in _normal_forms(word))


def content_of(wording: Iterable[str]) -> list[str]:
    """The content words and numbers, in order."""
    return [word for word in wording if kind_of(word) in ("content", "number")]


def weigh(wording: Iterable[str]) -> float:
    """The weight of the content words and numbers, each counted once.

    One that is in 1 of 10,000 wordings or fewer weighs 1, one that is in all of them 0 (inverse document
    frequency, Spärck Jones 1972).
    """
    weights = _weights()
    # fsum is exact, so the order of the words does not matter.
    return fsum(weights.get(word, 1.0) for word in content_of(set(wording)))


@lru_cache(maxsize=10_000)
def kind_of(word: str) -> str:
    """The kind of a normal form: content, number, negation, turn ("before") or function."""
    if word in _NEGATIONS:
        return "negation"
    if word in _NUMBERS or any(map(str.isdigit, word)):
        return "number"
    if word in _TURNS:
        return "turn"
    return "function" if word in _FUNCTION_WORDS else "content"


@lru_cache(maxsize=10_000)
def _normal_forms(word: str) -> tuple[str, ...]:
    """The normal forms of a word as written, which may have hyphens."""
    return tuple(part for piece in search_form(word).replace("-", " ").split() for part in _parts(piece))


@lru_cache(maxsize=10_000)
def _parts(word: str) -> tuple[str, ...]:
    """The normal form of a folded word: its stem, "not" for "n't", digits for small numbers."""
    ending = _CONTRACTION.search(word)
    if ending:
        rest = word[: ending.start()]
        return (*_parts({"wo": "will", "ca": "can"}.get(rest, rest)), *(["not"] if ending[1] else []))
    if word == "cannot":
        return "can", "not"
    if word in _DIGITS:
        return (_DIGITS[word],)
    stem = _DOUBLED.sub("", _ENDING.sub("", word))[:_STEM]
    # Keep "noted", whose stem would be "not".
    return (stem if kind_of(word) == kind_of(stem) == "content" else word,)


@clears_with_data
@cache
def _weights() -> dict[str, float]:
    """The weights of the words that are in more than 1 of 10,000 wordings."""
    try:
        shares = [(word, float(share)) for word, share in read_pairs(SHARES_NAME).items()]
    except ValueError as error:
        raise InputError(f"{SHARES_NAME} has something else than a number of wordings: {error}.") from error
    most = log(WORDINGS)
    return {word: max(0.0, log(WORDINGS / share) / most) for word, share in shares if share > 1}
