"""Similarity of two wordings: common words in order, their rarity, and contradictions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from kg.archive.echoes.wordings import Wording, content_of, kind_of, weigh

# Words of a gap within a stretch, at most.
_MAX_GAP = 2
# Words of a gap, at most, in which a negation contradicts the other wording.
_MAX_NEGATION_GAP = 5
# Words of a gap, at most, in which one content word replaced by another makes a different statement.
_MAX_REPLACEMENT = 2
# Words before and after the common part that can negate it: "I don't think that …".
_REACH = 3
_DISTINCTIVE = frozenset({"content", "number", "turn"})


@dataclass(frozen=True, slots=True)
class Likeness:
    """The common words of two wordings; weights are those of `weigh`."""

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


def compare(one: Wording, other: Wording, *, least_share: float) -> Likeness | None:
    """Compare two wordings; None if they share less than `least_share` by weight, or contradict."""
    lighter, heavier = sorted((weigh(one), weigh(other)))
    if weigh(set(one) & set(other)) < least_share * lighter:
        return None
    parts = _align(one, other)
    matched = {word for part in parts if part.equal for word in content_of(part.left)}
    weight = weigh(matched)
    if not matched or weight < least_share * lighter or _is_contradiction(parts):
        return None
    return Likeness(len(matched), weight, weight / lighter, weight / heavier, *_stretches(parts))


@dataclass(slots=True)
class _Part:
    """Aligned words of two wordings, equal or different."""

    equal: bool
    left: Wording
    right: Wording

    @property
    def size(self) -> int:
        return max(len(self.left), len(self.right))


def _align(one: Wording, other: Wording) -> list[_Part]:
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


def _stretches(parts: list[_Part]) -> tuple[int, int, float]:
    """The words of the longest equal run, of the longest stretch with small gaps, and its weight."""
    run, best, current = 0, (0, 0.0), (0, 0.0)
    for part in parts:
        if part.equal:
            run = max(run, len(part.left))
            current = current[0] + len(part.left), current[1] + weigh(part.left)
            best = max(best, current)
        elif part.size > _MAX_GAP:
            current = 0, 0.0
    return run, *best


def _is_contradiction(parts: list[_Part]) -> bool:
    """Whether a negation, a number or a replaced word in or next to the common part contradicts."""
    shared = [place for place, part in enumerate(parts) if part.equal and content_of(part.left)]
    first, last = shared[0], shared[-1]
    gaps = [part for part in parts[first:last] if not part.equal and part.size <= _MAX_NEGATION_GAP]
    if first and not parts[first - 1].equal:
        before = parts[first - 1]
        gaps.append(_Part(False, before.left[-_REACH:], before.right[-_REACH:]))
    if any(_is_negated(gap.left) != _is_negated(gap.right) for gap in gaps):
        return True
    if any(_is_replacement(part) for part in parts[:last] if not part.equal):
        return True
    if last + 1 < len(parts):
        after = parts[last + 1]
        gaps.append(_Part(False, after.left[:_REACH], after.right[:_REACH]))
    left = _numbers_in(gap.left for gap in gaps)
    right = _numbers_in(gap.right for gap in gaps)
    return bool(left - right and right - left)


def _is_replacement(part: _Part) -> bool:
    """Whether one distinctive word replaces another: "support" for "oppose"."""
    left, right = (
        [word for word in words if kind_of(word) in _DISTINCTIVE] for words in (part.left, part.right)
    )
    return part.size <= _MAX_REPLACEMENT and len(left) == len(right) == 1


def _is_negated(words: Wording) -> bool:
    return sum(kind_of(word) == "negation" for word in words) % 2 == 1


def _numbers_in(parts: Iterable[Wording]) -> Counter[str]:
    return Counter(word for part in parts for word in part if kind_of(word) == "number")
