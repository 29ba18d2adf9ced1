"""Questions to SPARQL servers: every one answers as the graph itself does, and what is broken is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

import kg
from kg.errors import ServerError, UsageError
from kg.questions.canned import CannedQuery, canned_queries
from tests.servers.with_sparql_servers import VIRTUOSO, oxigraph_with, saying, virtuoso_with

_SERVERS = {"oxigraph": oxigraph_with, "virtuoso": virtuoso_with}


@pytest.fixture(scope="module")
def quads(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the five articles as a file."""
    file = tmp_path_factory.mktemp("exported") / "graph.nq"
    with kg.open(built) as dataset:
        dataset.export(file)
    return file


@pytest.fixture(scope="module", params=_SERVERS)
def endpoint(
    request: pytest.FixtureRequest, quads: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The endpoint of a server that has the graph of the five articles."""
    if request.param == "virtuoso" and VIRTUOSO is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    with _SERVERS[request.param](tmp_path_factory.mktemp(request.param), quads) as address:
        yield address


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_a_server_gives_the_rows_that_the_graph_gives(built: Path, endpoint: str, query: CannedQuery) -> None:
    values: dict[str, Any] = query.example_values
    with kg.open(built) as own, kg.open(endpoint) as remote:
        expected, found = own.query(query.name, **values), remote.query(query.name, **values)
        assert found.columns == expected.columns
        assert found.rows == expected.rows


def test_a_plain_question_and_a_graph_that_is_made(built: Path, endpoint: str) -> None:
    question = "who accuses whom of what"
    with kg.open(built) as own, kg.open(endpoint) as remote:
        assert remote.ask(question).rows == own.ask(question).rows
        made = remote.sparql(
            "CONSTRUCT { ?s schema:text ?t } WHERE { ?s asg:manner 'mixed' ; schema:text ?t }"
        )
        assert isinstance(made, rdflib.Graph)
        expected = own.sparql(
            "CONSTRUCT { ?s schema:text ?t } WHERE { ?s asg:manner 'mixed' ; schema:text ?t }"
        )
        assert isinstance(expected, rdflib.Graph)
        assert set(made) == set(expected)
        assert len(made) > 0


def test_a_default_graph_that_is_not_the_union_is_told(quads: Path, tmp_path: Path) -> None:
    with (
        oxigraph_with(tmp_path, quads, union=False) as address,
        pytest.raises(UsageError, match="has the graph, but not in its default graph"),
    ):
        kg.open(address)


@pytest.mark.parametrize(
    ("status", "kind", "body", "reason"),
    [
        (200, "text/html; charset=utf-8", b"<p>Hello</p>", "answers with text/html and not with results"),
        (200, "application/sparql-results+json", b'{"head": {}, "boo', "answers with broken application"),
        (500, "text/plain", b"out\n of \x1b[31mmemory", "answers 500 Internal Server Error: out of"),
        (404, "text/html", b"<html>", "answers 404 Not Found$"),
        (400, "text/plain", b"no such function", "refuses the query: no such function"),
    ],
)
def test_an_answer_that_is_none(status: int, kind: str, body: bytes, reason: str) -> None:
    with saying(status, kind, body) as address, pytest.raises((ServerError, UsageError), match=reason):
        kg.open(address)


def test_an_answer_that_stops_half_way() -> None:
    kind = "application/sparql-results+json"
    with (
        saying(200, kind, b'{"head": {}', length=1000) as address,
        pytest.raises(ServerError, match="stops before its answer is complete"),
    ):
        kg.open(address)


def test_another_address_is_named_and_not_asked() -> None:
    with (
        saying(301, "text/plain", b"", Location="http://example.org/sparql") as address,
        pytest.raises(ServerError, match="sends on to http://example"),
    ):
        kg.open(address)


def test_nobody_there_and_no_address() -> None:
    with pytest.raises(ServerError, match="does not answer: no connection"):
        kg.open("http://127.0.0.1:9/sparql")
    with pytest.raises(UsageError, match="is no address of a SPARQL endpoint"):
        kg.open("http:///sparql")
