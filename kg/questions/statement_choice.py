"""The statements that a person chooses: by what they name, who speaks, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.batches import batches
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import read_evidence, read_statements
from kg.graph.store import Store
from kg.questions.canned import FoundStatements, find_statements
from kg.questions.name_index import NameIndex
from kg.questions.parameters import limit_notes
from kg.questions.results import Statement

# Statements that are read at once.
_BATCH = 400
_QUERY = "who-said-what"


@dataclass(frozen=True, slots=True)
class Choice:
    """What statements are narrowed down to: parameters of the query `who-said-what`, and at most how many."""

    values: dict[str, str] = field(default_factory=dict)
    limit: int | None = None

    def __bool__(self) -> bool:
        return bool(self.values) or self.limit is not None


def choose_statements(store: Store, choice: Choice, names: NameIndex) -> FoundStatements:
    """The statements that `choice` means, without any of its values what was said as speech.

    Raises `UsageError` for a name that the graph does not have.
    """
    found = find_statements(store, _QUERY, choice.values, names)
    notes = [*found.notes, *limit_notes(len(found.iris), choice.limit, "statement")]
    return FoundStatements(found.iris[: choice.limit], found.understood, notes)


def read_chosen(store: Store, iris: Iterable[Iri]) -> Iterator[Statement]:
    """The statements at `iris`, in their order, some hundred at a time."""
    for batch in batches(iris, _BATCH):
        found = read_statements(store, batch)
        evidence = read_evidence(store, found)
        yield from (Statement.of_graph(one, evidence.get(iri, ())) for iri, one in found.items())
