"""Packing: a store that portions have written is put in order, which makes it smaller or faster to read.

RocksDB compresses what a bulk load writes, and writes it again without compression when a third load of the
same range has come: 390 bytes a quad become of 230. What two loads write stays as it is, so a small store is
written once more, from nothing. Of a large one the tables are merged: a query then looks into one table for a
quad, not into several, which takes little more than half of the time.
"""

from itertools import islice
from pathlib import Path

from pyoxigraph import Store

from kg.graph.store_files import STORE_NAME
from kg.graph.store_writer import writing_store

MOST_PACKED = 150_000
"""Quads of a store that is written once more, at most: each of the two loads needs a kilobyte of memory a
quad, so no more than what the rest of a build needs."""
_GROWTH = 2


def is_worth_packing(quads: int, packed: int) -> bool:
    """Whether a store of `quads` is to be packed that had `packed` of them when that was done before.

    So each quad is packed once or twice, however small the portions are in which an archive grows.
    """
    return _GROWTH * packed <= quads


def pack_store(folder: Path, name: str, quads: int) -> tuple[str, str]:
    """Put the store `name` in `folder`, of `quads`, in order; the new one's name, and its files' SHA-256.

    Nobody reads it yet, and the other one stays. Raises `StoreError` if it cannot be written.
    """
    if quads > MOST_PACKED:
        with writing_store(folder, base=name) as writer:
            writer.merge_tables()
            return writer.name, writer.seal()
    with writing_store(folder, packed=name) as writer:
        source = iter(Store.read_only(str(folder / STORE_NAME / name)))
        writer.load(islice(source, quads // 2))
        writer.load(source)
        return writer.name, writer.seal()
