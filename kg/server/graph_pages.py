"""The pages of a graph at the addresses of their files: the files where they are of this graph, else made.

A page is made in a process of its own, as a query is answered, and kept as long as its graph is served.
"""

import asyncio
import json
import os
import stat
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from weakref import WeakValueDictionary

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from kg.apart import Limits, Send, Work
from kg.archive.ledger.connection import LEDGER_NAME, read_rows
from kg.archive.ledger.outcomes import last_build
from kg.errors import KgError, LedgerError, LimitError
from kg.graph.reader.selecting import Iri
from kg.graph.store import Store
from kg.pages.page_names import INDEX
from kg.pages.single_page import is_of_node, is_page, make_page, read_drawn
from kg.server.endpoint import CLIENT_GONE, plain, refusal, unless_gone
from kg.server.processes import Processes
from kg.server.protocol import RequestError
from kg.server.sources import FolderSource
from kg.version import __version__

# Bytes of pages that are kept.
_MOST_KEPT = 64 << 20
# The picture of a large graph takes longer than a query may.
_SECONDS = 120
_MEMORY = 1 << 30
_DRAWN = "drawn"


def page_limits(limits: Limits) -> Limits:
    """The limits of a page, if a query has `limits`."""
    seconds = None if limits.seconds is None else max(limits.seconds, _SECONDS)
    memory = None if limits.memory is None else max(limits.memory, _MEMORY)
    return replace(limits, seconds=seconds, memory=memory)


class GraphPages:
    """The pages of the graph of a folder."""

    def __init__(self, source: FolderSource, processes: Processes, limits: Limits) -> None:
        self._source, self._processes, self._limits = source, processes, limits
        self._files = _Files(directory=source.folder, html=True)
        self._noted = _NotedPages(source.folder)
        self._kept = _Kept()
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def respond(self, request: Request) -> Response:
        """The page at a path: 404 if there is none, 503 with a sentence if it cannot be made now."""
        path = request.path_params["path"]
        if not path or path.endswith("/"):
            path += INDEX
        if not is_page(path):
            raise HTTPException(404)
        await self._source.current()
        if self._noted.store() == self._source.name:
            try:
                return await self._files.get_response(path, request.scope)
            except HTTPException as error:
                # Of a large graph not every page is written.
                if error.status_code != 404:
                    raise
        tag = f'"{self._source.name}-{__version__}"'
        headers = {"etag": tag, "cache-control": "no-cache", "x-content-type-options": "nosniff"}
        try:
            found = await unless_gone(request, self._page(path))
        except (KgError, RequestError) as error:
            return plain(_refusal(error))
        if found is None:
            return Response(status_code=CLIENT_GONE)
        if not found:
            raise HTTPException(404)
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(found, media_type="text/html", headers=headers)

    async def _page(self, path: str) -> bytes:
        """The page at `path` of the graph that is served now, empty if it has none."""
        drawn: frozenset[Iri] = frozenset()
        if is_of_node(path):
            listed = await self._made(_DRAWN, lambda store: json.dumps(sorted(read_drawn(store))))
            drawn = frozenset(map(Iri, json.loads(listed)))
        return await self._made(path, lambda store: make_page(store, path, drawn) or "")

    async def _made(self, what: str, make: Callable[[Store], str]) -> bytes:
        """What `make` gives of the store, kept or made in a process of its own; others wait for the same."""
        lock = self._making.setdefault(what, asyncio.Lock())
        async with lock:
            store = await self._source.current()
            name = self._source.name
            kept = self._kept.get(name, what)
            if kept is not None:
                return kept

            def send_made(send: Send) -> None:
                send(b"")
                send(make(store).encode("utf-8", "replace"))

            async def work() -> Work:
                return send_made

            answer = await self._processes.run(work, self._limits)
            with answer.body as body:
                made = body.read()
            if made:
                self._kept.put(name, what, made)
            return made


class _Files(StaticFiles):
    """The pages in a folder, and nothing else that is in it."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        found, status = super().lookup_path(path)
        is_file = status is not None and stat.S_ISREG(status.st_mode)
        return (found, status) if is_file else ("", None)


class _NotedPages:
    """Of which store the ledger says that its pages are written. It is read again when its file changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[object, ...] = ()
        self._store: str | None = None

    def store(self) -> str | None:
        """The name of the store; None if no pages are noted."""
        seen = tuple(_state(self._folder / f"{LEDGER_NAME}{end}") for end in ("", "-wal"))
        if seen != self._seen:
            try:
                with read_rows(self._folder) as rows:
                    _, self._store = last_build(rows)
            except LedgerError:
                self._store = None
            self._seen = seen
        return self._store


class _Kept:
    """What was made last of one store, up to some bytes."""

    def __init__(self) -> None:
        self._store = ""
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def get(self, store: str, what: str) -> bytes | None:
        """What was made of `store`; None if it is not there."""
        if store != self._store or what not in self._pages:
            return None
        self._pages.move_to_end(what)
        return self._pages[what]

    def put(self, store: str, what: str, content: bytes) -> None:
        """Keep `content`, and give up what was made of another store, then what was asked for longest ago."""
        if store != self._store:
            self._pages.clear()
            self._store, self._size = store, 0
        self._size += len(content) - len(self._pages.pop(what, b""))
        self._pages[what] = content
        while self._size > _MOST_KEPT:
            _, old = self._pages.popitem(last=False)
            self._size -= len(old)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _refusal(error: KgError | RequestError) -> RequestError:
    if isinstance(error, LimitError):
        return RequestError(503, "The page takes too long to make, or too much memory; “kg pages” writes it.")
    return refusal(error)
