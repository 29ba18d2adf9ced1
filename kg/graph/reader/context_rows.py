"""The words around statements: the paragraphs that they stand in."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from kg.batches import batches
from kg.graph.reader.article_rows import read_bodies, read_paragraphs
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import EvidenceRow, StatementRow
from kg.graph.store import Store
from kg.model import Span

# Code points of the paragraph that are shown on either side of a statement.
_MOST_CONTEXT = 600
# Articles whose texts are held at once.
_BATCH = 50
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a statement, and the offset of the first of them in the text of the article."""

    text: str
    start: int


def read_contexts(
    store: Store, statements: Iterable[StatementRow], evidence: Mapping[Iri, list[EvidenceRow]]
) -> dict[Iri, Context]:
    """The context of each statement; `evidence` has their words, as `read_evidence` gives them."""
    by_article: dict[Iri, list[StatementRow]] = {}
    for one in statements:
        by_article.setdefault(one.article.iri, []).append(one)
    found: dict[Iri, Context] = {}
    for batch in batches(by_article, _BATCH):
        bodies, paragraphs = read_bodies(store, batch), read_paragraphs(store, batch)
        for article in batch:
            for one in by_article[article]:
                spans = [row.span for row in evidence[one.iri] if row.role != "source"]
                found[one.iri] = context(bodies[article], paragraphs.get(article, []), spans)
    return found


def context(text: str, paragraphs: list[Span], spans: list[Span]) -> Context:
    """The paragraphs that content and cue, `spans`, stand in, at most 600 code points on either side."""
    first, last = min(spans).start, max(span.end for span in spans)
    if not paragraphs:
        return Context(text[first:last], first)
    start = paragraphs[max(0, bisect_right(paragraphs, first, key=_START) - 1)].start
    end = paragraphs[max(0, bisect_right(paragraphs, last - 1, key=_START) - 1)].end
    if first - start > _MOST_CONTEXT:
        start = text.find(" ", first - _MOST_CONTEXT, first) + 1 or first
    if end - last > _MOST_CONTEXT:
        end = max(last, text.rfind(" ", last, last + _MOST_CONTEXT))
    start, end = min(start, first), max(end, last)
    return Context(text[start:end], start)
