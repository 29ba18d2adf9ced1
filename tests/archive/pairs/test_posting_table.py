"""Blocks that change are the same as blocks that are made at once."""

from collections import Counter, defaultdict
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive.pairs.blocks import MOST_DAYS, UNDATED, Pair, block_key, day_of, window_pairs
from kg.archive.pairs.posting_table import Entry, PostingTable
from tests.with_rows import memory_rows

REACH = 2
ENTRIES = st.builds(
    Entry,
    st.integers(0, 8) | st.sampled_from([30, 31, UNDATED]),
    st.frozensets(st.integers(1, 4), max_size=4),
)
STEPS = st.lists(
    st.dictionaries(
        st.sampled_from([f"r{number:02}" for number in range(30)]), st.none() | ENTRIES, max_size=25
    ),
    max_size=6,
)


def compared_pairs(entries: dict[str, Entry], least: int) -> set[Pair]:
    """The pairs to be compared, from all blocks at once."""
    blocks = defaultdict(list)
    for report, entry in entries.items():
        for key in entry.keys:
            blocks[key].append((entry.day, report))
    counts = Counter(pair for block in blocks.values() for pair in window_pairs(sorted(block), REACH))
    return {pair for pair, count in counts.items() if count >= least}


@settings(deadline=None)
@given(STEPS, st.integers(1, 2))
def test_changes_add_up(steps: list[dict[str, Entry | None]], least: int) -> None:
    table = PostingTable(memory_rows(), "echo_key", reach=REACH, least=least)
    entries: dict[str, Entry] = {}
    pairs: set[Pair] = set()
    for step in steps:
        gone = {report: entries[report] for report in step if report in entries}
        new = {report: entry for report, entry in step.items() if entry}
        entries = {report: one for report, one in entries.items() if report not in step} | new
        changes = table.change(gone, new, entries.__getitem__)
        assert changes.left <= pairs
        pairs = (pairs - changes.left) | changes.entered
        assert pairs == compared_pairs(entries, least)


def test_window() -> None:
    block = [(1, "a"), (1, "b"), (5, "c"), (11, "d"), (12, "e"), (UNDATED, "f")]
    assert list(window_pairs(block, 2)) == [
        *[("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"), ("c", "d"), ("c", "e")],
        *[("d", "e"), ("d", "f"), ("e", "f")],
    ]
    assert list(window_pairs([(1, "a"), (1 + MOST_DAYS, "b"), (2 + MOST_DAYS, "c")], 2)) == [
        ("a", "b"),
        ("b", "c"),
    ]


def test_day_and_key_are_the_same_in_every_process() -> None:
    assert day_of(date(2020, 2, 8)) == 737463
    assert day_of(None) == UNDATED
    assert block_key("actor", "convoy", "left") == block_key("actor", "convoy", "left")
    assert block_key("a", "bc") != block_key("ab", "c")
