"""The dataset: vocabulary, evidence to the character, one named graph an article."""

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.write.article_quads import reading_quads
from kg.graph.store import run_query, select
from kg.graph.vocabulary import PREFIXES, article_node, node, term
from kg.model import Reading
from tests.conftest import ROOT


def texts() -> dict[str, str]:
    return {f"seeds/{path.name}": path.read_bytes().decode() for path in (ROOT / "seeds").glob("*.txt")}


def test_every_selector_finds_its_words_in_the_article(store: Store) -> None:
    rows = list(
        select(
            store,
            """SELECT ?path ?start ?end ?exact ?prefix ?suffix WHERE {
                 ?evidence oa:hasSource/asg:path ?path ; oa:hasSelector ?position, ?quotation .
                 ?position oa:start ?start ; oa:end ?end .
                 ?quotation oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix
               }""",
        )
    )
    articles = texts()
    assert len(rows) > 200
    for row in rows:
        text, start, end = articles[row["path"]], int(row["start"]), int(row["end"])
        assert text[start:end] == row["exact"]
        assert text[:start].endswith(row["prefix"])
        assert text[end:].startswith(row["suffix"])


def test_a_threat_and_the_agreement_it_names(store: Store) -> None:
    (row,) = select(
        store,
        """SELECT ?speaker ?class ?manner ?cue ?agreement ?date ?path WHERE {
             ?statement a asg:Statement, schema:Quotation ; schema:text ?text ; asg:manner ?manner ;
               asg:cue ?cue ; prov:wasAttributedTo ?actor ; schema:spokenByCharacter ?actor ;
               prov:wasQuotedFrom/asg:path ?path ; schema:mentions ?deal .
             ?actor schema:name ?speaker ; a ?class .
             ?deal a asg:Agreement ; schema:name ?agreement ; schema:dateCreated ?date .
             FILTER(STRSTARTS(?text, "If any harm comes") && ?class = schema:Person)
           }""",
    )
    assert row == {
        "speaker": "Recep Tayyip Erdogan",
        "class": "https://schema.org/Person",
        "manner": "direct",
        "cue": "said",
        "agreement": "Sochi memorandum",
        "date": "2018-09-17",
        "path": "seeds/001_e2a5421fd2ec2f6f.txt",
    }


def test_each_article_has_its_own_graph(store: Store) -> None:
    graphs = {
        row["graph"]
        for row in select(store, "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s a asg:Statement } }")
    }
    assert graphs == {node("article", path).value for path in texts()}


def test_everything_has_an_iri_and_how_it_was_made(store: Store) -> None:
    assert not bool(run_query(store, "ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }"))
    unmade = (
        "ASK { ?s a asg:Statement FILTER NOT EXISTS { ?s prov:wasGeneratedBy/prov:wasAssociatedWith ?a } }"
    )
    assert not bool(run_query(store, unmade))


def test_the_date_of_an_article(readings: dict[str, Reading]) -> None:
    one = list(reading_quads(readings["003"], model="m"))
    assert Literal("2020-02-10", datatype=term("xsd:date")) in [quad.object for quad in one]


def test_a_node_has_one_name_and_one_type(store: Store) -> None:
    for term_ in ("schema:name", "asg:actorType", "asg:path"):
        query = f"ASK {{ ?node {term_} ?one, ?other FILTER(?one != ?other) }}"
        assert not bool(run_query(store, query)), term_


def test_own_terms_stand_in_the_ontology(store: Store) -> None:
    ontology = Store()
    ontology.load(path=str(Path(ROOT, "kg", "graph", "ontology.ttl")))
    defined = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
    query = "SELECT DISTINCT ?t WHERE { { ?s ?t ?o } UNION { ?s a ?t } }"
    used = {row["t"] for row in select(store, query) if row["t"].startswith(PREFIXES["asg"])}
    assert used - defined == set()


def test_the_node_of_an_article() -> None:
    assert article_node("https://example.org/x y").value == "https://example.org/x%20y"
    assert article_node("a b/<c>.txt").value.endswith("/article/a%20b/%3Cc%3E.txt")
    assert article_node("https://[").value.endswith("/article/https%3A//%5B")
