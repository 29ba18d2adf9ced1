"""What the scripts of a page read of its statements: to filter, to cite and to save them."""

from collections.abc import Iterable
from typing import Any

from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow, StatementRow
from kg.pages.page_choice import Choice

# Candidates that a citation names.
_MOST_CANDIDATES = 3


def statement_data(statements: Iterable[StatementRow], choice: Choice) -> dict[str, Any]:
    """Rows of `statements` by identifier, of their articles, and the names that they are about.

    Articles: title, outlet, day of publication, address on the web, path, page ("" if there is none).
    Statements: text, who, place of the article, date, start and end in code points, what keeps it from being
    said speech, kind, manner, confidence, places of the names.
    """
    articles: dict[Iri, int] = {}
    names: dict[Iri, int] = {}
    article_rows: list[list[str]] = []
    name_rows: list[str] = []
    found: dict[str, list[Any]] = {}
    for one in statements:
        if one.article.iri not in articles:
            articles[one.article.iri] = len(article_rows)
            article_rows.append(_article(one.article, choice))
        about = {node.iri: node.name for node in one.mentions}
        about |= {stand.target.iri: stand.target.name for stand in one.positions}
        for iri, name in about.items():
            if iri not in names:
                names[iri] = len(name_rows)
                name_rows.append(name)
        found[one.id] = [
            one.text,
            _who(one),
            articles[one.article.iri],
            one.said_on,
            one.span.start,
            one.span.end,
            one.mark,
            one.kind.value,
            one.manner,
            round(one.confidence, 2),
            [names[iri] for iri in about],
        ]
    return {"articles": article_rows, "names": name_rows, "statements": found}


def _article(one: ArticleRow, choice: Choice) -> list[str]:
    url = one.url if one.url.startswith(("https://", "http://")) else ""
    return [one.title, one.outlet, one.published, url, one.path, choice.page(one)]


def _who(one: StatementRow) -> str:
    """The speaker in words; nobody is named who is not sure enough to be it."""
    if one.speaker:
        return one.speaker.name
    if not one.candidates:
        return "speaker not named"
    named = [candidate.node.name for candidate in one.candidates[:_MOST_CANDIDATES]]
    others = ["others"] if len(one.candidates) > _MOST_CANDIDATES else []
    return f"speaker unsure: {' or '.join([*named, *others])}"
