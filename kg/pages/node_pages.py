"""The pages of one article, and of one actor or agreement in as many parts as its statements need."""

from collections import Counter
from collections.abc import Mapping
from math import ceil

from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import StatementRow
from kg.model import PartialDate
from kg.pages.article_page import ArticlePage, article_values
from kg.pages.charts import timeline
from kg.pages.ego import place_neighbours
from kg.pages.entity_page import MOST_ROWS, EntityFact
from kg.pages.entity_sections import TITLES, sections_of
from kg.pages.page_choice import Choice
from kg.pages.page_names import FOLDERS, page_of
from kg.pages.quotes import Listing
from kg.pages.rendering import Page, render
from kg.pages.sparks import enough_dated
from kg.pages.statement_data import statement_data

# Statements on one page; longer ones have several parts.
_ON_PAGE = 300
_MOST_FORMS = 12
# Neighbours that one may be compared with by one click.
_MOST_RIVALS = 6
# Fewer statements are seen at once, and need no filter.
_FILTERED = 5
_ROLES = (("said", "by"), ("heard", "to"), ("about", "about"))


def article_html(page: ArticlePage, choice: Choice) -> Page:
    """The page of an article, with links to the pages of `choice`."""
    path = page_of(page.article)
    html = render("article", path, "articles", choice, **article_values(page, choice))
    return path, html


def count_parts(fact: EntityFact) -> int:
    """How many parts the page of an actor or agreement has."""
    return max(1, ceil(len(_listed(fact)) / _ON_PAGE))


def statements_of_part(fact: EntityFact, number: int) -> list[Iri]:
    """The statements that a part, from 1, needs: those on it, and those that the tables cite."""
    listed = [iri for _, iri in _part(fact, number)]
    return [*listed, *fact.cited]


def entity_html(
    fact: EntityFact, number: int, said: Mapping[Iri, StatementRow], *, is_drawn: bool, choice: Choice
) -> Page:
    """A part, from 1, of the page of an actor or agreement, with links to the pages of `choice`.

    `said` has the statements of the part; `is_drawn` says whether it is in the picture.
    """
    wanted = _part(fact, number)
    dates = sorted(fact.dates, key=lambda one: PartialDate(one).first_day)
    is_drawn_over_time = number == 1 and enough_dated(len(dates), fact.counted)
    shown = {role: [said[iri] for own, iri in wanted if own == role] for role in fact.statements}
    before = Counter(role for role, _ in _listed(fact)[: (number - 1) * _ON_PAGE])
    path = page_of(fact.node, number)
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
        contents=_contents(fact, number),
        data=statement_data((one for own in shown.values() for one in own), choice),
        cited={iri: said[iri] for iri in fact.cited},
        less_sure=Listing.of(fact.less_sure, said, MOST_ROWS),
        told=Listing.of(fact.told, said, MOST_ROWS),
        told_less_sure=Listing.of(fact.told_less_sure, said, MOST_ROWS),
        line=timeline(Counter(dates)) if is_drawn_over_time else None,
        dated=len(dates),
        rivals=[one.other for one in fact.neighbours if one.other.kind == "actor"][:_MOST_RIVALS],
        drawn=is_drawn,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        neighbours=place_neighbours(fact.neighbours) if number == 1 else [],
        number=number,
        count=count_parts(fact),
        part=lambda other: _file(fact, other),
        most_rows=MOST_ROWS,
        most_forms=_MOST_FORMS,
    )
    return path, html


def _contents(fact: EntityFact, number: int) -> list[tuple[str, int, str]]:
    """What the page has, as a list for part `number`: title, number of rows (0 for none to tell), address."""
    first = "" if number == 1 else _file(fact, 1)
    positions = len(fact.held) + len(fact.toward)
    tops = (
        ("Names and offices", bool(fact.forms or fact.offices), 0, "names"),
        ("Connected with", bool(fact.neighbours), len(fact.neighbours), "neighbours"),
        ("Over time", bool(fact.dates), 0, "over-time"),
        ("Positions", positions > 0, positions, "positions"),
        ("Told by others", bool(fact.told or fact.told_less_sure), len(fact.told), "told"),
    )
    found = [(title, count, f"{first}#{anchor}") for title, there, count, anchor in tops if there]
    roles = [role for role, _ in _listed(fact)]
    for role, title in TITLES.items():
        if role in roles:
            place = roles.index(role) // _ON_PAGE + 1
            found.append(
                (title, roles.count(role), f"{'' if place == number else _file(fact, place)}#{role}")
            )
    return found


def _file(fact: EntityFact, number: int) -> str:
    """The name of the file of part `number`."""
    return page_of(fact.node, number).rpartition("/")[2]


def _part(fact: EntityFact, number: int) -> list[tuple[str, Iri]]:
    return _listed(fact)[(number - 1) * _ON_PAGE : number * _ON_PAGE]


def _listed(fact: EntityFact) -> list[tuple[str, Iri]]:
    """The statements on the pages of an actor or agreement: role and IRI."""
    return [(role, iri) for role, found in fact.statements.items() for _, iri in found]
