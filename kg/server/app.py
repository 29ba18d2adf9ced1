"""The application: its addresses, and who may read them."""

from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.apart import Limits
from kg.questions.understanding.answering import prepare
from kg.server import nodes
from kg.server.editor import editor_routes, find_editor
from kg.server.endpoint import METHODS, Endpoint, plain
from kg.server.graph_pages import GraphPages, page_limits
from kg.server.processes import Processes
from kg.server.protocol import RequestError
from kg.server.questions_api import SUFFIXES, TABLES, Questions
from kg.server.sources import FolderSource, Source
from kg.server.sparql_page import SparqlPage

# Pages that are made at once.
_PAGES = 4


@dataclass(frozen=True, slots=True)
class Serving:
    """How much a server gives: to each query, and to all together."""

    limits: Limits
    processes: int = 16
    """Queries that run at once; the others wait their turn."""
    wait: float = 10
    """Seconds that a query waits for its turn."""
    most_bytes: int = 100 << 20
    """Of one answer."""
    editor: Path | None = field(default_factory=find_editor)
    """The folder of the editor for the page `/sparql`."""


def make_app(source: Source, serving: Serving) -> Starlette:
    """The application that serves `source`. It only reads, and any page of the web may ask it."""
    processes, for_pages = (Processes(most, seconds=serving.wait) for most in (serving.processes, _PAGES))
    given = (processes, serving.limits, serving.most_bytes)
    page = SparqlPage(source.is_built, serving.editor is not None)
    routes: list[BaseRoute] = [Route("/sparql", Endpoint(source, *given, page).respond, methods=METHODS)]
    if serving.editor:
        routes += editor_routes(serving.editor)
    if isinstance(source, FolderSource):
        # What a process imports that answers a question is lost with it.
        prepare()
        questions = Questions(source, *given)
        routes += [Route(f"/ask{suffix}", questions.ask) for suffix in SUFFIXES]
        routes += [Route(f"/queries{suffix}", questions.list_queries) for suffix in SUFFIXES]
        routes.append(Route("/queries/{name}", questions.query))
        routes += [Route(f"/{name}{suffix}", questions.table) for name in TABLES for suffix in SUFFIXES]
        routes.append(Route(f"{nodes.PATH}{{node:path}}", nodes.find_node))
        pages = GraphPages(source, for_pages, page_limits(serving.limits))
        routes.append(Route("/{path:path}", pages.respond))
    else:
        routes.append(Route("/", lambda request: RedirectResponse("sparql")))
    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=METHODS,
        allow_headers=["*"],
        expose_headers=["link", "retry-after"],
    )
    app = Starlette(routes=routes, middleware=[cors], exception_handlers={HTTPException: _refuse})
    app.state.processes = (processes, for_pages)
    return app


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = {
        404: "There is nothing at this address; queries go to /sparql.",
        405: f"The method {request.method} is not for this address.",
    }.get(error.status_code, error.detail)
    return plain(RequestError(error.status_code, sentence, dict(error.headers or {})))
