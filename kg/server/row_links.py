"""Where the cells of a table lead: to the pages of actors and agreements, and places in articles."""

from collections.abc import Iterator

from kg.graph.reader.cited_places import Cited, find_cited
from kg.graph.reader.lookup import find_by_id
from kg.graph.reader.node_rows import Node
from kg.graph.store import Store
from kg.pages.page_names import FOLDERS, page_of
from kg.questions.tables import Cell, Table

_ID = "_id"
_CITING = ("cite", "article", "document")
Row = dict[str, Cell]


def link_rows(store: Store, table: Table) -> list[dict[str, str]]:
    """For each row of `table`, by column, the address that its cell leads to."""
    cited = find_cited(
        store, {str(row[column]) for row in table for column in _CITING if row.get(column) is not None}
    )
    named: dict[str, str] = {}
    return [dict(_links(store, table, row, cited, named)) for row in table]


def _links(
    store: Store, table: Table, row: Row, cited: dict[str, Cited], named: dict[str, str]
) -> Iterator[tuple[str, str]]:
    for column in _CITING:
        place = cited.get(str(row.get(column)))
        if place:
            mark = f"#{place.statement}" if place.statement else ""
            address = f"/{page_of(place.article)}{mark}"
            yield column, address
            if "title" in row:
                yield "title", address
            if "speaker" in row and place.speaker and f"speaker{_ID}" not in row:
                yield "speaker", f"/{page_of(Node(iri=place.speaker, name=''))}"
    for column in table.columns:
        # The identifier of a row is that of what its first column names.
        target = table.columns[0] if column == "id" else column.removesuffix(_ID)
        if target != column and row.get(column) is not None:
            address = _page(store, str(row[column]), named)
            if address:
                yield target, address


def _page(store: Store, identifier: str, named: dict[str, str]) -> str:
    """The page of the actor or agreement with this identifier; "" if there is none."""
    if identifier not in named:
        pages = [page_of(one) for one in find_by_id(store, identifier) if one.kind in FOLDERS]
        named[identifier] = f"/{pages[0]}" if pages else ""
    return named[identifier]
