"""The page at `/sparql` for people: a form for a query, and its answer as a table. It needs no script.

The editor YASGUI takes the place of the form where it is installed (`kg.server.editor`).
"""

import json
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """The page, for the graph of a build or any other, with the editor or without it."""

    is_built: bool
    has_editor: bool

    def empty(self) -> HTMLResponse:
        """The form with a first query."""
        return self._page({"query": _FIRST_BUILT if self.is_built else _FIRST})

    def answer(self, query: str, form: AnswerFormat, content: bytes) -> HTMLResponse:
        """The form with `query` and its answer: `content` in the format `form`."""
        known: dict[str, Any] = {"query": query}
        if form in TABLE_FORMATS.values():
            found = json.loads(content)
            if "boolean" in found:
                known["answer"] = found["boolean"]
            else:
                rows = found["results"]["bindings"]
                known |= {
                    "columns": found["head"]["vars"],
                    "rows": islice(rows, MOST_ROWS),
                    "count": len(rows),
                }
            forms = TABLE_FORMATS
        else:
            known["text"] = content.decode("utf-8")
            forms = GRAPH_FORMATS
        links = [(name, f"?{urlencode({'query': query, 'format': name})}") for name in forms]
        return self._page({**known, "links": links})

    def refusal(self, query: str, error: RequestError) -> HTMLResponse:
        """The form with `query`, and why there is no answer."""
        return self._page({"query": query}, error)

    def _page(self, known: dict[str, Any], error: RequestError | None = None) -> HTMLResponse:
        known |= {
            "places": PLACES if self.is_built else (),
            "prefixes": dict(sorted(PREFIXES.items())),
            "editor": self.has_editor,
            "formats": (list(TABLE_FORMATS), list(GRAPH_FORMATS)),
        }
        return render_page("sparql", known, error)
