"""Which statements there are, in the order of articles and texts, and how many."""

from collections.abc import Iterator

from kg.batches import batches
from kg.graph.fragments import span_of
from kg.graph.reader.graph_counts import list_articles
from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.reader.taken import SAID, Taken
from kg.graph.store import Store

# Articles whose statements are listed at once.
_BATCH = 50
# A statement stands in the graph of its article.
_PLACED = "GRAPH ?article { ?statement asg:contentEvidence ?place }"


class _Placed(Solution, frozen=True):
    article: Iri
    statement: Iri
    place: Iri

    @property
    def order(self) -> tuple[int, int, str]:
        """By where they stand in the text."""
        span = span_of(self.place)
        return span.start, span.end, self.statement


class ReportedRow(Solution, frozen=True):
    """The first report of a statement, and how many articles report it."""

    WHERE = f"?statement asg:firstReport ?first ; prov:wasQuotedFrom ?article . {SAID.pattern()}"
    COUNTS = "?article"

    first: Iri
    count: int


class _Counted(Solution, frozen=True):
    COUNTS = "?statement"

    count: int


def list_statements(store: Store) -> Iterator[Iri]:
    """All statements of whatever kind, by article and where they stand."""
    articles = sorted((one.path, one.iri) for one in list_articles(store))
    for batch in batches((iri for _, iri in articles), _BATCH):
        placed = grouped(rows(store, _Placed, _PLACED, article=batch), lambda one: one.article)
        for article in batch:
            yield from (one.statement for one in sorted(placed.get(article, ()), key=lambda one: one.order))


def count_statements(store: Store, taken: Taken) -> int:
    """How many statements are `taken`."""
    return sum(one.count for one in rows(store, _Counted, f"{_PLACED} {taken.pattern()}"))
