"""Articles with their text, and where in it something stands."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.batches import batches
from kg.graph.fragments import read_spans, span_of
from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.reader.statement_rows import (
    ArticleRow,
    EvidenceRow,
    StatementRow,
    read_articles,
    read_evidence,
    read_statements,
)
from kg.graph.store import Store
from kg.model import Span

# Articles read at once.
_BATCH = 20

_NOISE = "?article asg:noise ?place"
# Offices and facts stand in the graph of their article.
_CITED = "GRAPH ?article { ?resource asg:evidence ?place ; asg:roleOf|asg:factOf ?of }"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article with its text and everything said in it; `url` is "" if it is not known.

    `cited` are the places of offices and facts, to which other pages refer. All are in the order of the text.
    """

    article: ArticleRow
    body: str
    url: str
    paragraphs: list[Span]
    noise: list[Span]
    cited: list[Span]
    statements: list[StatementRow]
    evidence: dict[Iri, list[EvidenceRow]]


class _Body(Solution, frozen=True):
    WHERE = "?article schema:articleBody ?body OPTIONAL { ?article schema:url ?url }"

    article: Iri
    body: str
    url: str = ""


class _Said(Solution, frozen=True):
    WHERE = "?statement prov:wasQuotedFrom ?article ; asg:contentEvidence ?place"

    article: Iri
    statement: Iri
    place: Iri

    @property
    def order(self) -> tuple[int, int, str]:
        """By where they start; of several that start there the longest first."""
        span = span_of(self.place)
        return span.start, -span.end, self.statement


class _Paragraphs(Solution, frozen=True):
    WHERE = "?article asg:paragraphs ?paragraphs"

    article: Iri
    paragraphs: str


class _CitedParagraphs(Solution, frozen=True):
    WHERE = "?article asg:cite ?path ; asg:paragraphs ?paragraphs"

    path: str
    paragraphs: str


class _Placed(Solution, frozen=True):
    article: Iri
    place: Iri


def read_texts(store: Store, iris: Iterable[Iri]) -> Iterator[ArticleText]:
    """The articles at `iris` with everything said in them, one by one, in their order."""
    for batch in batches(iris, _BATCH):
        articles = read_articles(store, batch)
        bodies = {row.article: row for row in rows(store, _Body, article=batch)}
        listed = grouped(rows(store, _Said, article=batch), lambda row: row.article)
        said = read_statements(store, (row.statement for own in listed.values() for row in own))
        evidence = read_evidence(store, said)
        paragraphs = read_paragraphs(store, batch)
        noise, cited = (_places(store, one, batch) for one in (_NOISE, _CITED))
        for iri in batch:
            own = [said[row.statement] for row in sorted(listed.get(iri, ()), key=lambda row: row.order)]
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


def read_bodies(store: Store, articles: Iterable[Iri]) -> dict[Iri, str]:
    """The text of each article."""
    return {row.article: row.body for row in rows(store, _Body, article=articles)}


def read_paragraphs(store: Store, articles: Iterable[Iri]) -> dict[Iri, list[Span]]:
    """Where the paragraphs of each article stand, in the order of its text."""
    found = rows(store, _Paragraphs, article=articles)
    return {row.article: read_spans(row.paragraphs) for row in found}


def paragraph_at(paragraphs: Sequence[Span], offset: int) -> int:
    """The number, from 1, of the paragraph at `offset`, else of the one before it."""
    return max(1, bisect_right([span.start for span in paragraphs], offset))


def read_paragraphs_at(store: Store, paths: Iterable[str]) -> dict[str, list[Span]]:
    """Where the paragraphs of the article at each path stand, in the order of its text."""
    return {row.path: read_spans(row.paragraphs) for row in rows(store, _CitedParagraphs, path=paths)}


def _places(store: Store, where: str, articles: Iterable[Iri]) -> dict[Iri, list[Span]]:
    placed = grouped(rows(store, _Placed, where, article=articles), lambda row: row.article)
    return {article: sorted(span_of(row.place) for row in own) for article, own in placed.items()}
