"""Pages of the server for people: rendered without a script, and loading nothing from elsewhere."""

from functools import cache
from typing import Any

import jinja2
from starlette.responses import HTMLResponse

from kg.server.protocol import RequestError

MOST_ROWS = 1000
"""Rows that a page shows."""
PLACES = (
    *(("Pages", "/"), ("Ask", "/ask"), ("Statements", "/statements"), ("Positions", "/positions")),
    *(("Actors", "/actors"), ("Agreements", "/agreements"), ("Articles", "/articles")),
    *(("Queries", "/queries"), ("SPARQL", "/sparql")),
)
"""The pages of the server of a built graph, with their addresses."""
_POLICY = (
    "; ".join(f"{part} 'none'" for part in ("default-src", "base-uri", "frame-ancestors"))
    + "; style-src 'unsafe-inline'; form-action 'self'"
)
# The editor of /sparql has scripts, and asks this server.
_EDITOR_POLICY = (
    _POLICY.replace("style-src", "style-src 'self'")
    + "; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src data:"
)


def render_page(template: str, known: dict[str, Any], error: RequestError | None = None) -> HTMLResponse:
    """The page of a template with what is `known`, and the `error` if there is one, which is its status."""
    text = (
        _environment()
        .get_template(f"{template}.html")
        .render(known, most=MOST_ROWS, error=str(error) if error else "")
    )
    return HTMLResponse(
        text,
        error.status if error else 200,
        {
            **(error.headers if error else {}),
            "content-security-policy": _EDITOR_POLICY if known.get("editor") else _POLICY,
            "vary": "accept",
        },
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("kg.server"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
    )
