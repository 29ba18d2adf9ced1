"""`/ask` and `/queries/NAME`: plain questions and canned queries, answered as a page, in JSON or CSV."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.apart import Limits, Send, Work, rows_are_too_many
from kg.errors import KgError, LimitError, UsageError
from kg.questions.canned import OF_STATEMENTS, canned_queries
from kg.questions.dataset import Dataset
from kg.questions.filters import parse_filters, parse_limit
from kg.questions.meanings import KINDS
from kg.questions.table_formats import to_csv, to_json
from kg.questions.tables import Table
from kg.server.endpoint import CLIENT_GONE, plain, refusal, sent, unless_gone, wants_page
from kg.server.html_pages import PLACES, render_page
from kg.server.negotiation import negotiate
from kg.server.processes import Processes
from kg.server.protocol import RequestError
from kg.server.sources import FolderSource

_MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}
SUFFIXES = ("", *(f".{name}" for name in _MEDIA_TYPES))
"""What may follow an address: it chooses the format, which else the header `Accept` does."""
_OF_ASK = ("q", "limit", *(one.name for one in OF_STATEMENTS))


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions to the graph of a folder, each within `limits`, its answer at most so many bytes."""

    source: FolderSource
    processes: Processes
    limits: Limits
    most_bytes: int

    async def ask(self, request: Request) -> Response:
        """The answer to the question `q`; the filters are those of `kg ask`."""
        known: dict[str, Any] = {"q": request.query_params.get("q", "")}
        if _is_page(request) and not request.query_params:
            return _page("ask", known)

        def answer(dataset: Dataset) -> Table:
            given = _parameters(request, _OF_ASK)
            if "q" not in given:
                raise UsageError("A question is the parameter “q”, such as /ask?q=who+speaks.")
            question, limit = given.pop("q"), parse_limit(given.pop("limit", None))
            return dataset.ask(question, limit=limit, **parse_filters(given))

        return await self._respond(request, answer, "ask", known)

    async def list_queries(self, request: Request) -> Response:
        """The canned queries with their parameters."""
        if _is_page(request):
            return _page("queries", {"queries": canned_queries()})
        rows = [
            (one.name, one.title, " ".join(parameter.name for parameter in one.parameters))
            for one in canned_queries()
        ]
        table = Table(("query", "title", "parameters"), list(rows))
        return await self._respond(request, lambda _: table, "queries", {})

    async def query(self, request: Request) -> Response:
        """The answer to the canned query in the address, with its parameters."""
        name = request.path_params["name"]
        for suffix in filter(None, SUFFIXES):
            name = name.removesuffix(suffix)
        query = {one.name: one for one in canned_queries()}.get(name)
        if query is None:
            return plain(RequestError(404, f"There is no query “{name[:60]}”; /queries lists them."))
        is_page = _is_page(request)
        known: dict[str, Any] = {"query": query, "kinds": KINDS, "values": {}}
        try:
            # A form sends what was left empty, too.
            values = {one: value for one, value in _parameters(request).items() if value or not is_page}
        except UsageError as error:
            return _page("query", known, refusal(error)) if is_page else plain(refusal(error))
        known["values"] = values
        if is_page and any(one.required and one.name not in values for one in query.parameters):
            return _page("query", known)

        def answer(dataset: Dataset) -> Table:
            given: dict[str, Any] = {**values}
            return dataset.query(name, limit=parse_limit(given.pop("limit", None)), **given)

        return await self._respond(request, answer, "query", known)

    async def _respond(
        self, request: Request, answer: Callable[[Dataset], Table], template: str, known: dict[str, Any]
    ) -> Response:
        """The answer in the wanted format; of a page, with what is `known`, its template."""
        is_page = _is_page(request)
        try:
            form = "json" if is_page else _form(request)

            def send_table(dataset: Dataset, send: Send) -> None:
                content = _content(answer(dataset), form, self.limits, self.most_bytes)
                send(form.encode("ascii"))
                send(content)

            async def work() -> Work:
                store = await self.source.current()
                return lambda send: send_table(Dataset(store, limits=self.limits), send)

            found = await unless_gone(request, self.processes.run(work, self.limits))
        except (KgError, RequestError) as error:
            return _page(template, known, refusal(error)) if is_page else plain(refusal(error))
        if found is None:
            return Response(status_code=CLIENT_GONE)
        if not is_page:
            return sent(found, _MEDIA_TYPES[form])
        with found.body as body:
            answered = json.loads(body.read())
        given = urlencode(known.get("values", request.query_params))
        links = [(name, f"{request.url.path}.{name}?{given}") for name in _MEDIA_TYPES]
        return _page(template, {**known, "found": answered, "links": links})


def _is_page(request: Request) -> bool:
    return not request.url.path.endswith(SUFFIXES[1:]) and wants_page(request)


def _page(template: str, known: dict[str, Any], error: RequestError | None = None) -> Response:
    return render_page(template, {**known, "places": PLACES}, error)


def _form(request: Request) -> str:
    suffix = request.url.path.rpartition(".")[2]
    if suffix in _MEDIA_TYPES:
        return suffix
    form = negotiate(request.headers.get("accept"), [(media, name) for name, media in _MEDIA_TYPES.items()])
    if form is None:
        raise RequestError(406, "Tables come as application/json or text/csv.")
    return form


def _parameters(request: Request, known: tuple[str, ...] | None = None) -> dict[str, str]:
    """The parameters of the address, each once. Raises `UsageError` for those that are not `known`."""
    pairs = request.query_params.multi_items()
    given = dict(pairs)
    if len(given) < len(pairs):
        raise UsageError("Each parameter may be given once.")
    for name in given:
        if known is not None and name not in known:
            raise UsageError(f"There is no parameter “{name[:60]}”; there are {', '.join(known)}.")
    return given


def _content(table: Table, form: str, limits: Limits, most_bytes: int) -> bytes:
    if limits.rows is not None and len(table) > limits.rows:
        raise rows_are_too_many(limits)
    if form == "csv":
        content = to_csv(table)
    else:
        found: dict[str, Any] = {"understood": table.understood, "notes": table.notes}
        found |= {"less_sure": table.less_sure, "columns": table.columns, "shown": table.shown}
        found["rows"] = list(table)
        content = to_json(found) + "\n"
    encoded = content.encode("utf-8", "replace")
    if len(encoded) > most_bytes:
        raise LimitError(f"The answer has more than {most_bytes:,} bytes; ask for less at once.", "bytes")
    return encoded
