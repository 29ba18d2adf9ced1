"""`/ask`, `/queries/NAME`, `/statements` and other tables: answered as a page, in JSON or CSV."""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.apart import Limits, Send, Work, rows_are_too_many
from kg.errors import KgError, LimitError, UsageError
from kg.graph.store import Store
from kg.questions.canned import CannedQuery, canned_queries, canned_query
from kg.questions.dataset import Dataset
from kg.questions.filters import parse_filters
from kg.questions.meanings import KINDS
from kg.questions.parameters import OF_STATEMENTS
from kg.questions.screen_cells import shown_columns
from kg.questions.short_citations import short_citations
from kg.questions.table_formats import to_csv, to_json
from kg.questions.tables import Table
from kg.server.endpoint import CLIENT_GONE, plain, refusal, sent, unless_gone, wants_page
from kg.server.html_pages import PLACES, render_page
from kg.server.negotiation import negotiate
from kg.server.paging import LIMIT, PAGE, Paging
from kg.server.processes import Processes
from kg.server.protocol import RequestError
from kg.server.row_links import link_rows
from kg.server.sources import FolderSource

_MEDIA_TYPES = {"json": "application/json", "csv": "text/csv"}
SUFFIXES = ("", *(f".{name}" for name in _MEDIA_TYPES))
"""What may follow an address: it chooses the format, which else the header `Accept` does."""
TABLES = {
    "statements": "who-said-what",
    "positions": "positions",
    "actors": "actors",
    "agreements": "agreements",
    "articles": "articles",
}
"""The tables that have an address of their own, and the canned query of each."""
# Rows of a table on a page, if nothing else is asked for.
_ON_PAGE = 200
_OF_ASK = ("q", *(one.name for one in OF_STATEMENTS))

Answering = Callable[[Dataset, dict[str, str]], Table]


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

        def answer(dataset: Dataset, given: dict[str, str]) -> Table:
            _refuse_unknown(given, _OF_ASK)
            if "q" not in given:
                raise UsageError("A question is the parameter “q”, such as /ask?q=who+speaks.")
            filters = {name: value for name, value in given.items() if name != "q"}
            return dataset.ask(given["q"], **parse_filters(filters))

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
        return await self._respond(request, lambda dataset, given: table, "queries", {})

    async def query(self, request: Request) -> Response:
        """The answer to the canned query in the address, with its parameters."""
        name = request.path_params["name"]
        for suffix in filter(None, SUFFIXES):
            name = name.removesuffix(suffix)
        query = {one.name: one for one in canned_queries()}.get(name)
        if query is None:
            return plain(RequestError(404, f"There is no query “{name[:60]}”; /queries lists them."))
        return await self._answer(request, query, f"/queries/{name}")

    async def table(self, request: Request) -> Response:
        """A table that has an address of its own, with the filters of its canned query."""
        name = request.url.path.rpartition("/")[2].partition(".")[0]
        return await self._answer(request, canned_query(TABLES[name]), f"/{name}")

    async def _answer(self, request: Request, query: CannedQuery, address: str) -> Response:
        """The answer to `query`, whose form is at `address`; only the form if a page lacks something."""
        known: dict[str, Any] = {"query": query, "address": address, "kinds": KINDS}
        known["values"] = {_name(one): value for one, value in request.query_params.items()}
        missing = [one for one in query.parameters if one.required and not known["values"].get(one.name)]
        if _is_page(request) and missing:
            return _page("query", known)

        def answer(dataset: Dataset, given: dict[str, str]) -> Table:
            # The library's method takes a folder of queries, too; a client must not name one.
            _refuse_unknown(given, [one.name for one in query.parameters])
            values: dict[str, Any] = {**given}
            return dataset.query(query.name, **values)

        return await self._respond(request, answer, "query", known)

    async def _respond(
        self, request: Request, answer: Answering, template: str, known: dict[str, Any]
    ) -> Response:
        """A part of the answer in the wanted format; of a page, with what is `known`, its template."""
        is_page = _is_page(request)
        try:
            form = "json" if is_page else _form(request)
            given = _parameters(request, keep_empty=not is_page)
            paging = Paging.of(given, _ON_PAGE if is_page else None)

            def send_table(store: Store, send: Send) -> None:
                table = answer(Dataset(store, limits=self.limits), given)
                if self.limits.rows is not None and len(table) > self.limits.rows:
                    raise rows_are_too_many(self.limits)
                part = paging.part(table)
                links = link_rows(store, part) if is_page else None
                if is_page:
                    part = replace(part, short=short_citations(store, part))
                content = _content(part, form, len(table), links, self.most_bytes)
                send(str(len(table)).encode("ascii"))
                send(content)

            async def work() -> Work:
                store = await self.source.current()
                return lambda send: send_table(store, send)

            found = await unless_gone(request, self.processes.run(work, self.limits))
        except (KgError, RequestError) as error:
            return _page(template, known, refusal(error)) if is_page else plain(refusal(error))
        if found is None:
            return Response(status_code=CLIENT_GONE)
        parameters = [(name, value) for name, value in request.query_params.multi_items() if value]
        parts = paging.addresses(request.url, parameters, int(found.head))
        if not is_page:
            response = sent(found, _MEDIA_TYPES[form])
            if parts:
                response.headers["link"] = ", ".join(f'<{one}>; rel="{name}"' for name, one in parts.items())
            return response
        with found.body as body:
            answered = json.loads(body.read())
        filters = urlencode([one for one in parameters if one[0] not in (LIMIT, PAGE)])
        links = [(name, f"{request.url.path}.{name}?{filters}".rstrip("?")) for name in _MEDIA_TYPES]
        known |= {"found": answered, "links": links, "parts": parts, "paging": paging}
        return _page(template, known)


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


def _parameters(request: Request, *, keep_empty: bool) -> dict[str, str]:
    """The parameters of the address, each once; a form sends what was left empty, too."""
    pairs = [(_name(name), value) for name, value in request.query_params.multi_items()]
    given = dict(pairs)
    if len(given) < len(pairs):
        raise UsageError("Each parameter may be given once.")
    return {name: value for name, value in given.items() if value or keep_empty}


def _refuse_unknown(given: Iterable[str], known: Collection[str]) -> None:
    for name in given:
        if name not in known:
            raise UsageError(
                f"There is no parameter “{name[:60]}”; there are {', '.join((*known, LIMIT, PAGE))}."
            )


def _name(given: str) -> str:
    """A parameter as queries call it; options of the command line have hyphens."""
    return given.replace("-", "_")


def _content(
    table: Table, form: str, count: int, links: list[dict[str, str]] | None, most_bytes: int
) -> bytes:
    """`table`, a part of `count` rows, and for a page what is seen of it, and where its cells lead."""
    if form == "csv":
        content = to_csv(table)
    else:
        found: dict[str, Any] = {"understood": table.understood, "notes": table.notes}
        found |= {"less_sure": table.less_sure, "columns": table.columns, "shown": table.shown}
        found |= {"count": count, "rows": list(table)}
        if links is not None:
            found |= {"links": links, "seen": [asdict(one) for one in shown_columns(table)]}
        content = to_json(found) + "\n"
    encoded = content.encode("utf-8", "replace")
    if len(encoded) > most_bytes:
        raise LimitError(f"The answer has more than {most_bytes:,} bytes; ask for less at once.", "bytes")
    return encoded
