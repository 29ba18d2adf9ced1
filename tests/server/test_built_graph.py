"""A built graph over HTTP: SPARQL over all graphs together, plain questions, canned queries, pages."""

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from starlette.testclient import TestClient

from kg.apart import Limits
from kg.graph.store_writer import write_store
from kg.graph.vocabulary import term
from kg.server.app import Serving, make_app
from kg.server.sources import FileSource, FolderSource

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(built: Path) -> TestClient:
    return TestClient(make_app(FolderSource(built), Serving(Limits(seconds=20))), follow_redirects=False)


def test_queries_are_about_all_graphs_together(client: TestClient) -> None:
    query = 'ASK { ?s prov:wasAttributedTo/schema:name "Recep Tayyip Erdogan" . ?a a schema:NewsArticle }'
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True
    query = "SELECT ?g { GRAPH ?g { ?a a schema:NewsArticle } }"
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert len(found) == 5
    graph = found[0]["g"]["value"]
    query = "SELECT ?a { ?a a schema:NewsArticle }"
    for parameters in ({"default-graph-uri": graph}, {}):
        text = query if parameters else query.replace("{", f"FROM <{graph}> {{", 1)
        answer = client.get("/sparql", params={"query": text, **parameters}).json()
        assert [row["a"]["value"] for row in answer["results"]["bindings"]] == [graph]


def test_triples_have_evidence_in_the_standard_form(client: TestClient) -> None:
    query = "CONSTRUCT { ?s asg:contentEvidence ?place } WHERE { ?s asg:contentEvidence ?place } LIMIT 1"
    answer = client.get("/sparql", params={"query": query})
    assert "a oa:TextQuoteSelector" in answer.text
    assert "UnionDefaultGraph" in client.get("/sparql").text


def test_a_plain_question_is_answered_in_json_and_csv(client: TestClient) -> None:
    answer = client.get("/ask", params={"q": "who said what about Sochi"})
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert found["understood"].startswith("statements about Sochi memorandum (agreement) or Sochi (place).")
    assert "Recep Tayyip Erdogan" in {row["speaker"] for row in found["rows"]}
    answer = client.get("/ask.csv", params={"q": "who said what about Sochi"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["cite"] for row in rows] == [row["cite"] for row in found["rows"]]
    assert client.get("/ask.json", params={"q": "who speaks"}, headers={"accept": "text/csv"}).json()["rows"]


def test_a_node_has_the_path_of_its_iri(client: TestClient) -> None:
    iri = "https://w3id.org/actor-statement-graph/data/actor/recep-tayyip-erdogan"
    path = iri.removeprefix("https://w3id.org")
    answer = client.get(path, headers={"accept": "text/turtle"})
    assert answer.status_code == 303
    described = client.get(answer.headers["location"], headers={"accept": "text/turtle"})
    assert 'schema:name "Recep Tayyip Erdogan"' in described.text
    answer = client.get(path, headers=BROWSER)
    assert answer.headers["location"] == "/actors/recep-tayyip-erdogan.html"
    # What has no page is described for a browser, too.
    answer = client.get("/actor-statement-graph/data/place/a b%22>", headers=BROWSER)
    assert answer.headers["location"].endswith("data%2Fplace%2Fa%2520b%2522%253E%3E")
    assert client.get(answer.headers["location"], headers=BROWSER).status_code == 200


def test_a_canned_query_is_answered(client: TestClient) -> None:
    listed = {row["query"]: row["parameters"] for row in client.get("/queries.json").json()["rows"]}
    assert listed["who-mentions"] == "about speaker to since until kind unsaid min_confidence"
    found = client.get("/queries/who-mentions", params={"about": "Sochi"}).json()
    assert found["columns"][0] == "speaker"
    lines = client.get("/queries/who-mentions.csv", params={"about": "Sochi"}).text.splitlines()
    assert len(lines) == 1 + len(found["rows"])


def test_a_browser_gets_forms_and_tables(client: TestClient) -> None:
    listed = client.get("/queries", headers=BROWSER).text
    assert '<a href="/queries/who-mentions">Who mentions something</a>' in listed
    # What must be given is asked for before anything is answered.
    form = client.get("/queries/who-mentions", headers=BROWSER).text
    assert 'name="about" value="" placeholder="a name, or any words" required' in form
    assert "<table>" not in form
    address = "/queries/who-mentions?about=Astana&kind=&unsaid="
    page = client.get(address, headers=BROWSER).text
    assert ">Mevlut Cavusoglu<" in page
    assert 'href="/queries/who-mentions.csv?about=Astana"' in page
    assert client.get("/queries/who-mentions.csv?about=Astana").status_code == 200
    page = client.get("/ask?q=who+said+what+about+Sochi", headers=BROWSER).text
    assert "Understood: statements about Sochi memorandum (agreement) or Sochi (place)." in page
    assert ">Recep Tayyip Erdogan “said”</a></td>" in page
    assert 'value="&lt;b&gt;"' in client.get("/ask?q=%3Cb%3E", headers=BROWSER).text
    refused = client.get("/queries/who-mentions?about=a&about=b", headers=BROWSER)
    assert refused.status_code == 400
    assert '<p class="error" role="alert">Each parameter may be given once.</p>' in refused.text


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/ask", 400, "A question is the parameter “q”"),
        ("/ask?q=who+speaks&q=who+speaks", 400, "Each parameter may be given once."),
        (
            "/ask?q=who+speaks&colour=red",
            400,
            "There is no parameter “colour”; there are q, speaker, about, to, ",
        ),
        ("/ask?q=who+speaks&min_confidence=much", 400, "“min_confidence” is a number from 0 to 1"),
        ("/ask?q=%3F", 400, "The question has no words"),
        ("/queries/none.csv", 404, "There is no query “none”; /queries lists them."),
        ("/queries/statements-by-speaker?speaker=Nobody+At+All", 400, "Nobody At All"),
        ("/queries/who-mentions?colour=red", 400, "There is no parameter “colour”; there are about, "),
        ("/none", 404, "There is nothing at this address"),
    ],
)
def test_what_cannot_be_answered_is_said(
    client: TestClient, address: str, status: int, sentence: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert sentence in answer.text


def test_files_have_the_form_at_the_front(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("", encoding="utf-8")
    app = make_app(FileSource([tmp_path / "data.ttl"]), Serving(Limits(), editor=None))
    client = TestClient(app, follow_redirects=False)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "sparql")
    answer = client.get("/sparql", headers=BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<textarea id="query" name="query"' in answer.text
    assert "<script" not in answer.text
    for address in ("/ask", "/index.html", "/graph.html"):
        assert client.get(address).status_code == 404


@pytest.fixture
def hostile(tmp_path: Path) -> TestClient:
    """A graph with a name that is a script."""
    name = Literal('<script>alert("x")</script>')
    write_store(tmp_path, [Quad(NamedNode("a:s"), term("schema:name"), name, NamedNode("a:g"))])
    return TestClient(make_app(FolderSource(tmp_path), Serving(Limits(seconds=1, rows=2000), editor=None)))


@pytest.mark.parametrize(
    ("query", "status", "shown"),
    [
        ("SELECT ?name { ?s schema:name ?name }", 200, '<th scope="col">name</th>'),
        (
            "SELECT ('javascript:alert(1)' AS ?x) (<javascript:alert(1)> AS ?y) {}",
            200,
            "<td>javascript:alert(1)</td>",
        ),
        (
            "SELECT (<https://example.org/> AS ?x) {}",
            200,
            '<a href="https://example.org/" rel="nofollow noreferrer">',
        ),
        ("ASK {}", 200, "<strong>yes</strong>"),
        ("ASK { FILTER(false) }", 200, "<strong>no</strong>"),
        ("CONSTRUCT WHERE { ?s schema:name ?name }", 200, "schema:name &#34;&lt;script&gt;"),
        ("SELECT * { ?s ?p '</textarea><script>' ", 400, '<p class="error" role="alert">The query is broken'),
        (
            "SELECT * { VALUES ?a {" + " 1" * 40 + "} VALUES ?b {" + " 1" * 30 + "} }",
            200,
            "The first 1,000 of 1,200 rows; the formats below have all.",
        ),
    ],
)
def test_the_page_shows_answers_without_a_script(
    hostile: TestClient, query: str, status: int, shown: str
) -> None:
    answer = hostile.get("/sparql", params={"query": query}, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert shown in answer.text
    assert "<script" not in answer.text
    assert 'href="javascript' not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if status == 200:
        assert "format=csv" in answer.text or "format=turtle" in answer.text
