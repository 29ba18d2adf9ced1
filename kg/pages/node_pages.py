"""The pages of one article, and of one actor or agreement in as many parts as its statements need."""

from collections import Counter
from collections.abc import Mapping
from math import ceil

from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import StatementRow
from kg.model import PartialDate
from kg.pages.article_page import ArticlePage
from kg.pages.charts import timeline
from kg.pages.ego import place_neighbours
from kg.pages.entity_page import MOST_ROWS, EntityFact
from kg.pages.page_choice import Choice
from kg.pages.page_names import FOLDERS, page_of
from kg.pages.quotes import Listing
from kg.pages.rendering import Page, render

# Statements on one page; longer ones have several parts.
_ON_PAGE = 300
_MOST_FORMS = 12
# Fewer statements are seen at once, and need no filter.
_FILTERED = 5
_ROLES = (("said", "by"), ("heard", "to"), ("about", "about"))


def article_html(page: ArticlePage, choice: Choice) -> Page:
    """The page of an article, with links to the pages of `choice`."""
    path = page_of(page.article)
    html = render(
        "article",
        path,
        "articles",
        choice,
        page=page,
        named=sum(voice.speaker is not None for voice in page.voices),
        agreements=len({one.iri for fact in page.said for one in fact.agreements}),
        positions=sum(len(fact.positions) for fact in page.said),
        less_sure=sum(one.is_spoken for fact in page.said for one in fact.less_sure),
    )
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
    path = page_of(fact.node, number)
    html = render(
        "entity",
        path,
        FOLDERS[fact.node.kind],
        choice,
        filtered=len(wanted) >= _FILTERED,
        fact=fact,
        roles=_ROLES,
        shown={role: [said[iri] for own, iri in wanted if own == role] for role in fact.statements},
        cited={iri: said[iri] for iri in fact.cited},
        less_sure=Listing.of(fact.less_sure, said, MOST_ROWS),
        told=Listing.of(fact.told, said, MOST_ROWS),
        told_less_sure=Listing.of(fact.told_less_sure, said, MOST_ROWS),
        line=timeline(Counter(dates)) if number == 1 else None,
        drawn=is_drawn,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        neighbours=place_neighbours(fact.neighbours) if number == 1 else [],
        number=number,
        count=count_parts(fact),
        part=lambda other: page_of(fact.node, other).rpartition("/")[2],
        most_rows=MOST_ROWS,
        most_forms=_MOST_FORMS,
    )
    return path, html


def _part(fact: EntityFact, number: int) -> list[tuple[str, Iri]]:
    return _listed(fact)[(number - 1) * _ON_PAGE : number * _ON_PAGE]


def _listed(fact: EntityFact) -> list[tuple[str, Iri]]:
    """The statements on the pages of an actor or agreement: role and IRI."""
    return [(role, iri) for role, found in fact.statements.items() for _, iri in found]
