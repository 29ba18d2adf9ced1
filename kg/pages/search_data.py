"""What the search of `index.html` reads: names, articles and statements, within a page's bytes."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice, tee
from typing import Any

from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow, StatementRow
from kg.model import Polarity
from kg.pages.overview import Overview, Weighted
from kg.pages.page_choice import Choice
from kg.questions.understanding.ask_words import ask_words

# With these a page stays well under five megabytes.
_NAME_BYTES, _ARTICLE_BYTES, _STATEMENT_BYTES = 1_200_000, 400_000, 1_800_000
# Code points of a name, of a statement and of all forms of a name.
_LONGEST, _LONGEST_FORMS = 240, 480

_POLARITIES = tuple(Polarity)

Row = list[Any]


def search_data(overview: Overview, statements: Iterable[StatementRow], choice: Choice) -> dict[str, Any]:
    """Rows of names, articles and statements, the first as many as there is room for.

    Names: name, kind, page ("" if there is none), number of statements, folded forms, offices, identifier.
    Articles: title, page, day.
    Statements: text, place of the speaker among the names (else the name; -1 if there is none, -2 if it is
    unsure who), place of the article, identifier, date, places of what it mentions, stands toward and is
    said to, its positions: place of the target (else its name), place of the polarity; and the verb by which
    the article gives it, None where it has quotation marks. `left_out` says how many names and statements
    there was no room for, `asking` are words by which people ask.
    """
    first, central = tee(overview.list_central())
    names = list(within((name_row(one, choice) for one in first), _NAME_BYTES))
    places = {one.node.iri: place for place, one in enumerate(islice(central, len(names)))}
    articles: dict[Iri, Row] = {}
    rows = list(within(_statement_rows(statements, places, articles, choice), _STATEMENT_BYTES))
    others = (_article_row(one, choice) for one, _ in overview.list_articles() if one.iri not in articles)
    return {
        "polarities": _POLARITIES,
        "names": names,
        "articles": [*articles.values(), *within(others, _ARTICLE_BYTES)],
        "statements": rows,
        "asking": sorted(ask_words().stops | ask_words().auxiliaries),
        "left_out": [overview.nodes - len(names), overview.statements - len(rows)],
    }


def name_row(one: Weighted, choice: Choice) -> Row:
    """A name with what the search shows of it."""
    forms, offices = (" | ".join(words)[:_LONGEST_FORMS] for words in (one.forms, one.offices))
    name = one.node.name[:_LONGEST]
    return [name, one.node.type, choice.page(one.node), one.weight, forms, offices, one.node.id]


def within(rows: Iterable[Row], room: int) -> Iterator[Row]:
    """The first of `rows` that take no more than `room` bytes as JSON."""
    for row in rows:
        room -= len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")) + 1
        if room < 0:
            return
        yield row


def _statement_rows(
    statements: Iterable[StatementRow], places: dict[Iri, int], articles: dict[Iri, Row], choice: Choice
) -> Iterator[Row]:
    """Rows of statements; their articles come into `articles`, by IRI, in the order of their places."""
    numbers: dict[Iri, int] = {}
    for fact in statements:
        about = [*fact.mentions, *(one.target for one in fact.positions)]
        about += [fact.addressee] if fact.addressee else []
        articles.setdefault(fact.article.iri, _article_row(fact.article, choice))
        yield [
            _cut(fact.text),
            _speaker(fact, places),
            numbers.setdefault(fact.article.iri, len(numbers)),
            fact.id,
            fact.said_on,
            list(dict.fromkeys(places[node.iri] for node in about if node.iri in places)),
            [
                [places.get(one.target.iri, one.target.name[:_LONGEST]), _POLARITIES.index(one.polarity)]
                for one in fact.positions
            ],
            None if fact.manner == "direct" else fact.cue[:_LONGEST].strip(" ,:;"),
        ]


def _cut(text: str) -> str:
    """`text`, as long as there is room for it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _speaker(fact: StatementRow, places: dict[Iri, int]) -> int | str:
    if fact.speaker:
        return places.get(fact.speaker.iri, fact.speaker.name[:_LONGEST])
    return -2 if fact.candidates else -1


def _article_row(article: ArticleRow, choice: Choice) -> Row:
    return [article.title[:_LONGEST], choice.page(article), article.published]
