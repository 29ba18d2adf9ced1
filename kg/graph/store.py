"""The dataset in an embedded Oxigraph store: written as a whole, then swapped in; opened to read."""

import re
import shutil
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from kg.errors import StoreError, UsageError
from kg.graph.vocabulary import DATASET, PREFIXES, term

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "STORE_NAME",
    "STORE_VERSION",
    "Quad",
    "QueryResult",
    "Store",
    "open_store",
    "rdflib_dataset",
    "run_query",
    "write_store",
]

STORE_NAME = "store"
# Raise this whenever the form of the quads changes, so that an old store is refused, not misread.
STORE_VERSION = "11"

# What RocksDB notes of its own work: a fixed 200 KB that no reader needs.
_NOTES = ("LOG*", "OPTIONS-*")

QueryResult = QuerySolutions | QueryBoolean | QueryTriples


def write_store(folder: Path, quads: Iterable[Quad]) -> int:
    """Write `quads` to the store in `folder`, in place of what was there; the number of quads.

    The new store is built beside the old one and takes its place at the end, so an interrupted
    call leaves the old one as it was.
    """
    fresh, target, old = (folder / name for name in (f"{STORE_NAME}.new", STORE_NAME, f"{STORE_NAME}.old"))
    for left_over in (fresh, old):
        shutil.rmtree(left_over, ignore_errors=True)
    try:
        store = Store(str(fresh))
        store.bulk_extend(chain(quads, [Quad(DATASET, term("asg:storeVersion"), Literal(STORE_VERSION))]))
        store.flush()
        count = len(store)
        del store
        for note in (path for pattern in _NOTES for path in fresh.glob(pattern)):
            note.unlink()
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        raise StoreError(f"The store in {folder} cannot be written: {error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return count


def open_store(folder: Path) -> Store:
    """The store in `folder`, to read. Raises `StoreError` if there is none or it has another version."""
    target = folder / STORE_NAME
    if not target.is_dir():
        raise StoreError(
            f"There is no graph in {folder}; make one with “kg build ARTICLES --output {folder}”."
        )
    try:
        store = Store.read_only(str(target))
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error
    versions = [quad.object for quad in store.quads_for_pattern(DATASET, term("asg:storeVersion"), None)]
    if versions != [Literal(STORE_VERSION)]:
        found = ", ".join(version.value for version in versions if isinstance(version, Literal)) or "none"
        raise StoreError(
            f"The graph in {folder} has version {found}, this program needs {STORE_VERSION}; build it again."
        )
    return store


def run_query(store: Store, query: str) -> QueryResult:
    """The answer to a SPARQL query over all named graphs together.

    The prefixes of `kg.graph.vocabulary` need no declaration. Raises `UsageError` for a query that cannot
    be parsed, with the place, or cannot be answered.
    """
    try:
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise UsageError(f"The query is broken: {_reason(error, query)}") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise UsageError(f"The query cannot be answered: {error}") from None


def rdflib_dataset(store: Store) -> "rdflib.Dataset":
    """`store` as a dataset of rdflib, without a copy; its default graph is the union of all graphs."""
    import oxrdflib
    import rdflib

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)


def _reason(error: SyntaxError, query: str) -> str:
    """Why `query` cannot be parsed: the line where the parser stopped, not its list of expected tokens."""
    if re.match(r"(?i)\s*(?:prefix[^>]*>\s*)*(?:insert|delete|load|clear|drop|create|with)\b", query):
        return "only queries that read are answered (SELECT, ASK, CONSTRUCT, DESCRIBE)."
    declared = {*PREFIXES, *re.findall(r"(?i)prefix\s+([\w-]+):", query)}
    for prefix in re.findall(
        r"(?<![\w:<\"'?$])([A-Za-z][\w-]*):(?=\w)", re.sub(r"<[^>]*>|\"[^\"]*\"", " ", query)
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
