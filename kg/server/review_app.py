"""The server with a review: the pages of articles and a list to review from, and what they send.

It stands before the server that only reads, and gives on to it what it has nothing of.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_objects import AddedStatement, read_places
from kg.archive.corrections.correction_writing import Change, with_identifiers
from kg.errors import KgError, UsageError
from kg.graph.reader.article_rows import ArticleText, read_texts
from kg.graph.reader.lookup import scheme_of
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import ArticleRow, read_statements
from kg.graph.store import Store
from kg.graph.vocabulary import node
from kg.pages.page_names import FOLDERS, page_of
from kg.pages.review_page import REVIEW_INDEX, node_value, review_article_page, review_index_page
from kg.questions.claim_checks import check_claims
from kg.questions.name_index import NameIndex
from kg.questions.review_queue import Queued, review_queue
from kg.server.review_desk import ReviewDesk
from kg.server.review_guard import ReviewGuard
from kg.server.sources import FolderSource

_MOST_BODY = 64 << 10
_MOST_NAMES = 12
_MOST_LINES = 200
# Seconds that a request waits for the graph to follow.
_WAIT = 20.0
_KINDS = {"all": frozenset({"actor", "agreement"}), "agreement": frozenset({"agreement"})}


def make_review_app(app: ASGIApp, source: FolderSource, desk: ReviewDesk, token: str) -> Starlette:
    """The application that serves a review by `desk` of the graph of `source`, and else is `app`."""
    review = _Review(source, desk, token)
    return Starlette(
        routes=[
            Route("/", lambda request: RedirectResponse(f"/{REVIEW_INDEX}", 303)),
            Route(f"/{REVIEW_INDEX}", review.index),
            Route(f"/{FOLDERS['article']}/{{name}}.html", review.article),
            Route("/review/names", review.names),
            Route("/review/next", review.next),
            Route("/review/settled", review.settled),
            Route("/review/corrections", _told(review.add, review.said), methods=["POST"]),
            Route("/review/undo", _told(review.undo, review.said), methods=["POST"]),
            Mount("/", app),
        ],
        middleware=[Middleware(ReviewGuard, token=token)],
    )


class _Graph:
    """A graph as it is now, and its names, which are read once they are asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def names(self) -> NameIndex:
        return NameIndex(self.store)


@dataclass(frozen=True, slots=True)
class _Said:
    """The wording of a statement, and the address of the page of its article."""

    text: str = ""
    page: str = ""


class _Review:
    """The pages and the interface of a review. What they read of the graph is little, and read at once."""

    def __init__(self, source: FolderSource, desk: ReviewDesk, token: str) -> None:
        self._source, self._desk, self._token = source, desk, token
        self._read: _Graph | None = None
        self._queue: list[Queued] | None = None
        self._pages: dict[str, Iri] = {}
        # The statements that corrections name; those that were removed are not in the graph.
        self._said: dict[str, _Said] = {}

    async def index(self, request: Request) -> Response:
        """The list of what is worth a review, and of what was reviewed."""
        graph = await self._graph()
        if self._queue is None or "anew" in request.query_params:
            self._queue = await run_in_threadpool(review_queue, graph.store)
        left, done = self._left()
        items = [
            {
                "page": page_of(one.statement.article),
                "id": one.statement.id,
                "text": one.statement.text,
                "reason": one.reason,
            }
            for one in left
        ]
        lines = self._lines(graph.store, self._desk.lines()[::-1][:_MOST_LINES])
        total = done + len(left)
        return HTMLResponse(review_index_page(items, self._shown(), lines=lines, done=done, total=total))

    async def article(self, request: Request) -> Response:
        """The page of an article, to be reviewed."""
        graph = await self._graph()
        text = self._text(graph.store, f"{FOLDERS['article']}/{request.path_params['name']}.html")
        if text is None:
            if request.path_params["name"] == "index":
                return RedirectResponse(f"/{FOLDERS['article']}/", 307)
            return Response("There is no page of an article at this address.\n", 404, media_type="text/plain")
        own = {one.id for one in text.statements}
        lines = [one for one in self._desk.lines() if one.statement in own]
        shown = self._shown() | {"lines": self._lines(graph.store, lines, text.body)}
        reasons = {one.statement.id: one.reason for one in self._queue or [] if one.statement.id in own}
        return HTMLResponse(review_article_page(text, shown, scheme_of(graph.store), reasons))

    async def names(self, request: Request) -> Response:
        """The actors that `q` may mean, with `kinds` also, or only, the agreements: the nearest first."""
        graph = await self._graph()
        value = request.query_params.get("q", "").strip()
        kinds = _KINDS.get(request.query_params.get("kinds", ""), frozenset({"actor"}))
        found = list(graph.names.find(value, kinds).entities) if value else []
        if value and len(found) < _MOST_NAMES:
            near = (
                one
                for name in graph.names.nearest(value, kinds)
                for one in graph.names.find(name, kinds).entities
            )
            found += [one for one in near if one not in found]
        return JSONResponse({"names": [node_value(one) for one in found[:_MOST_NAMES]]})

    async def next(self, request: Request) -> Response:
        """Where the first of the queue is that is not reviewed, after the statement `after` of the queue."""
        graph = await self._graph()
        if self._queue is None:
            self._queue = await run_in_threadpool(review_queue, graph.store)
        left, done = self._left()
        queue, after = [one.statement.id for one in self._queue], request.query_params.get("after")
        passed = set(queue[: queue.index(after) + 1] if after in queue else ())
        chosen = [one for one in left if one.statement.id not in passed]
        if not chosen:
            return JSONResponse({"page": None, "left": len(left), "done": done})
        one = chosen[0]
        page = f"/{page_of(one.statement.article)}"
        return JSONResponse(
            {"page": page, "id": one.statement.id, "reason": one.reason, "left": len(left), "done": done}
        )

    async def settled(self, request: Request) -> Response:
        """Whether the graph has what was changed, as soon as it has."""
        settled = await self._desk.settle(_WAIT)
        return JSONResponse(
            {"current": settled.is_current, "reason": settled.reason, "pending": settled.is_pending}
        )

    async def add(self, request: Request) -> Change:
        """Write the corrections `claims` (kind, subject, object), with a `note`; what that changed.

        What adds something needs no identifier of it (`with_identifiers`).
        """
        given = await _body(request)
        claims = given.get("claims")
        if not (
            isinstance(claims, list)
            and claims
            and all(
                isinstance(one, list) and len(one) == 3 and all(isinstance(a, str) for a in one)
                for one in claims
            )
            and isinstance(given.get("note", ""), str)
        ):
            raise UsageError("“claims” is a list of corrections: kind, subject and object of each, as text.")
        wanted = with_identifiers([(kind, subject, what) for kind, subject, what in claims])
        store = (await self._graph()).store
        check_claims(store, wanted, self._desk.lines())
        self._remember(store, [subject.partition("/")[0] for _, subject, _ in wanted])
        return self._desk.add(wanted, given.get("note", ""))

    async def undo(self, request: Request) -> Change:
        """Take back the last change, or the line with the `cells`; what that changed."""
        cells = (await _body(request)).get("cells", [])
        if not isinstance(cells, list) or not all(isinstance(one, str) for one in cells):
            raise UsageError("“cells” are the cells of a line of the corrections.")
        change = self._desk.undo(cells)
        self._remember((await self._graph()).store, [one.statement for one in change.added])
        return change

    def said(self, change: Change) -> _Said:
        """The statement that a change is about; one without words if it is about none."""
        named = (one.statement for one in change.added)
        return next((self._said[one] for one in named if one in self._said), _Said())

    async def _graph(self) -> _Graph:
        store = await self._source.current()
        if self._read is None or self._read.store is not store:
            self._read = _Graph(store)
        return self._read

    def _text(self, store: Store, page: str) -> ArticleText | None:
        """The article of a page; corrections leave the pages of articles as they are, new builds may not."""
        for is_known in (True, False):
            if not is_known:
                self._pages = {page_of(one): one.iri for one in rows(store, ArticleRow)}
            iri = self._pages.get(page)
            if iri is not None and (text := next(iter(read_texts(store, [iri])), None)):
                return text
        return None

    def _shown(self) -> dict[str, Any]:
        return {
            "token": self._token,
            "reviewer": self._desk.reviewer,
            "file": str(self._desk.file),
            "lines": [],
        }

    def _left(self) -> tuple[list[Queued], int]:
        """What of the queue is not reviewed, and how many are."""
        reviewed = {one.statement for one in self._desk.lines()}
        queue = self._queue or []
        left = [one for one in queue if one.statement.id not in reviewed]
        return left, len(queue) - len(left)

    def _lines(self, store: Store, lines: Sequence[Correction], body: str = "") -> list[dict[str, Any]]:
        """Lines as the pages show them, those of statements with their words, which stand in `body`."""
        self._remember(store, [one.statement for one in lines])
        return [
            {
                "cells": list(one.cells),
                "text": self._said.get(one.statement, _Said()).text,
                "what": _in_words(one, body),
            }
            for one in lines
        ]

    def _remember(self, store: Store, statements: Sequence[str]) -> None:
        new = {Iri(node("statement", one).value) for one in statements if one and one not in self._said}
        for row in read_statements(store, new).values() if new else ():
            self._said[row.id] = _Said(row.text, f"/{page_of(row.article)}")


def _in_words(correction: Correction, body: str) -> str:
    """The object of a correction, the words in the place of where they stand in the article."""
    what = correction.object
    if correction.kind is CorrectionKind.STATEMENT_ADDED:
        places = AddedStatement.parse(what).source
    elif correction.kind in (CorrectionKind.STATEMENT_WORDS, CorrectionKind.STATEMENT_CUE):
        places = read_places(what)
    else:
        return what
    words = " … ".join(" ".join(one.of(body).split()) for one in places)
    return words or ("" if correction.kind is CorrectionKind.STATEMENT_ADDED else what)


def _told(
    change: Callable[[Request], Awaitable[Change]], about: Callable[[Change], _Said]
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that tells what `change` did, and about what, or with 400 why it did not."""

    async def respond(request: Request) -> Response:
        try:
            found = await change(request)
        except KgError as error:
            return JSONResponse({"error": str(error)}, 400)
        said = about(found)
        return JSONResponse(
            {
                "text": said.text,
                "page": said.page,
                "added": [list(one.cells) for one in found.added],
                "removed": [list(one.cells) for one in found.removed],
            }
        )

    return respond


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises `UsageError` if it has none."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise UsageError("A change is sent as application/json.")
    content = b""
    async for piece in request.stream():
        content += piece
        if len(content) > _MOST_BODY:
            raise UsageError("The change is too long.")
    try:
        found = json.loads(content)
    except ValueError:
        raise UsageError("The change is no JSON.") from None
    if not isinstance(found, dict):
        raise UsageError("The change is no object of JSON.")
    return found
