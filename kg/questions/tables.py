"""Answers as tables."""

from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from kg.errors import UsageError
from kg.graph.store import QueryResult

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells by column. `understood` says in a sentence what was asked for.

    `shown` are the columns that a person reads, if not all.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    understood: str | None = None
    notes: list[str] = field(default_factory=list)
    shown: tuple[str, ...] = ()


def table_of(result: QueryResult) -> Table:
    """The answer to a query: its solutions, its triples, or the one cell `true` or `false`.

    Raises `UsageError` for a query that fails while it is answered.
    """
    try:
        return _table(result)
    except (OSError, RuntimeError) as error:
        raise UsageError(f"The query cannot be answered: {error}") from None


def _table(result: QueryResult) -> Table:
    if isinstance(result, QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        return Table(columns, [tuple(_cell(solution[name]) for name in columns) for solution in result])
    if isinstance(result, QueryBoolean):
        return Table(("answer",), [("true" if result else "false",)])
    rows: list[tuple[Cell, ...]] = [(_cell(t.subject), _cell(t.predicate), _cell(t.object)) for t in result]
    return Table(("subject", "predicate", "object"), sorted(rows, key=str))


def _cell(term: NamedNode | BlankNode | Literal | Triple | None) -> Cell:
    if not isinstance(term, Literal):
        return None if term is None else getattr(term, "value", str(term))
    kind = term.datatype.value.rsplit("#", 1)[-1]
    try:
        if kind == "integer":
            return int(term.value)
        if kind in {"decimal", "double", "float"}:
            return float(term.value)
    except ValueError:
        # A literal may lie about its type; its text is what it has.
        pass
    return term.value
