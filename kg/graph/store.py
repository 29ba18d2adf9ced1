"""The dataset in an embedded Oxigraph store: opened to read, and asked."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import StoreError, UsageError
from kg.graph.opened_store import OpenedStore, plain_store
from kg.graph.store_files import hold, is_large, store_path, verify_store
from kg.graph.store_writer import STORE_VERSION
from kg.graph.vocabulary import DATASET, PREFIXES, term

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "Quad",
    "QueryResult",
    "Store",
    "count_quads",
    "damaged",
    "open_store",
    "rdflib_dataset",
    "rdflib_graph",
    "run_query",
    "verify_large",
]

QueryResult = QuerySolutions | QueryBoolean | QueryTriples

# What the library says of a function that it does not have.
_FUNCTION = re.compile(r"custom function (<.*>) is not supported")


def open_store(folder: Path) -> Store:
    """The store in `folder`, to read. Raises `StoreError` if there is none or it has another version."""
    path = store_path(folder)
    try:
        hold(path)
        verify_store(path)
        store = Store.read_only(str(path))
        versions = [quad.object for quad in store.quads_for_pattern(DATASET, term("asg:storeVersion"), None)]
    except (OSError, RuntimeError, ValueError) as error:
        if store_path(folder) != path:
            # A build has put another store in its place meanwhile.
            return open_store(folder)
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error
    if versions != [Literal(STORE_VERSION)]:
        found = ", ".join(version.value for version in versions if isinstance(version, Literal)) or "none"
        raise StoreError(
            f"The graph in {folder} has version {found}, this program needs {STORE_VERSION}; build it again."
        )
    # It has the interface of a store.
    return cast("Store", OpenedStore(store, path))


def verify_large(folder: Path) -> None:
    """Verify the tables of the store in `folder` if they are too large for that when it is opened.

    A query of a damaged store may go on forever. Raises `StoreError` if it is damaged.
    """
    path = store_path(folder)
    try:
        if is_large(path):
            verify_store(path, wholly=True)
    except OSError as error:
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error


def count_quads(folder: Path) -> int:
    """Read every quad of the store in `folder`; their number. Raises `StoreError` if one cannot be read."""
    store = open_store(folder)
    try:
        return sum(1 for _ in store)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error


def run_query(
    store: Store,
    query: str,
    *,
    union: bool = True,
    default_graphs: Sequence[NamedNode] | None = None,
    named_graphs: Sequence[NamedNode] | None = None,
) -> QueryResult:
    """The answer to a SPARQL query over all named graphs together.

    Without `union` the default graph is that of the store, or of the query's `FROM`; graphs that are given
    take the place of both. The prefixes of `kg.graph.vocabulary` need no declaration. Raises `UsageError` for
    a query that cannot be parsed, with the place, or cannot be answered, and `StoreError` where the store is
    damaged.
    """
    given = default_graphs is not None or named_graphs is not None
    try:
        return store.query(
            query,
            prefixes=PREFIXES,
            use_default_graph_as_union=union and not given,
            default_graph=list(default_graphs or ()) if given else None,
            named_graphs=list(named_graphs or ()) if given else None,
        )
    except SyntaxError as error:
        raise UsageError(f"The query is broken: {_reason(error, query)}") from None
    except ValueError as error:
        raise UsageError(f"The query cannot be answered: {error}") from None
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def damaged(error: Exception) -> StoreError | UsageError:
    """The error where a store cannot be read while it gives an answer, or has no such function."""
    called = _FUNCTION.search(str(error))
    if called:
        return UsageError(f"The query cannot be answered: there is no function {called[1]}.")
    return StoreError(f"The graph is damaged ({error}); build it again.")


def rdflib_dataset(store: Store) -> "rdflib.Dataset":
    """`store` as a dataset of rdflib, without a copy; its default graph is the union of all graphs."""
    import oxrdflib
    import rdflib

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=plain_store(store)), default_union=True)


def rdflib_graph(lines: str) -> "rdflib.Graph":
    """The triples of `lines`, in N-Triples, as a graph of rdflib with the prefixes of the vocabulary."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    return graph.parse(data=lines, format="nt")


def _reason(error: SyntaxError, query: str) -> str:
    """Why `query` cannot be parsed: the line where the parser stopped, not its list of expected tokens."""
    if re.match(r"(?i)\s*(?:prefix[^>]*>\s*)*(?:insert|delete|load|clear|drop|create|with)\b", query):
        return "only queries that read are answered (SELECT, ASK, CONSTRUCT, DESCRIBE)."
    declared = {*PREFIXES, *re.findall(r"(?i)prefix\s+([\w-]+):", query)}
    for prefix in re.findall(
        r"(?<![\w:<\"'?$-])([A-Za-z][\w-]*):(?=\w)", re.sub(r"<[^<>]*>|\"[^\"]*\"", " ", query)
    ):
        if prefix not in declared:
            return f"the prefix “{prefix}” is not declared."
    place = re.match(r"error at (\d+):(\d+)", error.msg or "")
    if place is None:
        return (error.msg or "").strip().splitlines()[0]
    line, column = map(int, place.groups())
    lines = query.splitlines()
    stopped = lines[line - 1][max(0, column - 1) :].strip() if line <= len(lines) else ""
    if not stopped:
        return "it stops before it is complete."
    return f"line {line}, column {column} cannot be read: “{stopped[:60]}”."
