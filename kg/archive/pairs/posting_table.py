"""The blocks of an index in the ledger, and which pairs change when reports come and go."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import UNDATED, Pair, Posting, periods, window_pairs

# A block of all reports without a day: where it is empty, each block is read around a day alone.
_UNDATED_KEY = -1


class Entry(NamedTuple):
    """Where a report stands: its day, and the keys of its blocks."""

    day: int
    keys: frozenset[int]


class PairChanges(NamedTuple):
    """Pairs that are no longer to be compared, and pairs that are to be compared now.

    A pair of a report that was replaced is in both.
    """

    left: set[Pair]
    entered: set[Pair]


class PostingTable:
    """The blocks in a derived table of the ledger.

    Two reports are to be compared if they stand at most `reach` places apart in at least `least` blocks.
    """

    def __init__(self, rows: Rows, table: str, *, reach: int, least: int) -> None:
        self._rows, self._table, self._reach, self._least = rows, table, reach, least
        self._any_undated = True

    def change(
        self, gone: Mapping[str, Entry], new: Mapping[str, Entry], entry_of: Callable[[str], Entry]
    ) -> PairChanges:
        """Take out the reports `gone` and put in `new`; one that changes is in both.

        `entry_of` gives the entry of another report. Time is in proportion to the keys of these reports.
        """
        out, into = _by_key(gone), _by_key(new)
        touched = gone.keys() | new.keys()
        self._any_undated = bool(self._read("key = ? LIMIT 1", _UNDATED_KEY))
        before, after, shifted = Counter[Pair](), Counter[Pair](), Counter[Pair]()
        for key in out.keys() | into.keys():
            left, entered = out.get(key, []), into.get(key, [])
            for block, places in self._neighbourhoods(key, sorted({*left, *entered})):
                if len(block) + len(entered) < 2:
                    continue
                changed = sorted({*block}.difference(left) | {*entered}.intersection(places))
                old, now = {*window_pairs(block, self._reach)}, {*window_pairs(changed, self._reach)}
                for pair in old | now:
                    if touched.isdisjoint(pair):
                        shifted[pair] += (pair in now) - (pair in old)
                    else:
                        before[pair] += pair in old
                        after[pair] += pair in now
        self._rows.delete_derived(self._table, _rows_of(out, gone))
        self._rows.put_derived(self._table, _rows_of(into, new))
        for pair, change in shifted.items():
            if change:
                after[pair] = self._count(pair, entry_of)
                before[pair] = after[pair] - change
        kept = {pair for pair in shifted if min(before[pair], after[pair]) >= self._least}
        compared = {pair for pair, count in before.items() if count >= self._least}
        compared_now = {pair for pair, count in after.items() if count >= self._least}
        return PairChanges(compared - kept, compared_now - kept)

    def _neighbourhoods(
        self, key: int, places: list[Posting]
    ) -> Iterator[tuple[list[Posting], list[Posting]]]:
        """Yield the parts of a block that changes at `places` can concern, each with its places.

        A place concerns the pairs that it is between, and these are within `reach` of it.
        """
        if self._has_undated(key, places):
            yield from self._part_or_windows(key, places, 0, UNDATED)
            return
        for first, last in periods(day for day, _ in places):
            inside = [place for place in places if first <= place[0] <= last]
            yield from self._part_or_windows(key, inside, first, last)

    def _has_undated(self, key: int, places: list[Posting]) -> bool:
        """Whether reports without a day, which are near all, are in the block or in what changes."""
        condition = "key = ? AND day = ? LIMIT 1"
        return places[-1][0] == UNDATED or (self._any_undated and bool(self._read(condition, key, UNDATED)))

    def _part_or_windows(
        self, key: int, places: list[Posting], first: int, last: int
    ) -> Iterator[tuple[list[Posting], list[Posting]]]:
        """Yield the block from `first` to `last`; of a large one, what is around each place."""
        most = 4 * self._reach
        condition = "key = ? AND day BETWEEN ? AND ? ORDER BY day, report LIMIT ?"
        block = self._read(condition, key, first, last, most + 1)
        if len(block) <= most:
            yield block, places
            return
        part: list[Posting] = []
        inside: list[Posting] = []
        for place in places:
            near = self._near(key, place)
            if part and near[0] > part[-1]:
                yield part, inside
                part, inside = [], []
            part += near[bisect_right(near, part[-1]) :] if part else near
            inside.append(place)
        yield part, inside

    def _near(self, key: int, place: Posting) -> list[Posting]:
        """The postings before and after `place`, and it, if it is there; at least one in a large block."""
        before = self._read(
            "key = ? AND (day, report) < (?, ?) ORDER BY day DESC, report DESC LIMIT ?",
            *(key, *place, self._reach),
        )
        after = self._read(
            "key = ? AND (day, report) >= (?, ?) ORDER BY day, report LIMIT ?",
            *(key, *place, self._reach + 1),
        )
        return before[::-1] + after

    def _count(self, pair: Pair, entry_of: Callable[[str], Entry]) -> int:
        """The number of blocks in which the two of `pair` stand near each other."""
        one, other = (entry_of(report) for report in pair)
        places = (one.day, pair[0]), (other.day, pair[1])
        return sum(self._is_within(key, *places) for key in one.keys & other.keys)

    def _is_within(self, key: int, one: Posting, other: Posting) -> bool:
        between = self._read(
            "key = ? AND (day, report) > (?, ?) AND (day, report) <= (?, ?) LIMIT ?",
            *(key, *one, *other, self._reach + 1),
        )
        return len(between) <= self._reach

    def _read(self, condition: str, *values: int | str) -> list[Posting]:
        return self._rows.find_derived(self._table, "day, report", condition, values)


def _by_key(entries: Mapping[str, Entry]) -> dict[int, list[Posting]]:
    blocks: dict[int, list[Posting]] = {}
    for report, entry in entries.items():
        for key in entry.keys:
            blocks.setdefault(key, []).append((entry.day, report))
    return blocks


def _rows_of(blocks: Mapping[int, list[Posting]], entries: Mapping[str, Entry]) -> list[tuple[int, int, str]]:
    """The rows of the blocks, sorted, so that neighbouring ones are written together."""
    undated = [(UNDATED, report) for report, entry in entries.items() if entry.day == UNDATED]
    every = [*blocks.items(), (_UNDATED_KEY, undated)]
    return sorted((key, *posting) for key, block in every for posting in block)
