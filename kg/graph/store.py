"""The dataset in an embedded Oxigraph store: written as a whole, then swapped in; opened to read.

`store/` has a folder for each store, and the file `current-store`, which names the one that is read.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from secrets import token_hex
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
    "count_quads",
    "digest_store",
    "open_store",
    "rdflib_dataset",
    "refuse_foreign_store",
    "run_query",
    "store_path",
    "write_store",
]

STORE_NAME = "store"
# Raise this whenever the form of the quads changes, so that an old store is refused, not misread.
STORE_VERSION = "11"

# What RocksDB notes of its own work: a fixed 200 KB that no reader needs.
_NOTES = ("LOG*", "OPTIONS-*")

_POINTER = "current-store"
# The name of a store.
_NAME = re.compile(r"[0-9a-f]{16}")
# The files of the one store that earlier versions had in this place.
_EARLIER = re.compile(r"CURRENT|IDENTITY|LOCK|LOG.*|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|dbtmp)")

# The folder of the store that this process reads, opened, by its parent.
_held: dict[Path, int] = {}

QueryResult = QuerySolutions | QueryBoolean | QueryTriples


def write_store(folder: Path, quads: Iterable[Quad]) -> int:
    """Write `quads` to the store in `folder`, in place of what was there; the number of quads.

    The new store is a folder of its own, which takes the place of the old one when the file that names it is
    replaced. An interrupted call leaves the old one as it was. Raises `StoreError` if it cannot be written.
    """
    refuse_foreign_store(folder)
    stores = folder / STORE_NAME
    name = token_hex(8)
    try:
        (stores / name).mkdir(parents=True)
        store = Store(str(stores / name))
        store.bulk_extend(chain(quads, [Quad(DATASET, term("asg:storeVersion"), Literal(STORE_VERSION))]))
        store.flush()
        count = len(store)
        del store
        for note in (path for pattern in _NOTES for path in (stores / name).glob(pattern)):
            note.unlink()
        _sync(*(stores / name).iterdir(), stores / name)
        _point_to(stores, name)
    except OSError as error:
        raise StoreError(f"The store in {folder} cannot be written: {error}.") from error
    finally:
        _remove_old(stores)
    return count


def open_store(folder: Path) -> Store:
    """The store in `folder`, to read. Raises `StoreError` if there is none or it has another version."""
    path = store_path(folder)
    try:
        _hold(path)
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
    return store


def store_path(folder: Path) -> Path:
    """The folder of the store that is read in `folder`. Raises `StoreError` if there is none."""
    stores = folder / STORE_NAME
    try:
        name = (stores / _POINTER).read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        if (stores / "CURRENT").exists():
            raise StoreError(
                f"The graph in {folder} is of an earlier version of this program; build it again."
            ) from None
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise StoreError(
                f"There is no graph in {folder}; make one with “kg build ARTICLES --output {folder}”."
            ) from None
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error
    if not _NAME.fullmatch(name):
        raise StoreError(f"The graph in {folder} is damaged (it has no store “{name}”); build it again.")
    return stores / name


def count_quads(folder: Path) -> int:
    """Read every quad of the store in `folder`; their number. Raises `StoreError` if one cannot be read."""
    store = open_store(folder)
    try:
        return sum(1 for _ in store)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error


def digest_store(folder: Path) -> str:
    """A hash of the files of the store in `folder`: of all its indexes, some of which no one query reads.

    Raises `StoreError` if there is no store, `OSError` if a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(store_path(folder).iterdir()):
        # What RocksDB notes for people, and an empty file.
        if not path.name.startswith(("LOG", "LOCK")):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def refuse_foreign_store(folder: Path) -> None:
    """Raise `StoreError` if what is in the place of the store in `folder` is not of this program."""
    stores = folder / STORE_NAME
    foreign = [] if stores.is_dir() else [stores] if stores.exists() else []
    if stores.is_dir():
        foreign = [one for one in sorted(stores.iterdir()) if not _is_ours(one)]
    if foreign:
        raise StoreError(
            f"{foreign[0]} is not of kg, and is where the graph should be; choose another folder for it."
        )


def run_query(store: Store, query: str) -> QueryResult:
    """The answer to a SPARQL query over all named graphs together.

    The prefixes of `kg.graph.vocabulary` need no declaration. Raises `UsageError` for a query that cannot
    be parsed, with the place, or cannot be answered, and `StoreError` where the store is damaged.
    """
    try:
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise UsageError(f"The query is broken: {_reason(error, query)}") from None
    except OSError as error:
        raise StoreError(f"The graph is damaged ({error}); build it again.") from error
    except (RuntimeError, ValueError) as error:
        raise UsageError(f"The query cannot be answered: {error}") from None


def rdflib_dataset(store: Store) -> "rdflib.Dataset":
    """`store` as a dataset of rdflib, without a copy; its default graph is the union of all graphs."""
    import oxrdflib
    import rdflib

    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)


def _is_ours(path: Path) -> bool:
    """Whether `path`, in the folder of stores, is a store, names one, or is of an earlier version."""
    if path.is_dir():
        return bool(_NAME.fullmatch(path.name))
    return path.name in {_POINTER, f"{_POINTER}.part"} or bool(_EARLIER.fullmatch(path.name))


def _point_to(stores: Path, name: str) -> None:
    """Make `name` the store that is read."""
    partial = stores / f"{_POINTER}.part"
    partial.write_text(name, encoding="ascii")
    _sync(partial)
    partial.replace(stores / _POINTER)
    _sync(stores)


def _remove_old(stores: Path) -> None:
    """Remove the stores that are neither named nor read any more, and the files of an earlier version."""
    pointer = stores / _POINTER
    name = pointer.read_text("ascii", "replace") if pointer.is_file() else ""
    for path in stores.iterdir() if stores.is_dir() else ():
        if _NAME.fullmatch(path.name) and path.name != name:
            _remove_unread(path)
        elif name and _EARLIER.fullmatch(path.name):
            path.unlink()


def _hold(path: Path) -> None:
    """Keep the store `path`, and no other one of its folder, from being removed while this process lives.

    Oxigraph opens some files of a large store only when a query needs them.
    """
    descriptor = os.open(path, os.O_RDONLY)
    with suppress(OSError):
        # Some network file systems have no locks; there a store is read without.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    before = _held.pop(path.parent.resolve(), None)
    _held[path.parent.resolve()] = descriptor
    if before is not None:
        os.close(before)


def _remove_unread(path: Path) -> None:
    """Remove the store `path`, unless another process reads it; then the next build tries again."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)


def _sync(*paths: Path) -> None:
    """Wait until the files and folders `paths` are on the disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


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
