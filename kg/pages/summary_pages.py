"""The pages that show the whole: lists, the table of positions, the picture, the first page."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import ceil

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.statement_rows import ArticleRow, StatementRow
from kg.graph.store import Store
from kg.language.folding import fold
from kg.model import PartialDate
from kg.pages.first_page import MOST_TOP, first_page
from kg.pages.matrix_page import matrix_page
from kg.pages.overview import Actors, Overview, Weighted
from kg.pages.page_choice import Choice
from kg.pages.page_names import FOLDERS, GRAPH, INDEX, POSITIONS, list_page
from kg.pages.picture import KINDS, MOST_NODES, draw_picture
from kg.pages.rendering import Page, render, render_network
from kg.pages.search_data import search_data

# Rows of a list on one page; longer ones have several parts.
_IN_LIST = 2000
_MOST_LINES = 1000
_MOST_SEARCHED = 20_000
# Positions that the table is made of, and the holders and targets whose positions come first.
_MOST_POSITIONS, _MOST_ENDS = 20_000, 400
# Columns whose heads are not slanted, and that do not need the whole window (as in matrix.js).
_MOST_WIDE, _MOST_LOOSE = 8, 18
# Rows of a table, and names in one of its cells.
_MOST_SIDES, _MOST_MEMBERS = 60, 15


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: what it links to, and what stands beside it; `search` is what the filter looks in."""

    one: Node | ArticleRow
    name: str
    kind: str
    cells: tuple[str, ...]
    search: str = ""


def summary_pages(store: Store, overview: Overview, choice: Choice) -> Iterator[Page]:
    """The lists, the table of positions, the picture and, as the last one, the first page."""
    for one in _lists(overview):
        yield from _list(one, choice)
    statements = overview.central_statements(_MOST_SEARCHED, MOST_NODES)
    yield POSITIONS, _positions(store, overview, choice)
    yield GRAPH, _graph(store, overview, statements, choice)
    yield INDEX, _index(store, overview, statements, choice)


def summary_page(path: str, store: Store, overview: Overview, choice: Choice) -> str | None:
    """The page at `path` if it is one of these; None if not."""
    if path == POSITIONS:
        return _positions(store, overview, choice)
    if path in (GRAPH, INDEX):
        statements = overview.central_statements(_MOST_SEARCHED, MOST_NODES)
        if path == GRAPH:
            return _graph(store, overview, statements, choice)
        return _index(store, overview, statements, choice)
    for one in _lists(overview):
        for number in range(1, one.count + 1):
            if list_page(one.kind, number) == path:
                return next(_list(one, choice, number))[1]
    return None


@dataclass(frozen=True, slots=True)
class _List:
    """A list of `total` rows, of which each page has a part."""

    kind: str
    order: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    total: int
    actors: Actors | None = None
    """Of a list of actors, how many of them have a name."""

    @property
    def count(self) -> int:
        """The number of its pages."""
        return max(1, ceil(self.total / _IN_LIST))


def _lists(overview: Overview) -> Iterator[_List]:
    actors = map(_actor_row, overview.list_actors())
    columns: tuple[str, ...] = ("name", "type", "statements by it", "about it")
    total = overview.nodes - overview.agreements
    yield _List("actor", "the most heard first", columns, actors, total, overview.actors)
    agreements = map(_agreement_row, overview.list_agreements())
    columns = ("name", "status", "statements")
    yield _List("agreement", "the most mentioned first", columns, agreements, overview.agreements)
    articles = map(_article_row, overview.list_articles())
    columns = ("title", "published", "outlet", "statements")
    yield _List("article", "by path", columns, articles, overview.articles)


def _list(one: _List, choice: Choice, first: int = 1) -> Iterator[Page]:
    """The pages of a list from the number `first` on."""

    def part(number: int) -> str:
        return list_page(one.kind, number).rpartition("/")[2]

    rows = islice(one.rows, (first - 1) * _IN_LIST, None)
    for number in range(first, one.count + 1):
        path = list_page(one.kind, number)
        html = render(
            "listing",
            path,
            FOLDERS[one.kind],
            choice,
            title=FOLDERS[one.kind].capitalize(),
            noun=one.kind,
            order=one.order,
            columns=one.columns,
            rows=list(islice(rows, _IN_LIST)),
            total=one.total,
            actors=one.actors,
            number=number,
            count=one.count,
            part=part,
        )
        yield path, html


def _actor_row(one: Weighted) -> Row:
    cells = (one.node.type, f"{one.said:,}", f"{one.about:,}")
    return Row(one.node, one.node.name, one.node.type, cells, " ".join(one.forms))


def _agreement_row(one: Weighted) -> Row:
    cells = (one.node.status, f"{one.about:,}")
    return Row(one.node, one.node.name, one.node.type, cells, " ".join(one.forms))


def _article_row(item: tuple[ArticleRow, int]) -> Row:
    one, count = item
    cells = (one.published, one.outlet, f"{count:,}")
    return Row(one, one.title, "", cells, fold(f"{one.title} {one.outlet} {one.path}"))


def _positions(store: Store, overview: Overview, choice: Choice) -> str:
    taken = overview.central_positions(_MOST_POSITIONS, _MOST_ENDS)
    page = matrix_page(store, taken)
    return render(
        "positions",
        POSITIONS,
        "positions",
        choice,
        page=page,
        has_others=any(row.others for row in page.rows),
        most_wide=_MOST_WIDE,
        most_loose=_MOST_LOOSE,
        most_rows=_MOST_SIDES,
        most_members=_MOST_MEMBERS,
        taken=len(taken),
        positions=overview.positions_in_all,
        least=LEAST_SHOWN,
        articles=overview.articles,
    )


def _graph(store: Store, overview: Overview, statements: list[StatementRow], choice: Choice) -> str:
    picture = draw_picture(store, overview, statements, choice)
    days = [PartialDate(one).first_day.isoformat() for one in overview.dates]
    values = {
        "data": picture.data,
        "actors": sum(one.node.kind != "course" for one in picture.nodes),
        "kinds": [one for one in KINDS if one in {found.node.type for found in picture.nodes}],
        "rows": [one for one in picture.lines if one.items],
        "drawn": picture.statements,
        "others": len(picture.data["others"]),
        "choices": {
            "agreements": [one.node for one in picture.nodes if one.node.kind == "agreement"],
            "outlets": sorted({row[3] for row in picture.data["articles"] if row[3]}),
            "first": days[0] if days else "",
            "last": days[-1] if days else "",
        },
        "counts": {"statements": overview.statements, "nodes": overview.nodes},
        "articles": overview.articles,
        "most_rows": _MOST_LINES,
        "less_sure": picture.less_sure,
        "is_webgl": picture.is_webgl,
    }
    if picture.is_webgl:
        return render("graph", GRAPH, "graph", choice, nodes=picture.marks, edges=picture.edges, **values)
    return render_network(picture.marks, picture.edges, GRAPH, choice, **values)


def _index(store: Store, overview: Overview, statements: list[StatementRow], choice: Choice) -> str:
    return render(
        "index",
        INDEX,
        "index",
        choice,
        counts={
            "statements": overview.statements,
            "articles": overview.articles,
            "agreements": overview.agreements,
            "positions": overview.positions,
            "less_sure": overview.less_sure,
            "first": next(iter(overview.dates), ""),
            "last": next(reversed(overview.dates), ""),
        },
        actors=overview.actors,
        page=first_page(store, overview),
        agreements=[_agreement_row(one) for one in islice(overview.list_agreements(), MOST_TOP)],
        articles=[
            Row(one, one.title, "", (f"{count:,}",))
            for one, count in islice(overview.list_articles(richest=True), MOST_TOP)
        ],
        data=search_data(overview, statements, choice),
    )
