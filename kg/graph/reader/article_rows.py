"""Articles with their text, and where in it something stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.reader.selecting import Iri, batches, grouped, read_of
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

_BODIES = """
SELECT DISTINCT ?article ?body ?url WHERE {
  VALUES ?article { %s }
  ?article schema:articleBody ?body .
  OPTIONAL { ?article schema:url ?url }
}
"""
_STATEMENTS = """
SELECT DISTINCT ?article ?statement WHERE {
  VALUES ?article { %s }
  ?statement prov:wasQuotedFrom ?article ; asg:start ?start ; asg:end ?end ; schema:identifier ?id .
}
ORDER BY ?article ?start DESC(?end) ?id
"""
_NOISE = """
SELECT DISTINCT ?article ?start ?end WHERE {
  VALUES ?article { %s }
  ?article asg:noise/oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?article ?start
"""
_PARAGRAPHS = """
SELECT DISTINCT ?article ?start ?end WHERE {
  VALUES ?article { %s }
  ?article asg:paragraph ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?article ?start
"""
_CITED = """
SELECT DISTINCT ?article ?start ?end WHERE {
  VALUES ?article { %s }
  ?resource prov:wasQuotedFrom ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?article ?start
"""

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


@dataclass(frozen=True, slots=True)
class _Body:
    article: Iri
    body: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    article: Iri
    statement: Iri


@dataclass(frozen=True, slots=True)
class _Placed:
    article: Iri
    start: int
    end: int


def read_texts(store: Store, iris: Iterable[Iri]) -> Iterator[ArticleText]:
    """The articles at `iris` with everything said in them, one by one, in their order."""
    for batch in batches(iris, _BATCH):
        articles = read_articles(store, batch)
        bodies = {row.article: row for row in read_of(store, _Body, _BODIES, batch)}
        listed = grouped(read_of(store, _Said, _STATEMENTS, batch), lambda row: row.article)
        said = read_statements(store, (row.statement for rows in listed.values() for row in rows))
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


def _places(store: Store, query: str, articles: list[Iri]) -> dict[Iri, list[Place]]:
    rows = grouped(read_of(store, _Placed, query, articles), lambda row: row.article)
    return {article: [(row.start, row.end) for row in own] for article, own in rows.items()}
