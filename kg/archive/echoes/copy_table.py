"""Statements of one speaker in the same words: which stand for the others, and which are linked."""

from collections import defaultdict
from typing import NamedTuple

from kg.archive.echoes.echo_rules import Copy, Telling, copy_heads, copy_key, copy_links
from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import Pair, periods
from kg.archive.pairs.posting_table import PairChanges
from kg.archive.pairs.report_store import ReportChanges


class CopyChanges(NamedTuple):
    """Statements that no longer stand for others, or for themselves, those that do now, and linked pairs."""

    gone: set[str]
    new: set[str]
    pairs: PairChanges


class CopyTable:
    """The statements by their words, in a derived table of the ledger."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def change(self, changes: ReportChanges[Telling]) -> CopyChanges:
        """Take out statements and put in new ones."""
        changed: dict[int, tuple[set[Copy], set[Copy]]] = defaultdict(lambda: (set(), set()))
        for side, tellings in enumerate(changes):
            for one in tellings.values():
                changed[copy_key(one)][side].add((one.day, one.name, one.article))
        heads, heads_now = set[str](), set[str]()
        links, links_now = set[Pair](), set[Pair]()
        for key, (out, into) in changed.items():
            for first, last in periods(day for day, _, _ in out | into):
                block = self._read(key, first, last)
                changed_block = sorted({*block} - out | {one for one in into if first <= one[0] <= last})
                heads |= copy_heads(block)
                heads_now |= copy_heads(changed_block)
                links.update(copy_links(block))
                links_now.update(copy_links(changed_block))
        self._rows.delete_derived(
            "echo_copy", ((key, day, name) for key, (out, _) in changed.items() for day, name, _ in out)
        )
        self._rows.put_derived(
            "echo_copy", sorted((key, *copy) for key, (_, into) in changed.items() for copy in into)
        )
        # What stays as it is, in a block that changes.
        touched = changes.gone.keys() | changes.new.keys()
        still = (heads & heads_now) - touched
        linked = {pair for pair in links & links_now if touched.isdisjoint(pair)}
        return CopyChanges(heads - still, heads_now - still, PairChanges(links - linked, links_now - linked))

    def _read(self, key: int, first: int, last: int) -> list[Copy]:
        condition = "key = ? AND day BETWEEN ? AND ? ORDER BY day, report"
        return self._rows.find_derived("echo_copy", "day, report, article", condition, (key, first, last))
