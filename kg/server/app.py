"""The application: its addresses, and who may read them."""

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.apart import Limits
from kg.server.endpoint import METHODS, Endpoint, plain
from kg.server.processes import Processes
from kg.server.protocol import RequestError
from kg.server.sources import Source


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


def make_app(source: Source, serving: Serving) -> Starlette:
    """The application that serves `source`. It only reads, and any page of the web may ask it."""
    endpoint = Endpoint(
        source, Processes(serving.processes, seconds=serving.wait), serving.limits, serving.most_bytes
    )

    async def sparql(request: Request) -> Response:
        return await endpoint(request)

    routes = [
        Route("/sparql", sparql, methods=METHODS),
        Route("/", lambda request: RedirectResponse("sparql")),
    ]
    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=METHODS,
        allow_headers=["*"],
        expose_headers=["retry-after"],
    )
    return Starlette(routes=routes, middleware=[cors], exception_handlers={HTTPException: _refuse})


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = {
        404: "There is nothing at this address; queries go to /sparql.",
        405: f"The method {request.method} is not for this address.",
    }.get(error.status_code, error.detail)
    return plain(RequestError(error.status_code, sentence, dict(error.headers or {})))
