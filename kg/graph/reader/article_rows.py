"""Articles with their text, and where in it something stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.reader.selecting import Iri, Solution, batches, grouped, rows
from kg.graph.reader.statement_rows import (
    ArticleRow,
    EvidenceRow,
    StatementRow,
    read_articles,
    read_evidence,
    read_statements,
)
from kg.graph.store import Store

# Articles read at once.
_BATCH = 20

_NOISE = "?article asg:noise/oa:hasSelector ?selector"
_PARAGRAPHS = "?article asg:paragraph ?selector"
_CITED = "?resource prov:wasQuotedFrom ?article ; oa:hasSelector ?selector"

Place = tuple[int, int]
"""A span `[start, end)` of an article's text, in code points."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article with its text and everything said in it; `url` is "" if it is not known.

    `cited` are the places of offices and facts, to which other pages refer. All are in the order of the text.
    """

    article: ArticleRow
    body: str
    url: str
    paragraphs: list[Place]
    noise: list[Place]
    cited: list[Place]
    statements: list[StatementRow]
    evidence: dict[Iri, list[EvidenceRow]]


class _Body(Solution, frozen=True):
    WHERE = "?article schema:articleBody ?body OPTIONAL { ?article schema:url ?url }"

    article: Iri
    body: str
    url: str = ""


class _Said(Solution, frozen=True):
    WHERE = """
    ?statement prov:wasQuotedFrom ?article ; asg:start ?start ; asg:end ?end ; schema:identifier ?id .
    """
    ORDER = "?article ?start DESC(?end) ?id"

    article: Iri
    statement: Iri


class _Placed(Solution, frozen=True):
    WHERE = "?selector oa:start ?start ; oa:end ?end"
    ORDER = "?article ?start"

    article: Iri
    start: int
    end: int


def read_texts(store: Store, iris: Iterable[Iri]) -> Iterator[ArticleText]:
    """The articles at `iris` with everything said in them, one by one, in their order."""
    for batch in batches(iris, _BATCH):
        articles = read_articles(store, batch)
        bodies = {row.article: row for row in rows(store, _Body, article=batch)}
        listed = grouped(rows(store, _Said, article=batch), lambda row: row.article)
        said = read_statements(store, (row.statement for own in listed.values() for row in own))
        evidence = read_evidence(store, said)
        noise, paragraphs, cited = (_places(store, one, batch) for one in (_NOISE, _PARAGRAPHS, _CITED))
        for iri in batch:
            own = [said[row.statement] for row in listed.get(iri, ())]
            yield ArticleText(
                articles[iri],
                bodies[iri].body,
                bodies[iri].url,
                paragraphs.get(iri, []),
                noise.get(iri, []),
                cited.get(iri, []),
                own,
                {one.iri: evidence.get(one.iri, []) for one in own},
            )


def _places(store: Store, where: str, articles: list[Iri]) -> dict[Iri, list[Place]]:
    found = rows(store, _Placed, f"{where} . {_Placed.WHERE}", article=articles)
    placed = grouped(found, lambda row: row.article)
    return {article: [(row.start, row.end) for row in own] for article, own in placed.items()}
