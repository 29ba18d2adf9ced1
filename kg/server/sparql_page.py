"""The page at `/sparql` for people: a form for a query, and its answer as a table. It needs no script."""

import json
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from kg.graph.answer_formats import GRAPH_FORMATS, TABLE_FORMATS, AnswerFormat
from kg.graph.vocabulary import PREFIXES
from kg.server.html_pages import MOST_ROWS, PLACES, render_page
from kg.server.protocol import RequestError

_FIRST_BUILT = """\
SELECT ?speaker ?said WHERE {
  ?statement prov:wasAttributedTo/schema:name ?speaker ; schema:text ?said
} LIMIT 20"""
_FIRST = """\
SELECT ?subject ?predicate ?object WHERE {
  ?subject ?predicate ?object
} LIMIT 20"""


def empty_page(is_built: bool) -> HTMLResponse:
    """The form with a first query, for the graph of a build or for any other."""
    known = {"query": _FIRST_BUILT, "places": PLACES} if is_built else {"query": _FIRST}
    return _page(known)


def answer_page(
    query: str,
    *,
    is_built: bool,
    form: AnswerFormat | None = None,
    content: bytes = b"",
    error: RequestError | None = None,
) -> HTMLResponse:
    """The form with `query` and its answer: `content` in the format `form`, or why there is none."""
    known: dict[str, Any] = {"query": query, "places": PLACES if is_built else ()}
    if error is not None:
        return _page(known, error)
    if form in TABLE_FORMATS.values():
        found = json.loads(content)
        if "boolean" in found:
            known["answer"] = found["boolean"]
        else:
            rows = found["results"]["bindings"]
            known |= {"columns": found["head"]["vars"], "rows": islice(rows, MOST_ROWS), "count": len(rows)}
        forms = TABLE_FORMATS
    else:
        known["text"] = content.decode("utf-8")
        forms = GRAPH_FORMATS
    links = [(name, f"?{urlencode({'query': query, 'format': name})}") for name in forms]
    return _page({**known, "links": links})


def _page(known: dict[str, Any], error: RequestError | None = None) -> HTMLResponse:
    return render_page("sparql", {**known, "prefixes": sorted(PREFIXES)}, error)
