"""Blocks: the reports that share a key, ordered by day; near ones are compared.

These functions know one block, or the candidates of one report, and nothing else: so a change of a few
reports is done by reading a few blocks, and another engine can do the same as group-bys:

1. `window_pairs` of the reports of each key, ordered; a pair is to be compared if it is in blocks enough;
2. compare the two reports of such a pair: a `Candidate` of the later one, or none;
3. `best` of the candidates of each later report.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

Posting = tuple[int, str]
"""A day and a report: its place in a block. The day is an ordinal, or `UNDATED`."""
Pair = tuple[str, str]
"""Two reports, the earlier one first."""
UNDATED = 2**31 - 1
"""The day of what has none: after all others, and near each."""
MOST_DAYS = 10
"""Days between two reports of one thing, at most: most appear on the next day, weeklies and follow-ups about
a week later. A later report is of another statement or event."""
_KEY_BYTES = 6


class Candidate(NamedTuple):
    """An earlier report that may be linked; lesser ranks are better."""

    rank: tuple[float, float]
    earlier: str
    value: float | str
    """What is told of the pair: a confidence, or how two figures compare."""
    block: str
    """The kind of block in which the two met."""


def day_of(published: date | None) -> int:
    """The day of a report that was published then."""
    return published.toordinal() if published else UNDATED


def is_near(day: int, other: int) -> bool:
    """Whether the days are near enough, or unknown, for reports of one thing."""
    return UNDATED in (day, other) or abs(day - other) <= MOST_DAYS


def block_key(*words: str) -> int:
    """The number of the block of what has these words in common; the same in every process."""
    return int.from_bytes(blake2b("\0".join(words).encode(), digest_size=_KEY_BYTES).digest(), "big")


def periods(days: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last day of each period that changes on `days` can concern."""
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and day - MOST_DAYS <= found[-1][1]:
            found[-1] = found[-1][0], day + MOST_DAYS
        else:
            found.append((day - MOST_DAYS, day + MOST_DAYS))
    return found


def window_pairs(block: Sequence[Posting], reach: int) -> Iterator[Pair]:
    """Yield each pair of `block`, which is sorted, that are near and at most `reach` places apart."""
    for place, (day, report) in enumerate(block):
        for other_day, other in block[place + 1 : place + 1 + reach]:
            if is_near(day, other_day):
                yield report, other


def best(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """The `most` best of the candidates of one later report."""
    return sorted(candidates)[:most]
