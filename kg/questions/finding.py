"""The statements that a person chooses: by what they name, who speaks, and since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.batches import batches
from kg.graph.fragments import span_of
from kg.graph.reader.graph_counts import list_articles
from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.reader.statement_rows import read_evidence, read_statements
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.questions.canned import FoundStatements, find_statements
from kg.questions.name_index import NameIndex
from kg.questions.results import Statement

# Statements, and articles, that are read at once.
_BATCH, _ARTICLES = 400, 50
_QUERY = "who-said-what"


@dataclass(frozen=True, slots=True)
class Choice:
    """What statements are narrowed down to: parameters of the query `who-said-what`, and a day.

    `since` is the first day of publication; articles without a date are then left out.
    """

    values: dict[str, str] = field(default_factory=dict)
    since: date | None = None

    def __bool__(self) -> bool:
        return bool(self.values or self.since)


class _Placed(Solution, frozen=True):
    WHERE = "GRAPH ?article { ?statement asg:contentEvidence ?place }"

    article: Iri
    statement: Iri
    place: Iri

    @property
    def order(self) -> tuple[int, int, str]:
        """By where they stand in the text."""
        span = span_of(self.place)
        return span.start, span.end, self.statement


class _Counted(Solution, frozen=True):
    WHERE = _Placed.WHERE
    COUNTS = "?statement"

    count: int


class _Published(Solution, frozen=True):
    WHERE = f"{_Placed.WHERE} OPTIONAL {{ ?article schema:datePublished ?published }}"
    REPEATS = True

    statement: Iri
    published: str = ""


def choose_statements(store: Store, choice: Choice, names: NameIndex) -> FoundStatements:
    """The statements that `choice` means, without any of its values what was said as speech.

    Raises `UsageError` for a name that the graph does not have.
    """
    found = find_statements(store, _QUERY, choice.values, names)
    return _published_since(store, found, choice.since) if choice.since else found


def all_statements(store: Store) -> Iterator[Iri]:
    """All statements of whatever kind, by article and where they stand."""
    articles = sorted((one.path, one.iri) for one in list_articles(store))
    for batch in batches((iri for _, iri in articles), _ARTICLES):
        placed = grouped(rows(store, _Placed, article=batch), lambda one: one.article)
        for article in batch:
            yield from (one.statement for one in sorted(placed.get(article, ()), key=lambda one: one.order))


def count_statements(store: Store, taken: Taken) -> int:
    """How many statements are `taken`."""
    return sum(one.count for one in rows(store, _Counted, f"{_Counted.WHERE} {taken.pattern()}"))


def read_chosen(store: Store, iris: Iterable[Iri]) -> Iterator[Statement]:
    """The statements at `iris`, in their order, some hundred at a time."""
    for batch in batches(iris, _BATCH):
        found = read_statements(store, batch)
        evidence = read_evidence(store, found)
        yield from (Statement.of_graph(one, evidence.get(iri, ())) for iri, one in found.items())


def _published_since(store: Store, found: FoundStatements, since: date) -> FoundStatements:
    published = {one.statement: one.published for one in rows(store, _Published, statement=found.iris)}
    kept = [iri for iri in found.iris if published[iri] >= since.isoformat()]
    undated = sum(not published[iri] for iri in found.iris)
    told = [f"Left out because the date of their article is not known: {undated} statements."]
    words = f"published since {since.isoformat()}."
    understood = f"{found.understood.rstrip('.')}; {words}" if found.understood else words
    return FoundStatements(kept, understood, [*found.notes, *(told if undated else ())])
