"""The folder of pages: one for each article, actor and agreement, their lists, and what shows the whole.

Pages are made one by one from queries to the store. Equal graphs, of which the same pages are asked for, give
equal bytes.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from math import ceil
from pathlib import Path

from kg.batches import batches
from kg.errors import StoreError
from kg.graph.reader.article_rows import read_texts
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import StatementRow, read_statements
from kg.graph.store import Store, open_store
from kg.model import PartialDate
from kg.pages.article_page import ArticlePage, article_page
from kg.pages.charts import timeline
from kg.pages.ego import place_neighbours
from kg.pages.entity_page import MOST_ROWS, EntityFact, entity_facts
from kg.pages.entity_sections import TITLES, sections_of
from kg.pages.overview import Overview, read_overview
from kg.pages.page_choice import Choice, choose_pages
from kg.pages.page_files import remove_other_pages, write_page
from kg.pages.page_names import FOLDERS, INDEX, page_of
from kg.pages.picture import SURE_NODES
from kg.pages.quotes import Listing
from kg.pages.rendering import Page, render
from kg.pages.sparks import enough_dated
from kg.pages.statement_data import statement_data
from kg.pages.summary_pages import summary_pages

# Statements on one page; longer ones have several parts.
_ON_PAGE = 300
_MOST_FORMS = 12
# Neighbours that one may be compared with by one click.
_MOST_RIVALS = 6
# Fewer statements are seen at once, and need no filter.
_FILTERED = 5
# Actors and agreements whose statements are read together.
_BATCH = 50
_ROLES = (("said", "by"), ("heard", "to"), ("about", "about"))


def write_pages(
    folder: Path,
    on_page: Callable[[int, int], None] = lambda done, of: None,
    *,
    keys: Collection[str] = (),
    on_note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Write the pages of the graph in `folder` beside it; the path of the page to open first.

    Of a large graph, articles, actors and agreements have a page if one of `keys` asks for it
    (`kg.pages.page_choice`); `on_note` is then told so. `on_page` is called with the number of pages that are
    done and that of articles, actors and agreements that have one. A page whose bytes are the same is not
    written again, pages that are no longer among these are removed, and other files are never touched.
    Raises `StoreError` if there is no graph, another file is in the way, or a page cannot be written.
    """
    store = open_store(folder)
    with read_overview(store) as overview:
        choice = choose_pages(store, keys, overview.articles)
        total = overview.count_pages(choice)
        written: set[str] = set()
        try:
            for path, html in _pages(store, overview, choice):
                write_page(folder, path, html)
                written.add(path)
                on_page(min(len(written), total), total)
            remove_other_pages(folder, written)
        except OSError as error:
            raise StoreError(f"The pages in {folder} cannot be written: {error}.") from error
    if choice.is_part:
        on_note(
            f"The graph has {overview.articles:,} articles, so there are the first page, the lists, the "
            f"positions, the picture and only those other pages that were asked for ({total:,}). "
            "“kg pages --actor NAME”, “--agreement NAME”, “--article PATH” or “--month 2020-02” writes more, "
            "“kg pages --all” every one."
        )
    return folder / INDEX


def _pages(store: Store, overview: Overview, choice: Choice) -> Iterator[Page]:
    for text in read_texts(store, overview.article_iris(choice)):
        yield page_of(text.article), _article(article_page(text), choice)
    drawn = frozenset(one.node.iri for one in islice(overview.list_central(), SURE_NODES))
    facts = entity_facts(store, overview.list_nodes(choice))
    for batch in batches(facts, _BATCH):
        # Most have few statements: those of many pages are read together.
        first = (iri for fact in batch for _, iri in _listed(fact)[:_ON_PAGE])
        cited = (iri for fact in batch for iri in fact.cited)
        said = read_statements(store, (*first, *cited))
        for fact in batch:
            yield from _entity(store, fact, said, drawn, choice)
    yield from summary_pages(store, overview, choice)


def _article(page: ArticlePage, choice: Choice) -> str:
    return render(
        "article",
        page_of(page.article),
        "articles",
        choice,
        page=page,
        data=statement_data(page.statements, choice),
        named=sum(voice.speaker is not None for voice in page.voices),
        agreements=len({one.iri for fact in page.said for one in fact.agreements}),
        positions=sum(len(fact.positions) for fact in page.said),
        less_sure=sum(one.is_spoken for fact in page.said for one in fact.less_sure),
    )


def _listed(fact: EntityFact) -> list[tuple[str, Iri]]:
    """The statements on the pages of an actor or agreement: role and IRI."""
    return [(role, iri) for role, found in fact.statements.items() for _, iri in found]


def _contents(
    fact: EntityFact, rows: list[tuple[str, Iri]], part: Callable[[int], str], number: int
) -> list[tuple[str, int, str]]:
    """What the page has, as a list for part `number`: title, number of rows (0 for none to tell), address."""
    first = "" if number == 1 else part(1)
    positions = len(fact.held) + len(fact.toward)
    tops = (
        ("Names and offices", bool(fact.forms or fact.offices), 0, "names"),
        ("Connected with", bool(fact.neighbours), len(fact.neighbours), "neighbours"),
        ("Over time", bool(fact.dates), 0, "over-time"),
        ("Positions", positions > 0, positions, "positions"),
        ("Told by others", bool(fact.told or fact.told_less_sure), len(fact.told), "told"),
    )
    found = [(title, count, f"{first}#{anchor}") for title, there, count, anchor in tops if there]
    for role, title in TITLES.items():
        if fact.statements[role]:
            place = next(place for place, (own, _) in enumerate(rows) if own == role) // _ON_PAGE + 1
            count = len(fact.statements[role])
            found.append((title, count, f"{'' if place == number else part(place)}#{role}"))
    return found


def _entity(
    store: Store, fact: EntityFact, said: dict[Iri, StatementRow], drawn: frozenset[str], choice: Choice
) -> Iterator[Page]:
    """The page of an actor or agreement, in as many parts as its statements need.

    `said` has the statements of the first part, and those that its tables cite; `drawn` are in the picture.
    """
    rows = _listed(fact)
    count = max(1, ceil(len(rows) / _ON_PAGE))
    dates = sorted(fact.dates, key=lambda one: PartialDate(one).first_day)

    line = timeline(Counter(dates)) if enough_dated(len(dates), fact.counted) else None

    def part(number: int) -> str:
        return page_of(fact.node, number).rpartition("/")[2]

    for number in range(1, count + 1):
        wanted = rows[(number - 1) * _ON_PAGE : number * _ON_PAGE]
        facts = said if number == 1 else read_statements(store, (iri for _, iri in wanted))
        path = page_of(fact.node, number)
        shown = {role: [facts[iri] for own, iri in wanted if own == role] for role in fact.statements}
        before = Counter(role for role, _ in rows[: (number - 1) * _ON_PAGE])
        html = render(
            "entity",
            path,
            FOLDERS[fact.node.kind],
            choice,
            filtered=len(wanted) >= _FILTERED,
            fact=fact,
            roles=_ROLES,
            shown=shown,
            sections=sections_of(shown, before),
            contents=_contents(fact, rows, part, number),
            data=statement_data((one for own in shown.values() for one in own), choice),
            cited={iri: said[iri] for iri in fact.cited},
            less_sure=Listing.of(fact.less_sure, said, MOST_ROWS),
            told=Listing.of(fact.told, said, MOST_ROWS),
            told_less_sure=Listing.of(fact.told_less_sure, said, MOST_ROWS),
            line=line if number == 1 else None,
            dated=len(dates),
            rivals=[one.other for one in fact.neighbours if one.other.kind == "actor"][:_MOST_RIVALS],
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
