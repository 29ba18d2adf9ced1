"""The endpoint `/sparql`: an operation of the SPARQL 1.1 Protocol in, an answer in the wanted format out."""

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.apart import Limits, Work
from kg.errors import InputError, KgError, LimitError
from kg.graph.answer_formats import GRAPH_FORMATS, TABLE_FORMATS, AnswerFormat
from kg.graph.answers import FormatError, Scope, Wanted, send_answer
from kg.graph.query_check import check_query
from kg.graph.service_description import describe_service
from kg.server.negotiation import negotiate
from kg.server.processes import Answer, Processes
from kg.server.protocol import Operation, RequestError, read_operation
from kg.server.sources import Source
from kg.server.sparql_page import SparqlPage

Found = TypeVar("Found")

METHODS = ["GET", "POST"]
_HTML = "text/html"
# A format of the page: rows and triples are sent in these and shown by it.
_PAGE = (TABLE_FORMATS["json"], GRAPH_FORMATS["turtle"])
_MOST_ON_PAGE = 8 << 20
_PIECE = 1 << 16
# What a proxy calls a request whose client is gone; nobody reads it.
CLIENT_GONE = 499


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The endpoint of one source; each query has `limits`, its answer at most so many bytes."""

    source: Source
    processes: Processes
    limits: Limits
    most_bytes: int
    page: SparqlPage

    async def respond(self, request: Request) -> Response:
        """The answer to a request: 400, 406, 413, 415 or 503 with a sentence where there is none."""
        is_page = wants_page(request)
        operation: Operation | None = None
        try:
            operation = await read_operation(request)
            if operation is None:
                return self.page.empty() if is_page else self._description(request)
            is_page = is_page and operation.form in (None, "html")
            wanted = self._wanted(request, operation, is_page)
            answer = await unless_gone(request, self._ask(operation, wanted))
        except (KgError, RequestError) as error:
            refused = refusal(error)
            if is_page:
                return self.page.refusal(operation.query if operation else "", refused)
            return plain(refused)
        if answer is None:
            return Response(status_code=CLIENT_GONE)
        form = {**TABLE_FORMATS, **GRAPH_FORMATS}[answer.head.decode("ascii")]
        if is_page and operation:
            with answer.body as body:
                return self.page.answer(operation.query, form, body.read())
        return sent(answer, form.media_type)

    async def _ask(self, operation: Operation, wanted: Wanted) -> Answer:
        query = check_query(operation.query)
        scope = Scope(self.source.is_built, operation.default_graphs, operation.named_graphs)

        async def work() -> Work:
            store = await self.source.current()
            return lambda send: send_answer(store, query, scope, wanted, self.limits, send)

        return await self.processes.run(work, self.limits)

    def _wanted(self, request: Request, operation: Operation, is_page: bool) -> Wanted:
        evidence = self.source.is_built
        if is_page:
            return Wanted(*_PAGE, min(self.most_bytes, _MOST_ON_PAGE), evidence)
        if operation.form is None:
            accept = request.headers.get("accept")
            table = negotiate(accept, _offers(TABLE_FORMATS.values()))
            graph = negotiate(accept, _offers(GRAPH_FORMATS.values()))
        else:
            table, graph = TABLE_FORMATS.get(operation.form), GRAPH_FORMATS.get(operation.form)
            if table is graph:
                names = ", ".join({**TABLE_FORMATS, **GRAPH_FORMATS})
                raise RequestError(400, f"There is no format “{operation.form}”; there are {names}.")
        if table is graph:
            raise RequestError(406, _formats_message())
        return Wanted(table, graph, self.most_bytes, evidence)

    def _description(self, request: Request) -> Response:
        form = negotiate(request.headers.get("accept"), _offers(GRAPH_FORMATS.values()))
        if form is None:
            raise RequestError(406, _formats_message())
        try:
            content = describe_service(
                str(request.url.replace(query="")),
                union=self.source.is_built,
                graphs=self.source.graphs,
                form=form,
            )
        except ValueError:
            raise RequestError(400, "The header “Host” is no name of a server.") from None
        return Response(content, media_type=form.media_type, headers={"vary": "accept"})


def wants_page(request: Request) -> bool:
    """Whether a client, a browser for the most part, wants HTML more than anything else."""
    if request.query_params.get("format", "html") != "html":
        return False
    offers = [(one, False) for one, _ in _offers([*TABLE_FORMATS.values(), *GRAPH_FORMATS.values()])]
    return bool(negotiate(request.headers.get("accept"), [*offers, (_HTML, True)]))


async def unless_gone(request: Request, answer: Coroutine[Any, Any, Found]) -> Found | None:
    """What `answer` gives; None if the client goes before, and then `answer` is stopped."""
    asked = asyncio.ensure_future(answer)
    gone = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait((asked, gone), return_when=asyncio.FIRST_COMPLETED)
        return asked.result() if asked.done() else None
    finally:
        for task in (asked, gone):
            task.cancel()
        await asyncio.gather(asked, gone, return_exceptions=True)


def sent(answer: Answer, media_type: str) -> Response:
    """A response with the body of an answer."""

    async def pieces() -> AsyncIterator[bytes]:
        while piece := answer.body.read(_PIECE):
            yield piece

    return StreamingResponse(
        pieces(),
        media_type=media_type,
        headers={"content-length": str(answer.size), "vary": "accept"},
        background=BackgroundTask(answer.body.close),
    )


def refusal(error: KgError | RequestError) -> RequestError:
    """The status and the sentence for a request that is not answered."""
    if isinstance(error, RequestError):
        return error
    if isinstance(error, FormatError):
        return RequestError(406, f"{error} {_formats_message()}")
    if isinstance(error, LimitError):
        return RequestError(400 if error.limit in ("rows", "bytes") else 503, str(error))
    if isinstance(error, InputError):
        print(f"kg: {error}", file=sys.stderr)
        return RequestError(500, "The graph cannot be read; its owner can see why.")
    return RequestError(400, str(error))


def plain(refused: RequestError) -> Response:
    """A response with a sentence in plain text."""
    return Response(
        f"{refused}\n",
        refused.status,
        {**refused.headers, "x-content-type-options": "nosniff"},
        media_type="text/plain",
    )


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _offers(forms: Any) -> list[tuple[str, AnswerFormat]]:
    """The media types of `forms`; those under which a format is asked for, too, come after all others."""
    listed = list(forms)
    named = [(one.media_type, one) for one in listed]
    return named + [(alias, one) for one in listed for alias in one.aliases]


def _formats_message() -> str:
    tables = ", ".join(one.media_type for one in TABLE_FORMATS.values())
    graphs = ", ".join(one.media_type for one in GRAPH_FORMATS.values())
    return f"SELECT and ASK give {tables}; CONSTRUCT and DESCRIBE give {graphs}."
