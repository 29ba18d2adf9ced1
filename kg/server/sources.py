"""What is served: the graph of a folder, as the last build left it, or files."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreError
from kg.graph.rdf_loading import graph_names, load_files
from kg.graph.store import Store, open_store
from kg.graph.store_files import current_name

# Named graphs of files that the description of the service names.
_MOST_NAMED = 1000


class FileSource:
    """Files of RDF in memory; the default graph is theirs."""

    is_built = False

    def __init__(self, paths: Iterable[Path]) -> None:
        self._store = load_files(paths)
        self.graphs = graph_names(self._store, _MOST_NAMED)

    async def current(self) -> Store:
        """The store."""
        return self._store


class FolderSource:
    """The graph that builds write into a folder; the default graph is the union of all graphs.

    Raises `StoreError` if there is none.
    """

    is_built = True
    graphs: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name = current_name(folder)
        self._store = open_store(folder)
        self.name = self._name or ""
        """The name of the store that `current` gave last."""
        self._opening = asyncio.Lock()

    async def current(self) -> Store:
        """The store of the last build that is whole; the one before as long as that cannot be read.

        Whoever starts a process with it does so before it awaits anything: no store is being opened then.
        """
        if self._opening.locked() or current_name(self.folder) not in (self._name, None):
            async with self._opening:
                name = current_name(self.folder)
                if name is not None and name != self._name:
                    self._name = name
                    # The build after one that cannot be read brings another one.
                    with suppress(StoreError):
                        self._store = await asyncio.to_thread(open_store, self.folder)
                        self.name = name
        return self._store


Source = FileSource | FolderSource
