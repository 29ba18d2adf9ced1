"""Graphs that CONSTRUCT and DESCRIBE queries make, for rdflib."""

import re
from typing import TYPE_CHECKING

from pyoxigraph import Quad, QueryTriples, RdfFormat, Store, serialize

from kg.graph.annotations import annotate, article_texts
from kg.graph.store import run_query
from kg.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

# The form of a query is its first word after comments and declarations (SPARQL 1.1, 19.8, rules 2 to 6).
_FORM = re.compile(
    r"(?:\s|#[^\n\r]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*+(?P<form>[a-z]+)", re.IGNORECASE
)


def makes_graph(query: str) -> bool:
    """Whether the answer to the SPARQL `query` is a graph: CONSTRUCT and DESCRIBE."""
    found = _FORM.match(query)
    return found is not None and found["form"].upper() in {"CONSTRUCT", "DESCRIBE"}


def made_graph(store: Store, query: str) -> "rdflib.Graph":
    """The graph that `query` makes, with evidence in the Web Annotation form as well.

    Raises `UsageError` for a query that cannot be parsed or answered.
    """
    import rdflib

    result = run_query(store, query)
    assert isinstance(result, QueryTriples)
    quads = annotate((Quad(*triple) for triple in result), article_texts(store))
    lines = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    graph = rdflib.Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
    graph.parse(data=lines, format="nt")
    return graph
