"""The reports of an index in the ledger, by article."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

import msgspec

from kg.archive.ledger.rows import Rows

# Articles whose reports are kept in memory.
_MOST_KEPT = 500


class _Report(Protocol):
    @property
    def name(self) -> str: ...


Report = TypeVar("Report", bound=_Report)


class ReportChanges(NamedTuple, Generic[Report]):
    """Reports that are no longer, and new ones, by name; one that changes is in both."""

    gone: dict[str, Report]
    new: dict[str, Report]


class ReportStore(Generic[Report]):
    """The reports of each article, in one row, and in a derived table the article of each."""

    def __init__(
        self,
        rows: Rows,
        name: str,
        decoder: msgspec.msgpack.Decoder[list[Report]],
    ) -> None:
        """The tables are `name_article` and `name_owner`."""
        self._rows, self._table, self._owners = rows, f"{name}_article", f"{name}_owner"
        self._decoder = decoder
        self._kept: dict[str, dict[str, Report]] = {}

    def change(self, articles: Mapping[str, Iterable[Report]]) -> ReportChanges[Report]:
        """Put the reports of each article in place of its earlier ones; what changed."""
        changes: ReportChanges[Report] = ReportChanges({}, {})
        owners: list[tuple[str, str]] = []
        for article, reports in articles.items():
            before, after = self._of(article), {one.name: one for one in reports}
            gone = {name: one for name, one in before.items() if after.get(name) != one}
            new = {name: one for name, one in after.items() if before.get(name) != one}
            if gone or new:
                changes.gone.update(gone)
                changes.new.update(new)
                owners += ((name, article) for name in new)
                self._put(article, after)
        self._rows.delete_derived(self._owners, [(name,) for name in changes.gone])
        self._rows.put_derived(self._owners, owners)
        return changes

    def get(self, name: str) -> Report:
        """The report with this name, which is there. Raises `sqlite3.DatabaseError` if it was lost."""
        found = self._rows.find_derived(self._owners, "article", "report = ?", (name,))
        reports = self._of(found[0][0]) if found else {}
        if name not in reports:
            raise sqlite3.DatabaseError(f"a row of “{self._owners}” is missing")
        return reports[name]

    def all(self) -> Iterator[tuple[str, list[Report]]]:
        """Yield each article with its reports."""
        for (article,), content in self._rows.all(self._table):
            yield article, self._decoder.decode(content)

    def _of(self, article: str) -> dict[str, Report]:
        found = self._kept.get(article)
        if found is None:
            content = self._rows.get(self._table, (article,))
            reports = self._decoder.decode(content) if content else []
            found = {one.name: one for one in reports}
            self._keep(article, found)
        return found

    def _put(self, article: str, reports: dict[str, Report]) -> None:
        if reports:
            content = msgspec.msgpack.encode([*reports.values()], order="deterministic")
            self._rows.put(self._table, (article,), content)
        else:
            self._rows.delete(self._table, (article,))
        self._keep(article, reports)

    def _keep(self, article: str, reports: dict[str, Report]) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[article] = reports
