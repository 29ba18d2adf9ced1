"""Writing a store: from nothing, or as another one with quads removed and added."""

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from secrets import token_hex

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from kg.batches import batches
from kg.errors import StoreError
from kg.graph.store_files import (
    INDEX_NAME,
    NOTES,
    STORE_NAME,
    begin_as,
    point_to,
    refuse_foreign_store,
    remove_old,
    seal,
)
from kg.graph.text_tables import IndexWriter
from kg.graph.vocabulary import DATASET, term

# Raise this whenever the form of the quads changes, so that an old store is refused, not misread.
STORE_VERSION = "17"

# Quads that are loaded at once. More need more memory, fewer make more and smaller tables.
LOADED = 50_000
# From so many on, quads are loaded in a thread, while the search index gets them and the next ones are made.
_BESIDE = 10_000


class StoreWriter:
    """A store that nobody reads yet. Quads that are added are sought by nobody before `seal`."""

    def __init__(self, path: Path, base: Path | None, packed: Path | None = None) -> None:
        """A store at `path`, empty or as `base`.

        Of `packed`, if it is given, all quads will be loaded and no others: its search index is taken over.
        """
        self._path, self._base, self._is_packed = path, base, packed is not None
        begin_as(path, base)
        if packed:
            shutil.copyfile(packed / INDEX_NAME, path / INDEX_NAME)
        self._store: Store | None = Store(str(path))
        self._index = IndexWriter(path / INDEX_NAME)
        self._loader = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    @property
    def name(self) -> str:
        """The name of the store."""
        return self._path.name

    def remove_graph(self, graph: NamedNode) -> int:
        """Remove all quads of `graph`; their number."""
        number = 0
        for quad in self._open.quads_for_pattern(None, None, None, graph):
            self._index.remove(quad)
            number += 1
        self._open.remove_graph(graph)
        return number

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove `quads`."""
        for quad in quads:
            self._open.remove(quad)
            self._index.remove(quad)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add `quads`, in several loads if they are many; the last one may go on when this returns."""
        for batch in batches(quads, LOADED):
            # Oxigraph lets other threads run while it reads a text, not while it takes quads of Python.
            lines = serialize(batch, format=RdfFormat.N_QUADS) if len(batch) >= _BESIDE else None
            # In a text blank nodes lose their names.
            if lines is None or b"_:" in lines:
                self.load(batch)
                continue
            load = self._open.bulk_load
            self._loading = self._loader.submit(load, lines, RdfFormat.N_QUADS, lenient=True)
            if not self._is_packed:
                self._index.add(batch)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add `quads` by one load, which needs memory for all of them."""
        self._open.bulk_extend(quads if self._is_packed else self._index.adding(quads))

    def merge_tables(self) -> None:
        """Merge the tables that loads have left, so that reading looks into fewer; all is written again."""
        self._open.flush()
        self._open.optimize()

    def count(self) -> int:
        """The number of quads. All are read for it."""
        return len(self._open)

    def seal(self) -> str:
        """End writing, wait until all is on the disk, and return the SHA-256 of the files."""
        self._open.flush()
        self._index.finish(self._open)
        if self._is_packed:
            self._index.pack()
        self.close()
        for note in (path for pattern in NOTES for path in self._path.glob(pattern)):
            note.unlink()
        return seal(self._path, self._base)

    def close(self) -> None:
        """Close the files; what was not sealed is no store."""
        self._loader.shutdown()
        self._store = None
        self._index.close()

    @property
    def _open(self) -> Store:
        if self._store is None:
            raise ValueError("The store is sealed.")
        if self._loading is not None:
            loading, self._loading = self._loading, None
            loading.result()
        return self._store


def version_quad() -> Quad:
    """The quad that tells the version of a store; each has it."""
    return Quad(DATASET, term("asg:storeVersion"), Literal(STORE_VERSION))


@contextmanager
def writing_store(
    folder: Path, base: str | None = None, *, packed: str | None = None
) -> Iterator[StoreWriter]:
    """A new store in `folder`, empty or as the store `base` is; it must be sealed.

    It is for the quads of the store `packed`, if that is given. Raises `StoreError` if it cannot be written.
    What is read stays as it is, and so do `base` and `packed`.
    """
    refuse_foreign_store(folder)
    stores = folder / STORE_NAME
    try:
        before, source = (stores / one if one else None for one in (base, packed))
        writer = StoreWriter(stores / token_hex(8), before, source)
        with closing(writer):
            yield writer
    except OSError as error:
        remove_old(folder, base, packed)
        raise StoreError(f"The store in {folder} cannot be written: {error}.") from error


def write_store(folder: Path, quads: Iterable[Quad]) -> int:
    """Write `quads` to the store in `folder`, in place of what was there; the number of quads.

    An interrupted call leaves the old one as it was. Raises `StoreError` if it cannot be written.
    """
    try:
        with writing_store(folder) as writer:
            writer.add(chain([version_quad()], quads))
            count = writer.count()
            writer.merge_tables()
            writer.seal()
            point_to(folder, writer.name)
    finally:
        remove_old(folder)
    return count
