"""A graph that a SPARQL server has, asked by the SPARQL 1.1 Protocol (W3C Recommendation, 2013, section 2.1).

It has the part of the interface of a store that the readers of the graph use, so that every question can be
put to any server: queries over all named graphs together, and the quads that fit a pattern.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import requests
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.errors import ServerError, UsageError
from kg.graph.store import QueryResult
from kg.graph.vocabulary import PREFIXES
from kg.version import __version__

_TABLES = "application/sparql-results+json, application/sparql-results+xml;q=0.9"
_GRAPHS = "application/n-triples, text/turtle;q=0.9"
# Seconds to connect, and to wait for more of an answer. The limits of a query end it before.
_PATIENCE = (10.0, 300.0)
# Bytes of an answer that are read, and characters of an error that are shown.
_MOST_BYTES, _SHOWN = 1 << 30, 200
_PIECE = 1 << 16
_DECLARED = re.compile(r"(?i)prefix\s+([\w-]*):")

# Whether a server has the dataset, and whether queries without a graph find it.
_STATEMENT = "?statement asg:contentEvidence ?place"

Term = NamedNode | Literal


class RemoteStore:
    """The graph at the address of a SPARQL endpoint, to read.

    Every method raises `ServerError` if the server does not answer or fails, `UsageError` if it refuses the
    query. Redirects are not followed, and nothing is sent anywhere else.
    """

    def __init__(self, address: str) -> None:
        """Raise `UsageError` if `address` is none of the web."""
        try:
            parts = urlsplit(address)
            is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
        except ValueError:
            is_address = False
        if not is_address:
            raise UsageError(f"{address} is no address of a SPARQL endpoint; write http://HOST:PORT/PATH.")
        self.address = address
        self.kept: dict[object, Any] = {}
        """What was made of the graph and is asked for again (`kg.graph.opened_store.kept_with`)."""

    def check_union(self) -> None:
        """Raise `UsageError` if what the server has in named graphs is not in its default graph, too."""
        if not self._has(_STATEMENT) and self._has(f"GRAPH ?graph {{ {_STATEMENT} }}"):
            raise UsageError(
                f"{self.address} has the graph, but not in its default graph; let that be the union of all "
                "graphs (docs/servers.md has how)."
            )

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None, **_: object) -> QueryResult:
        """The answer to `query` over the default graph of the server, which must be the union of all graphs.

        `prefixes` need no declaration. Other options of a store's queries have no meaning here. Raises
        `SyntaxError` for a query that cannot be parsed, as a store does, before anything is sent.
        """
        makes_triples = isinstance(Store().query(query, prefixes=dict(prefixes or {})), QueryTriples)
        declared = set(_DECLARED.findall(query))
        used = ((name, iri) for name, iri in (prefixes or {}).items() if name not in declared)
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in used if f"{name}:" in query)
        kind, content = self._post(head + query, _GRAPHS if makes_triples else _TABLES)
        form = QueryResultsFormat.from_media_type(kind)
        try:
            if form is not None:
                return parse_query_results(content, form)
            triples = RdfFormat.from_media_type(kind)
            if triples is not None:
                return _constructed(parse(content, triples))
        except (SyntaxError, ValueError) as error:
            raise ServerError(f"{self.address} answers with broken {kind}: {_short(str(error))}") from None
        raise ServerError(
            f"{self.address} answers with {kind or 'no type of content'} and not with results of SPARQL; "
            "is it the address of a SPARQL endpoint?"
        )

    def quads_for_pattern(
        self,
        subject: Term | None,
        predicate: NamedNode | None,
        object_: Term | None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads of named graphs that have what is given."""
        terms = dict(zip("spog", (subject, predicate, object_, graph), strict=True))
        given = {name: str(term) for name, term in terms.items() if term is not None}
        blocks = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in given.items())
        found = self.query(f"SELECT ?s ?p ?o ?g WHERE {{ {blocks} GRAPH ?g {{ ?s ?p ?o }} }}")
        assert isinstance(found, QuerySolutions)
        return (Quad(row["s"], row["p"], row["o"], row["g"]) for row in found)

    def _has(self, pattern: str) -> bool:
        return bool(self.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))

    def _post(self, query: str, accepted: str) -> tuple[str, BytesIO]:
        """The media type and the bytes of the answer, in one of the media types that are `accepted`."""
        try:
            # Each query has a connection of its own: processes that are forked must not share one.
            with requests.post(
                self.address,
                data={"query": query},
                headers={"Accept": accepted, "User-Agent": f"kg/{__version__}"},
                timeout=_PATIENCE,
                allow_redirects=False,
                stream=True,
            ) as answer:
                kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                if answer.status_code != requests.codes.ok:
                    raise self._refusal(answer, kind)
                content = BytesIO()
                for piece in answer.iter_content(_PIECE):
                    content.write(piece)
                    if content.tell() > _MOST_BYTES:
                        raise ServerError(f"{self.address} answers with more than {_MOST_BYTES:,} bytes.")
        except requests.RequestException as error:
            raise ServerError(f"{self.address} does not answer: {_reason(error)}.") from None
        content.seek(0)
        return kind, content

    def _refusal(self, answer: requests.Response, kind: str) -> ServerError | UsageError:
        """The error for an answer with another status than 200."""
        said = answer.raw.read(_SHOWN * 4, decode_content=True).decode("utf-8", "replace")
        words = "" if "html" in kind else f": {_short(said)}"
        if 300 <= answer.status_code < 400:
            place = answer.headers.get("Location", "another place")
            return ServerError(f"{self.address} sends on to {_short(place)}; give that address.")
        if answer.status_code == requests.codes.bad_request:
            return UsageError(f"{self.address} refuses the query{words}")
        return ServerError(f"{self.address} answers {answer.status_code} {answer.reason}{words}")


def _constructed(quads: Iterable[Quad]) -> QueryTriples:
    """The triples of `quads`, as a store gives what a query constructs."""
    store = Store()
    store.extend(Quad(*quad.triple) for quad in quads)
    found = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(found, QueryTriples)
    return found


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "it takes too long"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "it stops before its answer is complete"
    if isinstance(error, requests.ConnectionError):
        return "no connection is possible"
    return _short(str(error))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …"
