"""Queries that somebody else wrote: what is refused, whom they may not ask, which graphs they are about."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.apart import Limits
from kg.errors import UsageError
from kg.graph.answer_formats import GRAPH_FORMATS
from kg.graph.answers import Rows, answer_query_as
from kg.graph.query_check import MOST_BYTES, check_query

LIMITS = Limits(seconds=20)


def rows_of(store: Store, query: str) -> Rows:
    """The columns and rows of an answer."""
    found = answer_query_as(store, query, LIMITS, None)
    assert not isinstance(found, str)
    return found


@pytest.fixture
def store() -> Store:
    """A fact in the default graph, and one in each of two others."""
    store = Store()
    store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), Literal("default")))
    for name in ("one", "two"):
        store.add(Quad(NamedNode("a:s"), NamedNode("a:p"), Literal(name), NamedNode(f"a:{name}")))
    return store


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that notes what it is sent."""
    sent: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    sent.append(connection.recv(100))

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", sent
        # Wakes the thread, which finds it closed.
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service silent <URL> { ?s ?p ?o } }",
        "PREFIX ex: <URL> SELECT * { SERVICEex:a { ?s ?p ?o } }",
        "PREFIX ex: <URL> SELECT * { SERVICESILENTex:a { ?s ?p ?o } }",
        "PREFIX ex: <URL> PREFIX SERVICEex: <URL> SELECT * { SERVICEex:a { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?c BIND(<URL> AS ?x) FILTER(?c<?c)SERVICE#a>\n?x { ?a ?b ?d } }",
        "SELECT * { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } # ' service '\n }",
        "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p 'service' } } }",
        "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
        "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_no_other_server_is_asked(store: Store, listener: tuple[str, list[bytes]], query: str) -> None:
    url, sent = listener
    with pytest.raises(UsageError, match=r"SERVICE clause|The query is broken"):
        rows_of(store, query.replace("URL", url))
    assert sent == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { ?s ?p ?o FILTER(?o != 'the Secret Service') } ORDER BY ?o",
        "SELECT (?service AS ?o) { ?s ?p ?service } ORDER BY ?o # a Service",
        "PREFIX service: <a:> SELECT ?o { service:s service:p ?o } ORDER BY ?o",
        "SELECT ?o { ?s <a:p> ?o FILTER NOT EXISTS { ?s <a:service> ?srv0000 } } ORDER BY ?o",
    ],
)
def test_the_word_service_may_stand_in_a_query(store: Store, query: str) -> None:
    assert rows_of(store, query) == (("o",), [("default",), ("one",), ("two",)])


def test_a_broken_query_with_the_word_is_told_where(store: Store) -> None:
    with pytest.raises(UsageError, match="the prefix “service” is not declared"):
        rows_of(store, "SELECT * { ?s service:x ?o }")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT ?o { ?s ?p ?o }", {"default", "one", "two"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {"one", "two"}),
        ("SELECT ?o FROM <a:one> { ?s ?p ?o }", {"one"}),
        ("SELECT ?o from <a:one> FROM <a:two> { ?s ?p ?o }", {"one", "two"}),
        ("SELECT ?o FROM NAMED <a:two> { GRAPH ?g { ?s ?p ?o } }", {"two"}),
        ("SELECT ?o FROM NAMED <a:two> { ?s ?p ?o }", set()),
        ("SELECT ?o FROM <file:///etc/passwd> { ?s ?p ?o }", set()),
        ("SELECT ?o { ?s ?p ?o FILTER(?o != 'FROM') } # FROM here", {"default", "one", "two"}),
    ],
)
def test_from_takes_graphs_of_the_store_and_no_others(store: Store, query: str, found: set[str]) -> None:
    assert {row[0] for row in rows_of(store, query)[1]} == found


def test_triples_come_in_formats_of_rdf(store: Store) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o != 'default') }"
    text = answer_query_as(store, query, LIMITS, GRAPH_FORMATS["ntriples"])
    assert text == '<a:s> <a:p> "one" .\n<a:s> <a:p> "two" .\n'
    text = answer_query_as(store, query, LIMITS, GRAPH_FORMATS["turtle"])
    assert isinstance(text, str)
    assert text.splitlines()[-1] == '<a:s> <a:p> "one" , "two" .'
    assert answer_query_as(store, "CONSTRUCT WHERE { ?s a ?o }", LIMITS, GRAPH_FORMATS["turtle"]) == ""


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT * " + "{" * 20_000 + "}" * 20_000, "The query is nested too deeply: at most 100 brackets"),
        ("SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", "The query is nested too deeply"),
        ("SELECT * { ?s ?p " + "[ <a:p> " * 20_000 + "]" * 20_000 + " }", "The query is nested too deeply"),
        ("ASK { FILTER(" + "!" * 20_000 + "true) }", "nested too deeply, or is too long a chain"),
        ("ASK { FILTER(" + "1 + " * 20_000 + "1) }", "nested too deeply, or is too long a chain"),
        ("ASK { ?s " + "<a:p>/" * 20_000 + "<a:p> ?o }", "nested too deeply, or is too long a chain"),
        ("#" + "x" * MOST_BYTES, "The query has more than 524,288 bytes"),
    ],
)
def test_what_would_bring_the_process_down_is_refused(store: Store, query: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        rows_of(store, query)


def test_brackets_in_texts_are_not_counted() -> None:
    many = "(" * 500
    for text in (
        f"'{many}'",
        f'"{many}"',
        f"'''{many}\n'''",
        f'"""{many}"\n"""',
        f"# {many}\n",
        r"'\'" + many + "'",
    ):
        assert check_query(f"ASK {{ FILTER({text}) }}").text


@given(st.text(alphabet="(){}[]<>\"'\\#:. \nFROMserviceSERVICE?-@"))
def test_any_text_is_looked_at_and_answered(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize("part", ["a-", ".", "<a", '"', "'''\\'", "\\", "prefix ", "<a:b>", "((", "?x "])
def test_looking_takes_time_in_proportion_to_the_length(part: str) -> None:
    # A search that tries each place with all that follows it would take hours.
    text = part * (MOST_BYTES // len(part))
    with suppress(UsageError):
        check_query(text)
