"""A store that was opened to read, with where its files are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import Quad, Store

Made = TypeVar("Made")


class OpenedStore:
    """The store in the folder `path`, or in memory where that is None, to read.

    It has the interface of `Store`, which can neither be told more nor be referred to weakly.
    """

    def __init__(self, store: Store, path: Path | None) -> None:
        self.store, self.path = store, path
        self.kept: dict[object, Any] = {}
        """What was made of it and is asked for again, by the function that makes it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self.store)

    def __len__(self) -> int:
        return len(self.store)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self.store


def kept_with(store: Any, make: Callable[[Any], Made]) -> Made:
    """What `make` makes of `store`: once, if it was opened from a folder, files or a server.

    Of a plain `Store`, to which quads can be added, it is made by each call.
    """
    if isinstance(store, Store):
        return make(store)
    if make not in store.kept:
        store.kept[make] = make(store)
    made: Made = store.kept[make]
    return made


def plain_store(store: "Store | OpenedStore") -> Store:
    """The store itself, for what takes nothing else."""
    return store.store if isinstance(store, OpenedStore) else store
