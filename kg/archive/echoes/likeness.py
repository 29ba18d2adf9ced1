"""How alike two wordings are: what they share in order, how rare that is, whether they contradict.

Words are compared folded and cut to their stems, by number, so that an archive's wordings fit into memory.
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

# Words that may differ within a stretch.
_MOST_GAP = 2
# Words by which two wordings may differ where a "not" among them turns the meaning; more are a remark.
_MOST_TURNING = 5
# One word of these for one of those is another statement, whatever else is the same.
_MOST_EXCHANGED = 2
# Words before and after what they share that still say something about it: "I don't think that …".
_REACH = 3
# Wordings that an archive is taken to have besides, with other words: in a few articles that report one
# thing, its words are in all of them, and rare nevertheless.
_OTHERS = 1000
# Letters that forms of one word share: cutting is as good as stemming here, and needs no rules.
_STEM = 7

_DIGITS = {word: str(number) for word, number in NUMBER_WORDS.items() if number > 1}
# Days and months are what numbers are: another one is another statement. "May" and "march" are words, too.
_NUMBERS = frozenset(
    ["half", "hundred", "thousand", "million", "billion", "trillion"]
    + [name.lower() for name in (*calendar.day_name, *calendar.month_name[1:])]
) - {"may", "march"}
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without"}
    | {"deny", "denied", "denie", "denying", "refuse", "refused", "refusing", "fail", "failed", "failing"}
)
# … and one for the other turns the time round.
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
# "planned" is "plan".
_DOUBLED = re.compile(r"(?<=([b-df-hj-np-tv-z]))\1$")


class Vocabulary:
    """Words by number, and the kind of each: content, number, negation, turn ("before") or function word."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.kinds: list[str] = []

    def numbers_of(self, text: str) -> "array[int]":
        """The words of `text` in order: those that are compared as equal have one number."""
        words = search_form(_THOUSANDS.sub("", text)).replace("-", " ").split()
        return array("i", (self._number(part) for word in words for part in _parts(word)))

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self._numbers))
        if number == len(self.kinds):
            self.kinds.append(_kind(word))
        return number


@lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    """A folded word as it is compared: its stem, "n't" as "not", small numbers in figures."""
    ending = _CONTRACTION.search(word)
    if ending:
        rest = word[: ending.start()]
        return (*_parts({"wo": "will", "ca": "can"}.get(rest, rest)), *(["not"] if ending[1] else []))
    if word == "cannot":
        return "can", "not"
    if word in _DIGITS:
        return (_DIGITS[word],)
    stem = _DOUBLED.sub("", _ENDING.sub("", word))[:_STEM]
    # "noted" is no "not".
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
    """What two wordings have in common. A word weighs 1 where one has it, 0 where all have it."""

    words: int
    """Content words in common, in the same order."""
    weight: float
    share: float
    """The weight of these as a share of that of all content words of the lighter one …"""
    whole: float
    """… and of the heavier one."""
    run: int
    """The most words without a difference."""
    stretch: int
    """The most words with small differences …"""
    stretch_weight: float
    """… and the weight of their content words."""


class Comparer:
    """Compares wordings; how rare their words are it learns from all, copies left out."""

    def __init__(self, wordings: Iterable["array[int]"], vocabulary: Vocabulary) -> None:
        self._is_content = [kind in ("content", "number") for kind in vocabulary.kinds]
        self._is_telling = [kind in ("content", "number", "turn") for kind in vocabulary.kinds]
        self._is_number = [kind == "number" for kind in vocabulary.kinds]
        self._is_negation = [kind == "negation" for kind in vocabulary.kinds]
        counts: Counter[int] = Counter()
        different = {words.tobytes(): words for words in wordings}
        for words in different.values():
            counts.update(set(words))
        total = len(different) + _OTHERS
        # Inverse document frequency (Spärck Jones 1972), as a share of the greatest there can be.
        self._weights = [
            log(total / max(1, counts[word])) / log(total) for word in range(len(vocabulary.kinds))
        ]

    def content(self, words: Iterable[int]) -> list[int]:
        """The content words and numbers, in order."""
        return [word for word in words if self._is_content[word]]

    def weigh(self, words: Iterable[int]) -> float:
        """The weight of the content words, each counted once."""
        # An exact sum, so that the order of the words is nothing to it.
        return fsum(self._weights[word] for word in set(self.content(words)))

    def compare(self, one: "array[int]", other: "array[int]", *, least_share: float) -> Likeness | None:
        """What the two have in common; None where that is less than `least_share`, or they contradict."""
        lighter, heavier = sorted((self.weigh(one), self.weigh(other)))
        if self.weigh(set(one) & set(other)) < least_share * lighter:
            return None
        parts = _aligned(one, other)
        matched = {word for part in parts if part.equal for word in self.content(part.mine)}
        weight = self.weigh(matched)
        if not matched or weight < least_share * lighter or self._contradict(parts):
            return None
        return Likeness(len(matched), weight, weight / lighter, weight / heavier, *self._stretches(parts))

    def _stretches(self, parts: list["_Part"]) -> tuple[int, int, float]:
        """Words of the longest run that is equal, of the longest with small gaps, and the latter's weight."""
        run, best, current = 0, (0, 0.0), (0, 0.0)
        for part in parts:
            if part.equal:
                run = max(run, len(part.mine))
                current = current[0] + len(part.mine), current[1] + self.weigh(part.mine)
                best = max(best, current)
            elif part.size > _MOST_GAP:
                current = 0, 0.0
        return run, *best

    def _contradict(self, parts: list["_Part"]) -> bool:
        """Whether one has a negation that the other lacks, or another number, where they say the same."""
        shared = [place for place, part in enumerate(parts) if part.equal and self.content(part.mine)]
        first, last = shared[0], shared[-1]
        gaps = [part for part in parts[first:last] if not part.equal and part.size <= _MOST_TURNING]
        if first and not parts[first - 1].equal:
            before = parts[first - 1]
            gaps.append(_Part(False, before.mine[-_REACH:], before.its[-_REACH:]))
        if any(self._is_negated(gap.mine) != self._is_negated(gap.its) for gap in gaps):
            return True
        if any(self._is_exchange(part) for part in parts[:last] if not part.equal):
            return True
        if last + 1 < len(parts):
            after = parts[last + 1]
            gaps.append(_Part(False, after.mine[:_REACH], after.its[:_REACH]))
        mine = self._numbers_in(gap.mine for gap in gaps)
        its = self._numbers_in(gap.its for gap in gaps)
        return bool(mine - its and its - mine)

    def _is_exchange(self, part: "_Part") -> bool:
        """Whether one word that says something stands for another: "support" for "oppose"."""
        mine, its = ([word for word in words if self._is_telling[word]] for words in (part.mine, part.its))
        return part.size <= _MOST_EXCHANGED and len(mine) == len(its) == 1

    def _is_negated(self, words: "array[int]") -> bool:
        return sum(self._is_negation[word] for word in words) % 2 == 1

    def _numbers_in(self, parts: Iterable["array[int]"]) -> Counter[int]:
        return Counter(word for part in parts for word in part if self._is_number[word])


@dataclass(slots=True)
class _Part:
    """Words that two statements have in common, or in which they differ."""

    equal: bool
    mine: "array[int]"
    its: "array[int]"

    @property
    def size(self) -> int:
        return max(len(self.mine), len(self.its))


def _aligned(one: "array[int]", other: "array[int]") -> list[_Part]:
    """The two cut into what is common, in order (a longest common subsequence), and what lies between."""
    parts: list[_Part] = []
    for step in LCSseq.opcodes(one, other):
        part = _Part(
            step.tag == "equal", one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
        )
        if parts and not part.equal and not parts[-1].equal:
            parts[-1].mine += part.mine
            parts[-1].its += part.its
        else:
            parts.append(part)
    return parts
