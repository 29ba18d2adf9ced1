"""Similarity of two wordings: common words in order, their rarity, and contradictions.

Words are folded, stemmed and numbered, so that the wordings of an archive fit into memory.
"""

import calendar
import re
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log

from rapidfuzz.distance import LCSseq

from kg.language.folding import search_form
from kg.language.quantities import NUMBER_WORDS

# Words of a gap within a stretch, at most.
_MAX_GAP = 2
# Words of a gap, at most, in which a negation contradicts the other wording.
_MAX_NEGATION_GAP = 5
# Words of a gap, at most, in which one content word replaced by another makes a different statement.
_MAX_REPLACEMENT = 2
# Words before and after the common part that can negate it: "I don't think that …".
_REACH = 3
# Added to the number of wordings: in a small archive about one event, its words are in all wordings and would
# otherwise count as frequent.
_EXTRA_WORDINGS = 1000
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


class Vocabulary:
    """Numbers of words, and the kind of each: content, number, negation, turn ("before") or function word."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.kinds: list[str] = []

    def numbers_of(self, text: str) -> "array[int]":
        """The numbers of the words of `text`, in order; words with one stem have the same number."""
        words = search_form(_THOUSANDS.sub("", text)).replace("-", " ").split()
        return array("i", (self._number(part) for word in words for part in _parts(word)))

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        if number == len(self.kinds):
            self.kinds.append(_kind(word))
        return number


@lru_cache(maxsize=100_000)
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
    return (stem if _kind(word) == _kind(stem) == "content" else word,)


def _kind(word: str) -> str:
    if word in _NEGATIONS:
        return "negation"
    if word in _NUMBERS or any(map(str.isdigit, word)):
        return "number"
    if word in _TURNS:
        return "turn"
    return "function" if word in _FUNCTION_WORDS else "content"


@dataclass(frozen=True, slots=True)
class Likeness:
    """The common words of two wordings. The weight of a word is 1 if one wording contains it, 0 if all do."""

    words: int
    """The number of common content words, in the same order."""
    weight: float
    """Their weight."""
    share: float
    """Their share of the weight of the lighter wording."""
    whole: float
    """Their share of the weight of the heavier wording."""
    run: int
    """The length of the longest equal run, in words."""
    stretch: int
    """The length of the longest stretch with small gaps, in words."""
    stretch_weight: float
    """The weight of the content words of that stretch."""


class Comparer:
    """Compares wordings; word weights come from all distinct wordings."""

    def __init__(self, wordings: Iterable["array[int]"], vocabulary: Vocabulary) -> None:
        self._is_content = [kind in ("content", "number") for kind in vocabulary.kinds]
        self._is_distinctive = [kind in ("content", "number", "turn") for kind in vocabulary.kinds]
        self._is_number = [kind == "number" for kind in vocabulary.kinds]
        self._is_negation = [kind == "negation" for kind in vocabulary.kinds]
        counts: Counter[int] = Counter()
        different = {words.tobytes(): words for words in wordings}
        for words in different.values():
            counts.update(set(words))
        total = len(different) + _EXTRA_WORDINGS
        # Inverse document frequency (Spärck Jones 1972), normalised to at most 1.
        self._weights = [
            log(total / max(1, counts[word])) / log(total) for word in range(len(vocabulary.kinds))
        ]

    def content(self, words: Iterable[int]) -> list[int]:
        """The content words and numbers, in order."""
        return [word for word in words if self._is_content[word]]

    def weigh(self, words: Iterable[int]) -> float:
        """The weight of the content words, each counted once."""
        # fsum is exact, so the order of the words does not matter.
        return fsum(self._weights[word] for word in set(self.content(words)))

    def compare(self, one: "array[int]", other: "array[int]", *, least_share: float) -> Likeness | None:
        """Compare two wordings; None if they share less than `least_share` by weight, or contradict."""
        lighter, heavier = sorted((self.weigh(one), self.weigh(other)))
        if self.weigh(set(one) & set(other)) < least_share * lighter:
            return None
        parts = _align(one, other)
        matched = {word for part in parts if part.equal for word in self.content(part.left)}
        weight = self.weigh(matched)
        if not matched or weight < least_share * lighter or self._is_contradiction(parts):
            return None
        return Likeness(len(matched), weight, weight / lighter, weight / heavier, *self._stretches(parts))

    def _stretches(self, parts: list["_Part"]) -> tuple[int, int, float]:
        """The words of the longest equal run, of the longest stretch with small gaps, and its weight."""
        run, best, current = 0, (0, 0.0), (0, 0.0)
        for part in parts:
            if part.equal:
                run = max(run, len(part.left))
                current = current[0] + len(part.left), current[1] + self.weigh(part.left)
                best = max(best, current)
            elif part.size > _MAX_GAP:
                current = 0, 0.0
        return run, *best

    def _is_contradiction(self, parts: list["_Part"]) -> bool:
        """Whether a negation, a number or a replaced word in or next to the common part contradicts."""
        shared = [place for place, part in enumerate(parts) if part.equal and self.content(part.left)]
        first, last = shared[0], shared[-1]
        gaps = [part for part in parts[first:last] if not part.equal and part.size <= _MAX_NEGATION_GAP]
        if first and not parts[first - 1].equal:
            before = parts[first - 1]
            gaps.append(_Part(False, before.left[-_REACH:], before.right[-_REACH:]))
        if any(self._is_negated(gap.left) != self._is_negated(gap.right) for gap in gaps):
            return True
        if any(self._is_replacement(part) for part in parts[:last] if not part.equal):
            return True
        if last + 1 < len(parts):
            after = parts[last + 1]
            gaps.append(_Part(False, after.left[:_REACH], after.right[:_REACH]))
        left = self._numbers_in(gap.left for gap in gaps)
        right = self._numbers_in(gap.right for gap in gaps)
        return bool(left - right and right - left)

    def _is_replacement(self, part: "_Part") -> bool:
        """Whether one distinctive word replaces another: "support" for "oppose"."""
        left, right = (
            [word for word in words if self._is_distinctive[word]] for words in (part.left, part.right)
        )
        return part.size <= _MAX_REPLACEMENT and len(left) == len(right) == 1

    def _is_negated(self, words: "array[int]") -> bool:
        return sum(self._is_negation[word] for word in words) % 2 == 1

    def _numbers_in(self, parts: Iterable["array[int]"]) -> Counter[int]:
        return Counter(word for part in parts for word in part if self._is_number[word])


@dataclass(slots=True)
class _Part:
    """Aligned words of two wordings, equal or different."""

    equal: bool
    left: "array[int]"
    right: "array[int]"

    @property
    def size(self) -> int:
        return max(len(self.left), len(self.right))


def _align(one: "array[int]", other: "array[int]") -> list[_Part]:
    """Align two wordings by their longest common subsequence."""
    parts: list[_Part] = []
    for step in LCSseq.opcodes(one, other):
        part = _Part(
            step.tag == "equal", one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        )
        if parts and not part.equal and not parts[-1].equal:
            parts[-1].left += part.left
            parts[-1].right += part.right
        else:
            parts.append(part)
    return parts
