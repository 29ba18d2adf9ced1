"""The folder of pages: one for each article, actor and agreement, their lists, and what shows the whole.

Pages are made one by one from queries to the store; names, titles and positions alone are in memory as a
whole. Equal graphs give equal bytes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TypeVar

from kg.batches import batches
from kg.errors import StoreError
from kg.graph import LEAST_SHOWN
from kg.graph.reader.article_rows import read_texts
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow, StatementRow, read_statements
from kg.graph.store import Store, open_store
from kg.language.folding import fold
from kg.model import PartialDate
from kg.pages.article_page import ArticlePage, article_page
from kg.pages.charts import timeline
from kg.pages.ego import place_neighbours
from kg.pages.entity_page import MOST_ROWS, EntityFact, entity_facts
from kg.pages.matrix_page import matrix_page
from kg.pages.overview import Overview, Weighted, central_statements, read_overview
from kg.pages.page_names import FOLDERS, GRAPH, INDEX, POSITIONS, list_page, page_of
from kg.pages.picture import KINDS, MOST_NODES, SURE_NODES, draw_picture
from kg.pages.quotes import Listing
from kg.pages.rendering import render, render_network
from kg.pages.search_data import search_data

# Statements, and rows of a list, on one page; longer ones have several parts.
_ON_PAGE, _IN_LIST = 300, 2000
_MOST_FORMS, _MOST_TOP, _MOST_LINES = 12, 12, 1000
_MOST_SEARCHED = 20_000
# Fewer statements are seen at once, and need no filter.
_FILTERED = 5
# What stands in the first bytes of every page of this program.
_OURS, _BEGINNING = b'<meta http-equiv="Content-Security-Policy" content="default-src', 1000
# Actors and agreements whose statements are read together.
_BATCH = 50
_ROLES = (("said", "by"), ("heard", "to"), ("about", "about"))

Item = TypeVar("Item")
Page = tuple[str, str]
"""The path of a page in the folder, and its HTML."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: a link, and what stands beside it; `search` is what the filter looks in."""

    name: str
    kind: str
    page: str
    cells: tuple[str, ...]
    search: str


def write_pages(folder: Path, on_page: Callable[[int, int], None] = lambda done, of: None) -> Path:
    """Write the pages of the graph in `folder` beside it; the path of the page to open first.

    `on_page` is called with the number of pages that are done and that of articles, actors and agreements.
    Pages of a former graph that this one does not have are removed; other files are never touched. Raises
    `StoreError` if there is no graph, another file is in the way, or a page cannot be written.
    """
    store = open_store(folder)
    overview = read_overview(store)
    total = len(overview.nodes) + len(overview.articles)
    written: set[str] = set()
    try:
        for path, html in _pages(store, overview):
            _write(folder / path, html)
            written.add(path)
            on_page(min(len(written), total), total)
        for directory in FOLDERS.values():
            for pattern in ("*.html", "*.html.part"):
                for left_over in (folder / directory).glob(pattern):
                    if f"{directory}/{left_over.name}" not in written and _is_ours(left_over):
                        left_over.unlink()
    except OSError as error:
        raise StoreError(f"The pages in {folder} cannot be written: {error}.") from error
    return folder / INDEX


def _is_ours(path: Path) -> bool:
    """Whether `path` is a page that this program wrote: its policy stands at the beginning."""
    with path.open("rb") as file:
        return _OURS in file.read(_BEGINNING)


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not _is_ours(path):
        raise StoreError(
            f"{path} is not a page of kg and is left as it is; choose another folder for the graph."
        )
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    partial.replace(path)


def _pages(store: Store, overview: Overview) -> Iterator[Page]:
    for text in read_texts(store, (one.iri for one, _ in overview.articles)):
        yield page_of(text.article), _article(article_page(text))
    drawn = frozenset(one.node.iri for one in overview.nodes[:SURE_NODES])
    facts = entity_facts(store, [one.node for one in overview.nodes])
    for batch in batches(facts, _BATCH):
        # Most have few statements: those of many pages are read together.
        first = (iri for fact in batch for _, iri in _listed(fact)[:_ON_PAGE])
        cited = (iri for fact in batch for iri in fact.cited)
        said = read_statements(store, (*first, *cited))
        for fact in batch:
            yield from _entity(store, fact, said, drawn)
    yield from _lists(overview)
    yield POSITIONS, _positions(store, overview)
    central = (one.node.iri for one in overview.nodes[:MOST_NODES])
    statements = list(central_statements(store, central, _MOST_SEARCHED).values())
    yield GRAPH, _graph(store, overview, statements)
    yield INDEX, _index(overview, statements)


def _article(page: ArticlePage) -> str:
    return render(
        "article",
        page_of(page.article),
        "articles",
        page=page,
        named=sum(voice.speaker is not None for voice in page.voices),
        agreements=len({one.iri for fact in page.said for one in fact.agreements}),
        positions=sum(len(fact.positions) for fact in page.said),
        less_sure=sum(one.is_spoken for fact in page.said for one in fact.less_sure),
    )


def _listed(fact: EntityFact) -> list[tuple[str, Iri]]:
    """The statements on the pages of an actor or agreement: role and IRI."""
    return [(role, iri) for role, found in fact.statements.items() for _, iri in found]


def _entity(
    store: Store, fact: EntityFact, said: dict[Iri, StatementRow], drawn: frozenset[str]
) -> Iterator[Page]:
    """The page of an actor or agreement, in as many parts as its statements need.

    `said` has the statements of the first part, and those that its tables cite; `drawn` are in the picture.
    """
    rows = _listed(fact)
    count = max(1, ceil(len(rows) / _ON_PAGE))
    dates = sorted(fact.dates, key=lambda one: PartialDate(one).first_day)

    def part(number: int) -> str:
        return page_of(fact.node, number).rpartition("/")[2]

    for number in range(1, count + 1):
        wanted = rows[(number - 1) * _ON_PAGE : number * _ON_PAGE]
        facts = said if number == 1 else read_statements(store, (iri for _, iri in wanted))
        path = page_of(fact.node, number)
        html = render(
            "entity",
            path,
            FOLDERS[fact.node.kind],
            filtered=len(wanted) >= _FILTERED,
            fact=fact,
            roles=_ROLES,
            shown={role: [facts[iri] for own, iri in wanted if own == role] for role in fact.statements},
            cited={iri: said[iri] for iri in fact.cited},
            less_sure=Listing.of(fact.less_sure, said, MOST_ROWS),
            told=Listing.of(fact.told, said, MOST_ROWS),
            told_less_sure=Listing.of(fact.told_less_sure, said, MOST_ROWS),
            line=timeline(Counter(dates)) if number == 1 else None,
            drawn=fact.node.iri in drawn,
            first=dates[0] if dates else "",
            last=dates[-1] if dates else "",
            neighbours=place_neighbours(fact.neighbours) if number == 1 else [],
            number=number,
            count=count,
            part=part,
            most_rows=MOST_ROWS,
            most_forms=_MOST_FORMS,
        )
        yield path, html


def _lists(overview: Overview) -> Iterator[Page]:
    columns: tuple[str, ...] = ("name", "type", "statements by it", "about it")
    yield from _list("actor", "the most heard first", columns, overview.actors, _actor_row)
    columns = ("name", "status", "statements")
    yield from _list("agreement", "the most mentioned first", columns, overview.agreements, _agreement_row)
    columns = ("title", "published", "outlet", "statements")
    yield from _list("article", "by path", columns, overview.articles, _article_row)


def _list(
    kind: str, order: str, columns: tuple[str, ...], items: Sequence[Item], row: Callable[[Item], Row]
) -> Iterator[Page]:
    count = max(1, ceil(len(items) / _IN_LIST))

    def part(number: int) -> str:
        return list_page(kind, number).rpartition("/")[2]

    for number in range(1, count + 1):
        path = list_page(kind, number)
        html = render(
            "listing",
            path,
            FOLDERS[kind],
            title=FOLDERS[kind].capitalize(),
            noun=kind,
            order=order,
            columns=columns,
            rows=[row(one) for one in items[(number - 1) * _IN_LIST : number * _IN_LIST]],
            total=len(items),
            number=number,
            count=count,
            part=part,
        )
        yield path, html


def _actor_row(one: Weighted) -> Row:
    cells = (one.node.type, f"{one.said:,}", f"{one.about:,}")
    return Row(one.node.name, one.node.type, page_of(one.node), cells, " ".join(one.forms))


def _agreement_row(one: Weighted) -> Row:
    cells = (one.node.status, f"{one.about:,}")
    return Row(one.node.name, one.node.type, page_of(one.node), cells, " ".join(one.forms))


def _article_row(item: tuple[ArticleRow, int]) -> Row:
    one, count = item
    cells = (one.published, one.outlet, f"{count:,}")
    return Row(one.title, "", page_of(one), cells, fold(f"{one.title} {one.outlet} {one.path}"))


def _positions(store: Store, overview: Overview) -> str:
    return render(
        "positions",
        POSITIONS,
        "positions",
        page=matrix_page(store),
        least=LEAST_SHOWN,
        articles=len(overview.articles),
    )


def _graph(store: Store, overview: Overview, statements: list[StatementRow]) -> str:
    picture = draw_picture(store, overview, statements)
    days = [PartialDate(one).first_day.isoformat() for one in overview.dates]
    return render_network(
        picture.network,
        GRAPH,
        "graph",
        data=picture.data,
        actors=sum(one.node.kind != "course" for one in picture.nodes),
        kinds=[one for one in KINDS if one in {found.node.type for found in picture.nodes}],
        rows=[one for one in picture.lines if one.items],
        drawn=picture.statements,
        others=len(picture.data["others"]),
        choices={
            "agreements": [one.node for one in picture.nodes if one.node.kind == "agreement"],
            "outlets": sorted({row[3] for row in picture.data["articles"] if row[3]}),
            "first": days[0] if days else "",
            "last": days[-1] if days else "",
        },
        counts={"statements": overview.statements, "nodes": len(overview.nodes)},
        articles=len(overview.articles),
        most_rows=_MOST_LINES,
        less_sure=picture.less_sure,
    )


def _index(overview: Overview, statements: list[StatementRow]) -> str:
    heard = [one for one in overview.actors if one.said]
    top = sorted(overview.articles, key=lambda item: (-item[1], item[0].path))[:_MOST_TOP]
    return render(
        "index",
        INDEX,
        "index",
        counts={
            "statements": overview.statements,
            "speakers": len(heard),
            "articles": len(overview.articles),
            "agreements": len(overview.agreements),
            "positions": overview.positions,
            "less_sure": overview.less_sure,
            "first": next(iter(overview.dates), ""),
            "last": next(reversed(overview.dates), ""),
        },
        line=timeline(overview.dates),
        dated=sum(overview.dates.values()),
        speakers=[
            Row(one.node.name, one.node.type, page_of(one.node), (f"{one.said:,}",), "")
            for one in heard[:_MOST_TOP]
        ],
        agreements=[_agreement_row(one) for one in overview.agreements[:_MOST_TOP]],
        articles=[Row(one.title, "", page_of(one), (f"{count:,}",), "") for one, count in top],
        data=search_data(overview, statements),
    )
