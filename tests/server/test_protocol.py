"""The query operation of the SPARQL 1.1 Protocol, as its text has it, over files with three graphs."""

import json
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from kg.apart import Limits
from kg.server.app import Serving, make_app
from kg.server.sources import FileSource

FORM = "application/x-www-form-urlencoded"
DATA = """
@prefix : <http://example.org/> .
:d :p "default" .
:one { :a :p "1" }
:two { :b :p "2" }
"""
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
NAMED = "SELECT ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o"
ONE, TWO = "http://example.org/one", "http://example.org/two"
MARKS = '<b>"&\x1b[31m'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("files") / "data.trig"
    path.write_text(DATA, encoding="utf-8")
    serving = Serving(Limits(seconds=3, rows=1000, memory=64 << 20), processes=2, most_bytes=400_000)
    return TestClient(make_app(FileSource([path]), serving), follow_redirects=False)


def found(text: str) -> list[str]:
    """The values of `?o` in an answer in JSON."""
    return [row["o"]["value"] for row in json.loads(text)["results"]["bindings"]]


def product_of(*sizes: int) -> str:
    """A query whose answer has as many rows as the product of `sizes`."""
    values = (
        f"VALUES ?n{number} {{ {' '.join(map(str, range(size)))} }}" for number, size in enumerate(sizes)
    )
    return f"SELECT * {{ {' '.join(values)} }}"


def test_a_query_is_sent_in_three_ways(client: TestClient) -> None:
    direct = {"content-type": "application/sparql-query"}
    answers = [
        client.get("/sparql", params={"query": ALL}),
        client.post("/sparql", data={"query": ALL}),
        client.post("/sparql", content=ALL, headers=direct),
        client.post(
            "/sparql", content=ALL, headers={"content-type": "application/sparql-query; charset=UTF-8"}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert found(answer.text) == ["default"]
    assert client.head("/sparql", params={"query": ALL}).status_code == 200


@pytest.mark.parametrize(
    ("graphs", "query", "objects"),
    [
        ([("default-graph-uri", ONE)], ALL, ["1"]),
        ([("default-graph-uri", ONE), ("default-graph-uri", TWO)], ALL, ["1", "2"]),
        ([("default-graph-uri", ONE)], NAMED, []),
        ([("named-graph-uri", TWO)], NAMED, ["2"]),
        ([("named-graph-uri", TWO)], ALL, []),
        ([("named-graph-uri", ONE), ("named-graph-uri", TWO)], NAMED, ["1", "2"]),
        ([("default-graph-uri", ONE), ("named-graph-uri", TWO)], ALL, ["1"]),
        ([("default-graph-uri", ONE), ("named-graph-uri", TWO)], NAMED, ["2"]),
        ([("default-graph-uri", "http://example.org/none")], ALL, []),
        ([], NAMED, ["1", "2"]),
        # The query's own dataset, of graphs that the files have.
        ([], f"SELECT ?o FROM <{ONE}> {{ ?s ?p ?o }}", ["1"]),
        ([], f"SELECT ?o FROM NAMED <{TWO}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", ["2"]),
        ([], f"SELECT ?o FROM NAMED <{TWO}> {{ ?s ?p ?o }}", []),
        ([], "SELECT ?o FROM <file:///etc/passwd> { ?s ?p ?o }", []),
        # That of the request takes its place.
        ([("default-graph-uri", TWO)], f"SELECT ?o FROM <{ONE}> {{ ?s ?p ?o }}", ["2"]),
        ([("named-graph-uri", TWO)], f"SELECT ?o FROM <{ONE}> {{ ?s ?p ?o }}", []),
    ],
)
def test_graphs_are_those_of_the_request_then_of_the_query(
    client: TestClient, graphs: list[tuple[str, str]], query: str, objects: list[str]
) -> None:
    assert found(client.get("/sparql", params=[("query", query), *graphs]).text) == objects
    direct = {"content-type": "application/sparql-query"}
    answer = client.post(f"/sparql?{urlencode(graphs)}", content=query, headers=direct)
    assert found(answer.text) == objects
    form = urlencode([("query", query), *graphs])
    assert found(client.post("/sparql", content=form, headers={"content-type": FORM}).text) == objects


@pytest.mark.parametrize(
    ("accept", "media_type", "content"),
    [
        (
            "application/sparql-results+json",
            "application/sparql-results+json",
            '{"head":{"vars":["o"]},"results"',
        ),
        ("application/json", "application/sparql-results+json", '"value":"default"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<literal>default</literal>"),
        ("text/csv", "text/csv; charset=utf-8", "o\r\ndefault\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", '?o\n"default"\n'),
        (
            "text/csv;q=0.2, application/sparql-results+xml;q=0.8",
            "application/sparql-results+xml",
            "<literal>",
        ),
    ],
)
def test_rows_come_in_the_format_that_is_wanted(
    client: TestClient, accept: str, media_type: str, content: str
) -> None:
    answer = client.get("/sparql", params={"query": ALL}, headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    assert content in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type", "content"),
    [
        ("*/*", "text/turtle; charset=utf-8", '<http://example.org/d> <http://example.org/p> "default" .'),
        ("application/n-triples", "application/n-triples", '<http://example.org/p> "default" .\n'),
        ("application/trig", "application/trig", '"default"'),
        ("application/n-quads", "application/n-quads", '"default" .\n'),
        ("application/ld+json", "application/ld+json", '"@value":"default"'),
        ("application/rdf+xml", "application/rdf+xml", ">default</p>"),
    ],
)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://example.org/d>"])
def test_triples_come_in_the_format_that_is_wanted(
    client: TestClient, query: str, accept: str, media_type: str, content: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.headers["content-type"] == media_type
    assert content in answer.text


def test_a_question_is_answered_with_yes_or_no(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    xml = client.get("/sparql", params={"query": "ASK { ?s a ?s }", "format": "xml"})
    assert "<boolean>false</boolean>" in xml.text


def test_what_xml_cannot_have_is_replaced(client: TestClient) -> None:
    query = f"SELECT ('{MARKS}\\r' AS ?o) {{}}"
    answer = client.get("/sparql", params={"query": query, "format": "xml"})
    literal = ElementTree.fromstring(answer.content).find(".//{*}literal")
    assert literal is not None
    assert literal.text == '<b>"&\ufffd[31m\r'
    query = f"CONSTRUCT {{ <a:a> <a:b> '{MARKS}' }} {{}}"
    answer = client.get("/sparql", params={"query": query, "format": "rdfxml"})
    assert list(ElementTree.fromstring(answer.content).itertext())[-3].strip() == '<b>"&\ufffd[31m'


@pytest.mark.parametrize(
    ("method", "query", "media_type", "body", "status", "sentence"),
    [
        ("GET", "query=", None, "", 400, "The query is broken: it stops before it is complete."),
        ("GET", "query=ASK%7B", None, "", 400, "The query is broken: it stops before it is complete."),
        ("GET", "query=ASK%7B%7D&query=ASK%7B%7D", None, "", 400, "one parameter “query”; it has 2."),
        ("GET", "default-graph-uri=a:b", None, "", 400, "one parameter “query”; it has none."),
        (
            "GET",
            "query=ASK%7B%7D&default-graph-uri=a%20b",
            None,
            "",
            400,
            "A graph is named by an absolute IRI",
        ),
        ("GET", "query=%FF", None, "", 400, "are not UTF-8"),
        ("GET", "query=ASK%7B%7D&format=gif", None, "", 400, "There is no format “gif”"),
        ("GET", "query=ASK%7B%7D&format=turtle", None, "", 406, "SELECT and ASK queries give tables"),
        ("GET", "update=CLEAR+ALL", None, "", 400, "update operations are not accepted"),
        ("GET", "query=CLEAR+ALL", None, "", 400, "only queries that read are answered"),
        ("POST", "", FORM, "update=CLEAR+ALL", 400, "update operations are not accepted"),
        ("POST", "", FORM, "", 400, "one parameter “query”; it has none."),
        ("POST", "query=ASK%7B%7D", FORM, "query=ASK%7B%7D", 400, "one parameter “query”; it has 2."),
        ("POST", "query=ASK%7B%7D", "application/sparql-query", "ASK {}", 400, "it has 2."),
        ("POST", "", "application/sparql-update", "CLEAR ALL", 400, "update operations are not accepted"),
        ("POST", "", "application/sparql-query", "CLEAR ALL", 400, "only queries that read are answered"),
        ("POST", "", "text/plain", "ASK {}", 415, "A query is sent as application/sparql-query or in a form"),
        ("POST", "", None, "ASK {}", 415, "A query is sent as application/sparql-query or in a form"),
        ("POST", "query=ASK%7B%7D", None, "", 415, "A query is sent as"),
        ("PUT", "query=ASK%7B%7D", None, "", 405, "The method PUT is not for this address."),
        ("DELETE", "", None, "", 405, "The method DELETE is not for this address."),
        (
            "GET",
            "query=SELECT*%7BSERVICE<http:%2F%2Flocalhost:9>%7B%7D%7D",
            None,
            "",
            400,
            "a SERVICE clause",
        ),
    ],
)
def test_what_is_no_query_operation_is_refused(
    client: TestClient, method: str, query: str, media_type: str | None, body: str, status: int, sentence: str
) -> None:
    headers = {"content-type": media_type} if media_type else {}
    answer = client.request(method, f"/sparql?{query}", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert sentence in answer.text
    assert answer.text.count("\n") == 1


def test_a_query_in_another_encoding_is_refused(client: TestClient) -> None:
    for charset in ("", "; charset=UTF-16"):
        headers = {"content-type": f"application/sparql-query{charset}"}
        assert client.post("/sparql", content="ASK {}".encode("utf-16"), headers=headers).status_code == 400


def test_formats_that_cannot_be_had_are_refused(client: TestClient) -> None:
    for query, accept in [(ALL, "image/png"), (ALL, "text/turtle"), ("DESCRIBE <a:a>", "text/csv")]:
        answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
        assert answer.status_code == 406
        assert "CONSTRUCT and DESCRIBE give text/turtle, " in answer.text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        (
            "SELECT (COUNT(*) AS ?n) {" + "{?a ?b ?c} UNION {?d ?e ?f} " * 40 + "}",
            503,
            "longer than 3 seconds",
        ),
        (product_of(7, 11, 13), 400, "1,000 rows"),
        ("SELECT (CONCAT(?a, ?a, ?a, ?a) AS ?b) {BIND('" + "x" * 120_000 + "' AS ?a)}", 400, "400,000 bytes"),
        ("ASK {" * 20_000 + "}" * 20_000, 400, "nested too deeply"),
        ("SELECT * {" + " UNION ".join(["{?s ?p ?o}"] * 20_000) + "}", 400, "too long a chain"),
        ("ASK {} # " + "x" * 600_000, 413, "more than 524,288 bytes"),
        (
            f"SELECT ?y {{ BIND('{'x' * 100_000}' AS ?x0) "
            + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(12))
            + " BIND(STRLEN(?x12) AS ?y) }",
            503,
            "more memory than 64 MB",
        ),
    ],
    ids=["time", "rows", "bytes", "nested", "chain", "long", "memory"],
)
def test_a_query_has_limits(client: TestClient, query: str, status: int, sentence: str) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == status
    assert sentence in answer.text


def test_an_answer_within_the_limits_is_whole(client: TestClient) -> None:
    for form, count in [("json", '"n0":{'), ("xml", "<result>"), ("csv", "\r\n"), ("tsv", "\n")]:
        answer = client.post("/sparql", data={"query": product_of(10, 10, 10), "format": form})
        assert answer.text.count(count) == 1000 + (form in ("csv", "tsv"))


def test_the_service_describes_itself(client: TestClient) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    for words in (
        "<http://testserver/sparql> a sd:Service",
        "sd:supportedLanguage sd:SPARQL11Query",
        "sd:name <http://example.org/one>",
    ):
        assert words in answer.text
    assert "UnionDefaultGraph" not in answer.text
    answer = client.get("/sparql", headers={"accept": "application/n-triples"})
    assert answer.headers["content-type"] == "application/n-triples"
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406


def test_pages_of_the_web_may_read(client: TestClient) -> None:
    origin = {"origin": "https://example.org"}
    for answer in (
        client.get("/sparql", params={"query": "ASK {}"}, headers=origin),
        client.get("/sparql", params={"query": "ASK {"}, headers=origin),
    ):
        assert answer.headers["access-control-allow-origin"] == "*"
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    answer = client.options("/sparql", headers=origin | asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-methods"] == "GET, POST"
    assert "content-type" in answer.headers["access-control-allow-headers"]


def test_files_of_several_formats_are_one_dataset(tmp_path: Path) -> None:
    for name, text in [
        ("a.ttl", '_:x <a:p> "turtle"; <a:rel> <rel>.'),
        ("b.nt", '_:x <a:p> "triples" .'),
        ("c.nq", '<a:s> <a:p> "quads" <a:g> .'),
        ("d.jsonld", '{"@id": "a:s", "a:p": "json"}'),
        (
            "e.rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">'
            '<r:Description r:about="a:s"><a:p>xml</a:p></r:Description></r:RDF>',
        ),
    ]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    client = TestClient(make_app(FileSource(sorted(tmp_path.iterdir())), Serving(Limits())))
    query = "SELECT ?o { ?s <a:p> ?o } ORDER BY ?o"
    assert found(client.get("/sparql", params={"query": query}).text) == ["json", "triples", "turtle", "xml"]
    query = "SELECT ?o { GRAPH <a:g> { ?s ?p ?o } }"
    assert found(client.get("/sparql", params={"query": query}).text) == ["quads"]
    # A blank node is one of its file.
    query = "SELECT ?o { ?x <a:p> ?o FILTER(isBlank(?x)) ?x <a:rel> ?y }"
    assert found(client.get("/sparql", params={"query": query}).text) == ["turtle"]
