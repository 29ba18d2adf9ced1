"""Multisets in rows of the ledger."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg.archive.names.bags import Bags
from tests.with_rows import memory_rows

_ENTRIES = st.tuples(st.sampled_from(["name", "office"]), st.integers(0, 900).map(str))


@given(st.lists(st.dictionaries(_ENTRIES, st.integers(-2, 3).filter(bool), max_size=400), max_size=4))
def test_changes_add_up(changes: list[dict[tuple[str, ...], int]]) -> None:
    rows = memory_rows()
    bags, sums = Bags(rows, "entry"), Counter[tuple[str, ...]]()
    with rows.transaction():
        for change in changes:
            bags.add(("word", "doe"), change)
            sums.update(change)
    assert bags.read(("word", "doe")) == {entry: count for entry, count in sums.items() if count}
    assert bags.read(("word", "roe")) == {}


def test_a_change_of_a_large_multiset_writes_small_rows() -> None:
    rows = memory_rows()
    bags = Bags(rows, "entry")
    with rows.transaction():
        bags.add(("word", "doe"), {("owner", str(number)): 1 for number in range(10_000)})
        before = dict(rows.find("entry", ("word", "doe")))
        bags.add(("word", "doe"), {("owner", "one more"): 1})
        after = dict(rows.find("entry", ("word", "doe")))
    changed = [key for key in after if after[key] != before.get(key)]
    assert len(changed) == 1
    assert len(after[changed[0]]) < 4_000


def test_what_is_taken_away_leaves_no_row() -> None:
    rows = memory_rows()
    bags = Bags(rows, "entry")
    with rows.transaction():
        bags.add(("word", "doe"), {("part",): 2})
        bags.add(("word", "doe"), {("part",): -2})
    assert list(rows.find("entry", ())) == []
