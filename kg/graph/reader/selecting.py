"""Queries and their solutions in plain Python values: the one place where RDF terms are converted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import product
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

from msgspec import Struct
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Triple

from kg.batches import batches
from kg.graph.annotations import annotate, article_texts
from kg.graph.store import QueryResult, Store, damaged, run_query
from kg.graph.vocabulary import term

Item = TypeVar("Item")
Key = TypeVar("Key")

# Nodes in the VALUES block of one query.
_BATCH = 400

START = 'xsd:integer(STRBEFORE(STRAFTER(STR(?place), "#char="), ","))'
"""The SPARQL expression of the offset at which the evidence `?place` starts."""


class Iri(str):
    """The IRI of a node; a plain `str` is text."""

    __slots__ = ()


Value = str | int | float | None
"""A term as a value; None where a variable is unbound. A boolean is a `bool`, a date its ISO 8601 text."""


class Solution(Struct, frozen=True):
    """A row of an answer, with a field for each variable of the pattern `WHERE`."""

    WHERE: ClassVar[str] = ""
    ORDER: ClassVar[str] = ""
    """The variables that the rows are ordered by, if they are."""
    REPEATS: ClassVar[bool] = False
    """Whether equal rows may come more than once: then all come as they are found, and none is held."""
    COUNTS: ClassVar[str] = ""
    """The variable whose different values the field `count`, if there is one, counts."""


Row = TypeVar("Row", bound=Solution)


def rows(
    store: Store, row: type[Row], where: str | None = None, /, **values: Iterable[Value] | None
) -> Iterator[Row]:
    """The solutions of the pattern `where`, else `row.WHERE`, with one of the `values` of each variable.

    They are asked for in batches, and in the order of each. None stands for any value.
    """
    columns = " ".join(f"?{name}" for name in row.__struct_fields__ if name != "count")
    order = f"ORDER BY {row.ORDER}" if row.ORDER else ""
    if row.COUNTS:
        order = f"GROUP BY {columns} {order}" if columns else order
        columns += f" (COUNT(DISTINCT {row.COUNTS}) AS ?count)"
    distinct = "" if row.REPEATS else "DISTINCT"
    given = {name: dict.fromkeys(own) for name, own in values.items() if own is not None}
    for parts in product(*(batches(own, _BATCH) for own in given.values())):
        blocks = " ".join(
            f"VALUES ?{name} {{ {terms(part)} }}" for name, part in zip(given, parts, strict=True)
        )
        pattern = f"{blocks} {row.WHERE if where is None else where}"
        yield from _read(store, row, f"SELECT {distinct} {columns} WHERE {{ {pattern} }} {order}")


def _read(store: Store, row: type[Row], query: str) -> Iterator[Row]:
    """The solutions of `query`, each as a `row`.

    A field whose variable is unbound keeps its default. A field whose type is an enumeration has a member
    of it; one whose type is a row, such as `Node`, has the row with this IRI, and a solution without one is
    left out.
    """
    columns, solutions = solve(store, query)
    bound: Iterable[dict[str, Any]] = (
        {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        for values in solutions
    )
    for name, kind in _converted(row):
        bound = _convert(store, bound, name, kind)
    return (row(**values) for values in bound)


def solve(store: Store, query: str) -> tuple[tuple[str, ...], Iterator[tuple[Value, ...]]]:
    """The columns and rows of the answer to any SPARQL query, over all named graphs together.

    An ASK query has one row with the column `answer`, a CONSTRUCT or DESCRIBE query a sorted row for each
    triple, evidence in the Web Annotation form as well. Raises `UsageError` for a query that cannot be
    parsed or answered.
    """
    return tabulate_result(store, run_query(store, query))


def tabulate_result(store: Store, result: QueryResult) -> tuple[tuple[str, ...], Iterator[tuple[Value, ...]]]:
    """The columns and rows of an answer, as `solve` gives them. Raises `StoreError` where it is damaged."""
    if isinstance(result, QuerySolutions):
        return tuple(variable.value for variable in result.variables), _rows(result)
    if isinstance(result, QueryBoolean):
        return ("answer",), iter([(bool(result),)])
    quads = annotate((Quad(*triple) for triple in result), article_texts(store))
    return ("subject", "predicate", "object"), iter(sorted(_rows(quad.triple for quad in quads), key=str))


def values_block(lines: Sequence[Sequence[Value]]) -> str:
    """The inside of a VALUES block; each row has as many terms as the block has variables."""
    if any(len(row) > 1 for row in lines):
        return " ".join(f"({terms(row)})" for row in lines)
    return " ".join(terms(row) for row in lines)


def in_select(group: str) -> str:
    """The pattern `group`, with its braces, as a sub-select: matched apart, then joined by its values."""
    return f"{{ SELECT * WHERE {group} }}"


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """`items` by key, in their order."""
    found: dict[Key, list[Item]] = {}
    for one in items:
        found.setdefault(key(one), []).append(one)
    return found


def _converted(row: type) -> list[tuple[str, type]]:
    """The fields of `row` whose values are not plain, with the type of each."""
    found = []
    for name, hint in get_type_hints(row).items():
        for kind in get_args(hint) or (hint,):
            if isinstance(kind, type) and issubclass(kind, (Solution, StrEnum)):
                found.append((name, kind))
    return found


def _convert(store: Store, bound: Iterable[dict[str, Any]], name: str, kind: Any) -> Iterator[dict[str, Any]]:
    if issubclass(kind, StrEnum):
        return (row | {name: kind(row[name])} if name in row else row for row in bound)
    bound = list(bound)
    iris = (row[name] for row in bound if name in row)
    found = {one.iri: one for one in rows(store, kind, iri=iris)}
    known = (row for row in bound if name not in row or row[name] in found)
    return (row | {name: found[row[name]]} if name in row else row for row in known)


def terms(values: Iterable[Value]) -> str:
    """`values` as SPARQL terms between spaces, serialised by the library that parses them."""
    return " ".join("UNDEF" if value is None else str(_term(value)) for value in values)


def _term(value: str | int | float) -> NamedNode | Literal:
    if isinstance(value, Iri):
        return NamedNode(value)
    if isinstance(value, float):
        return Literal(f"{value:.6f}", datatype=term("xsd:decimal"))
    return Literal(value)


def _rows(result: Iterable[Iterable[Any]]) -> Iterator[tuple[Value, ...]]:
    try:
        for solution in result:
            yield tuple(_value(one) for one in solution)
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _value(one: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    if isinstance(one, NamedNode):
        return Iri(one.value)
    if not isinstance(one, Literal):
        return None if one is None else str(one)
    kind = one.datatype.value.rsplit("#", 1)[-1]
    try:
        if kind == "integer":
            return int(one.value)
        if kind in {"decimal", "double", "float"}:
            return float(one.value)
        if kind == "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[one.value]
    except (KeyError, ValueError):
        # The text of a literal may not be of its type; then the text is the value.
        pass
    return one.value
