"""A store that was opened to read, with where its files are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store


class OpenedStore:
    """The store in the folder `path`, or in memory where that is None, to read.

    It has the interface of `Store`, which can neither be told more nor be referred to weakly.
    """

    def __init__(self, store: Store, path: Path | None) -> None:
        self.store, self.path = store, path
        self.text_index: object = None
        """Its search index, once `kg.graph.text_index.text_index_of` was asked for it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.store)

    def __len__(self) -> int:
        return len(self.store)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self.store


def plain_store(store: "Store | OpenedStore") -> Store:
    """The store itself, for what takes nothing else."""
    return store.store if isinstance(store, OpenedStore) else store
