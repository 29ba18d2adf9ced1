"""Groups of echoes: all statements that are linked, through others as well, have one first report."""

from collections.abc import Iterable

from networkx.utils import UnionFind

from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import Pair

Firsts = dict[str, str]
"""The first report of each linked statement: the one whose identifier is the least."""


def first_reports(pairs: Iterable[Pair]) -> Firsts:
    """The first report of each statement of the pairs."""
    groups = UnionFind()
    for one, other in pairs:
        groups.union(one, other)
    firsts: Firsts = {}
    for group in groups.to_sets():
        firsts |= dict.fromkeys(group, min(group))
    return firsts


class GroupTable:
    """The links and the first reports in derived tables of the ledger."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def change(self, gone: Iterable[Pair], new: Iterable[Pair]) -> tuple[Firsts, Firsts]:
        """Take out and put in links; the first reports that are gone and that are new.

        Time is in proportion to the groups of their statements.
        """
        gone, new = {*gone}, {*new}
        self._rows.delete_derived("echo_link", _both_ways(gone - new))
        self._rows.put_derived("echo_link", _both_ways(new - gone))
        touched = {report for pair in gone ^ new for report in pair}
        links = self._links_around(touched)
        now = first_reports(links)
        before = {report: first for report in touched | now.keys() if (first := self._first(report))}
        left = {report: first for report, first in before.items() if now.get(report) != first}
        entered = {report: first for report, first in now.items() if before.get(report) != first}
        self._rows.delete_derived("echo_first", [(report,) for report in left])
        self._rows.put_derived("echo_first", entered.items())
        return left, entered

    def _links_around(self, reports: Iterable[str]) -> list[Pair]:
        """All links of the groups of `reports`."""
        waiting, seen = [*reports], set(reports)
        links: list[Pair] = []
        while waiting:
            report = waiting.pop()
            for (other,) in self._rows.find_derived("echo_link", "other", "one = ?", (report,)):
                links.append((report, other))
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return links

    def _first(self, report: str) -> str | None:
        found = self._rows.find_derived("echo_first", "first", "report = ?", (report,))
        return found[0][0] if found else None


def _both_ways(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(row for one, other in pairs for row in ((one, other), (other, one)))
