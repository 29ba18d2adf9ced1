"""The statements that a person chooses: by what they name, who speaks, and since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.batches import batches
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_lists import published_days
from kg.graph.reader.statement_rows import read_evidence, read_statements
from kg.graph.store import Store
from kg.questions.canned import FoundStatements, find_statements
from kg.questions.name_index import NameIndex
from kg.questions.results import Statement

# Statements that are read at once.
_BATCH = 400
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


def choose_statements(store: Store, choice: Choice, names: NameIndex) -> FoundStatements:
    """The statements that `choice` means, without any of its values what was said as speech.

    Raises `UsageError` for a name that the graph does not have.
    """
    found = find_statements(store, _QUERY, choice.values, names)
    return _published_since(store, found, choice.since) if choice.since else found


def read_chosen(store: Store, iris: Iterable[Iri]) -> Iterator[Statement]:
    """The statements at `iris`, in their order, some hundred at a time."""
    for batch in batches(iris, _BATCH):
        found = read_statements(store, batch)
        evidence = read_evidence(store, found)
        yield from (Statement.of_graph(one, evidence.get(iri, ())) for iri, one in found.items())


def _published_since(store: Store, found: FoundStatements, since: date) -> FoundStatements:
    published = published_days(store, found.iris)
    kept = [iri for iri in found.iris if published[iri] >= since.isoformat()]
    undated = sum(not published[iri] for iri in found.iris)
    told = [f"Left out because the date of their article is not known: {undated} statements."]
    words = f"published since {since.isoformat()}."
    understood = f"{found.understood.rstrip('.')}; {words}" if found.understood else words
    return FoundStatements(kept, understood, [*found.notes, *(told if undated else ())])
