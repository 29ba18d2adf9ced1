"""Parts of a long answer: `limit` rows each, of which `page` says which one, from 1."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from urllib.parse import urlencode

from starlette.datastructures import URL

from kg.errors import UsageError
from kg.questions.filters import parse_number
from kg.questions.tables import Table

LIMIT, PAGE = "limit", "page"


@dataclass(frozen=True, slots=True)
class Paging:
    """The part that is asked for; `limit` is None for all rows at once."""

    limit: int | None
    page: int

    @classmethod
    def of(cls, given: dict[str, str], default: int | None = None) -> "Paging":
        """What `given` says, and out of it; without a limit `default` rows.

        Raises `UsageError` for what is no number.
        """
        limit, page = (
            parse_number(name, text) if (text := given.pop(name, "")) else None for name in (LIMIT, PAGE)
        )
        if limit is None and default is None and page is not None:
            raise UsageError(f"“{PAGE}” needs “{LIMIT}”, the number of rows of a page.")
        return cls(limit or default, page or 1)

    def part(self, table: Table) -> Table:
        """The rows of `table` that are on the page."""
        if self.limit is None:
            return table
        first = (self.page - 1) * self.limit
        return replace(table, rows=table.rows[first : first + self.limit])

    def addresses(self, url: URL, parameters: Iterable[tuple[str, str]], count: int) -> dict[str, str]:
        """The addresses of the pages before and after this one, of `count` rows, by their relation."""
        if self.limit is None:
            return {}
        kept = [(name, value) for name, value in parameters if name not in (LIMIT, PAGE)]
        last = max(1, ceil(count / self.limit))
        wanted = {"first": 1, "prev": min(self.page - 1, last), "next": self.page + 1, "last": last}
        return {
            relation: f"{url.path}?{urlencode([*kept, (LIMIT, str(self.limit)), (PAGE, str(number))])}"
            for relation, number in wanted.items()
            if 1 <= number <= last and last > 1
        }
