"""The query operation of the SPARQL 1.1 Protocol (W3C Recommendation, 2013, section 2.1) in a request."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.graph.query_check import MOST_BYTES, too_long

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

# A query in a form is up to three times as long as it is by itself.
_MOST_BODY = 3 * MOST_BYTES + 65_536
# Seconds until a body must be there.
_BODY_SECONDS = 30
_MOST_PARAMETERS = 2000


class RequestError(Exception):
    """A request that is not answered: the status, and a sentence that says why."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation. The graphs are None where the request has none."""

    query: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    form: str | None
    """The name of the format that the parameter `format` asks for; it comes before the header `Accept`."""


async def read_operation(request: Request) -> Operation | None:
    """The query operation of a request; None for GET without parameters, which asks for a description.

    Raises `RequestError` for what is none.
    """
    parameters = _parameters(request.scope["query_string"], "address")
    if request.method in ("GET", "HEAD"):
        if not parameters:
            return None
        return _operation(parameters)
    media_type, charset = _content_type(request)
    if media_type == UPDATE:
        _refuse_update()
    if media_type not in (FORM, QUERY):
        raise RequestError(
            415, f"A query is sent as {QUERY} or in a form ({FORM}), not as {media_type or 'nothing known'}."
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise RequestError(400, f"A query is sent in UTF-8, not in {charset}.")
    body = await _body(request)
    if media_type == FORM:
        return _operation([*parameters, *_parameters(body, "form")])
    try:
        return _operation([*parameters, ("query", body.decode("utf-8"))])
    except UnicodeDecodeError:
        raise RequestError(400, "The query is not in UTF-8.") from None


def _operation(parameters: Sequence[tuple[str, str]]) -> Operation:
    def values(name: str) -> list[str]:
        return [value for key, value in parameters if key == name]

    if values("update"):
        _refuse_update()
    queries, forms = values("query"), values("format")
    if len(queries) != 1:
        found = f"it has {len(queries)}" if queries else "it has none"
        raise RequestError(400, f"A request has one parameter “query”; {found}.")
    if len(forms) > 1:
        raise RequestError(400, "A request has at most one parameter “format”.")
    if len(queries[0].encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise RequestError(413, str(too_long()))
    default_graphs, named_graphs = values("default-graph-uri"), values("named-graph-uri")
    is_given = bool(default_graphs or named_graphs)
    return Operation(
        queries[0],
        tuple(default_graphs) if is_given else None,
        tuple(named_graphs) if is_given else None,
        forms[0] if forms and forms[0] else None,
    )


def _refuse_update() -> NoReturn:
    raise RequestError(400, "The graph is only read here: update operations are not accepted.")


def _parameters(encoded: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
    except UnicodeError:
        raise RequestError(400, f"The parameters of the {where} are not UTF-8 with percent signs.") from None
    except ValueError:
        raise RequestError(400, f"The {where} has more than {_MOST_PARAMETERS:,} parameters.") from None


def _content_type(request: Request) -> tuple[str, str]:
    """The media type and the charset that the body has by its header."""
    media_type, *parameters = request.headers.get("content-type", "").split(";")
    charset = "utf-8"
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return media_type.strip().lower(), charset


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > _MOST_BODY:
                    raise RequestError(413, str(too_long()), {"connection": "close"})
    except TimeoutError:
        raise RequestError(408, f"The request was not complete after {_BODY_SECONDS} seconds.") from None
    return bytes(body)
