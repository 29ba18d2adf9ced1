"""The page at `/sparql` for people: a form for a query, and its answer as a table. It needs no script."""

import json
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import jinja2
from starlette.responses import HTMLResponse

from kg.graph.answer_formats import GRAPH_FORMATS, TABLE_FORMATS, AnswerFormat
from kg.graph.vocabulary import PREFIXES
from kg.server.protocol import RequestError

_MOST_ROWS = 1000
_FIRST_BUILT = """\
SELECT ?speaker ?said WHERE {
  ?statement prov:wasAttributedTo/schema:name ?speaker ; schema:text ?said
} LIMIT 20"""
_FIRST = """\
SELECT ?subject ?predicate ?object WHERE {
  ?subject ?predicate ?object
} LIMIT 20"""
# Nothing is loaded from elsewhere, and no script runs.
_POLICY = (
    "; ".join(f"{part} 'none'" for part in ("default-src", "base-uri", "frame-ancestors"))
    + "; style-src 'unsafe-inline'; form-action 'self'"
)


def empty_page(is_built: bool) -> HTMLResponse:
    """The form with a first query, for the graph of a build or for any other."""
    return _page({"query": _FIRST_BUILT if is_built else _FIRST})


def answer_page(
    query: str, *, form: AnswerFormat | None = None, content: bytes = b"", error: RequestError | None = None
) -> HTMLResponse:
    """The form with `query` and its answer: `content` in the format `form`, or why there is none."""
    known: dict[str, Any] = {"query": query}
    if error is not None:
        return _page({**known, "error": str(error)}, error)
    if form in TABLE_FORMATS.values():
        found = json.loads(content)
        if "boolean" in found:
            known["answer"] = found["boolean"]
        else:
            rows = found["results"]["bindings"]
            known |= {"columns": found["head"]["vars"], "rows": islice(rows, _MOST_ROWS), "count": len(rows)}
        forms = TABLE_FORMATS
    else:
        known["text"] = content.decode("utf-8")
        forms = GRAPH_FORMATS
    links = [(name, f"?{urlencode({'query': query, 'format': name})}") for name in forms]
    return _page({**known, "links": links, "most": _MOST_ROWS})


def _page(known: dict[str, Any], error: RequestError | None = None) -> HTMLResponse:
    return HTMLResponse(
        _template().render(known, prefixes=sorted(PREFIXES)),
        error.status if error else 200,
        {**(error.headers if error else {}), "content-security-policy": _POLICY, "vary": "accept"},
    )


@cache
def _template() -> jinja2.Template:
    text = resources.files("kg.server").joinpath("templates", "sparql.html").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined, trim_blocks=True)
    return environment.from_string(text)
