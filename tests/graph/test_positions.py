"""Positions in the dataset, and the signed network of them."""

import re
from pathlib import Path

import networkx
import pytest
from pyoxigraph import Store

from kg.acts.scheme import Scheme, read_scheme
from kg.graph.networks import position_network
from kg.graph.rdf_files import export_quads
from kg.graph.reader.lookup import scheme_of
from kg.graph.store_writer import write_store
from kg.graph.vocabulary import node
from kg.model import Layer, Polarity
from kg.questions.dataset import Dataset
from kg.questions.tables import Table
from tests import with_sparql as sparql
from tests.builders import Held, make_article, make_quads, make_reading, make_statement, make_store
from tests.conftest import ROOT
from tests.with_positions import CELIK, READINGS, position_quads


@pytest.fixture(scope="module")
def positions() -> Store:
    return make_store(position_quads())


def select(store: Store, query: str) -> Table:
    return sparql.select(Dataset(store), query)


def test_a_threat_with_its_condition_and_evidence(positions: Store) -> None:
    rows = select(
        make_store(export_quads(positions)),
        """SELECT ?holder ?act ?polarity ?layer ?target ?condition ?confidence ?part ?words WHERE {
             VALUES (?evidence ?part) {
               (asg:holderEvidence "holder") (asg:targetEvidence "target") (asg:conditionEvidence "condition")
             }
             ?position a asg:Position ; asg:holder ?actor ; asg:act ?act ;
               asg:polarity ?polarity ; asg:layer ?layer ; asg:target ?to ;
               asg:condition ?condition ; asg:confidence ?confidence ; ?evidence ?resource ;
               asg:expressedIn/prov:wasQuotedFrom/asg:path "a.txt" .
             ?resource oa:hasSelector/oa:exact ?words .
             BIND(STRAFTER(STR(?actor), "/actor/") AS ?holder)
             BIND(STRAFTER(STR(?to), "/actor/") AS ?target)
           } ORDER BY ?part""",
    )
    condition = "If any harm comes to our soldiers"
    same = {
        "holder": "recep-tayyip-erdogan",
        "act": "https://w3id.org/actor-statement-graph/acts#THREATEN",
        "polarity": "opposes",
        "layer": "speech",
        "target": "syrian-government",
        "condition": condition,
        "confidence": 0.9,
    }
    assert list(rows) == [
        same | {"part": "condition", "words": condition},
        same | {"part": "holder", "words": "Recep Tayyip Erdogan"},
        same | {"part": "target", "words": "regime forces"},
    ]


def test_positions_stand_in_the_graph_of_their_article(positions: Store) -> None:
    rows = select(positions, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?position asg:holder ?actor } }")
    assert {row["g"] for row in rows} == {node("article", one.article.id).value for one in READINGS}


def test_what_is_only_stated_is_no_position(positions: Store) -> None:
    acts = {row["act"] for row in select(positions, "SELECT ?act WHERE { ?p asg:act/skos:notation ?act }")}
    assert acts == {"THREATEN", "REJECT", "ACCUSE", "SUPPORT", "ASSAULT"}
    assert select(positions, 'ASK { ?act skos:notation "STATE" }').rows == [(True,)]


def test_a_course_of_action_is_found_by_its_stems(positions: Store) -> None:
    rows = select(
        positions,
        "SELECT ?name ?words WHERE { ?c schema:name ?name ; asg:stems ?words }",
    )
    assert {row["name"]: row["words"] for row in rows} == {
        "withdrawing from the observation points": " withdraw observ point ",
        "a Turkish withdrawal": " turkish withdraw ",
        "13 Turkish soldiers": " 13 turkish soldier ",
        "the ban": " ban ",
    }


def test_holders_and_targets_are_entities(positions: Store) -> None:
    query = """ASK { ?position asg:holder|asg:target ?node FILTER NOT EXISTS { ?node schema:name ?name } }"""
    assert select(positions, query).rows == [(False,)]


def test_a_course_of_action_has_one_name_in_its_article() -> None:
    article = make_article("Omer Celik said the  ban is wrong. The ban must end, he said.")
    readings = [
        make_reading(
            article,
            make_statement(article, "the  ban is wrong", CELIK, Held("REJECT", Polarity.OPPOSES, "the  ban")),
            make_statement(article, "The ban must end", CELIK, Held("REJECT", Polarity.OPPOSES, "The ban")),
        )
    ]
    query = "SELECT ?name WHERE { ?c asg:stems ?stems ; schema:name ?name }"
    assert select(make_store(make_quads(readings)), query).rows == [("the ban",)]


def test_the_scheme_is_read_back(positions: Store, tmp_path: Path) -> None:
    assert _sorted(scheme_of(positions)) == _sorted(read_scheme())
    (tmp_path / "acts.ttl").write_text(
        "@prefix act: <https://w3id.org/actor-statement-graph/acts#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:x> skos:notation "X" ; skos:prefLabel "x" ; skos:broader act:ACCUSE .',
        encoding="utf-8",
    )
    scheme = read_scheme(tmp_path / "acts.ttl")
    assert _sorted(scheme_of(make_store(make_quads([], scheme=scheme)))) == _sorted(scheme)


def _sorted(scheme: Scheme) -> tuple[object, ...]:
    """What is in a scheme; the order of labels other than the name is nobody's."""
    acts = {
        name: (act.iri, act.name, act.parent, act.root, act.polarity, act.weight, sorted(act.labels))
        for name, act in scheme.acts.items()
    }
    polarities = {one: sorted(labels) for one, labels in scheme.polarities.items()}
    return list(acts.items()), scheme.categories, polarities


def test_the_signed_network(positions: Store, tmp_path: Path) -> None:
    graph = position_network(positions)
    erdogan, syria = node("actor", "recep-tayyip-erdogan").value, node("actor", "syrian-government").value
    assert graph.nodes[syria] == {"kind": "actor", "label": "Syrian government", "type": "government"}
    # The threat stands in two articles, and is one.
    assert dict(graph[erdogan][syria]) == {
        "opposes": {
            **{"polarity": "opposes", "sign": -1, "weight": 1, "acts": "THREATEN 1", "confidence": 0.9},
            **{"first": "2020-02-05", "last": "2020-02-06"},
        },
        "supports": {
            **{"polarity": "supports", "sign": 1, "weight": 1, "acts": "SUPPORT 1", "confidence": 0.7},
            **{"first": "2020-03-06", "last": "2020-03-06"},
        },
    }
    astana = node("agreement", "astana-process").value
    assert graph.nodes[astana] == {"kind": "agreement", "label": "Astana process"}
    assert graph.number_of_edges() == 4
    networkx.write_graphml(graph, tmp_path / "graph.graphml")
    assert networkx.read_graphml(tmp_path / "graph.graphml").number_of_edges() == 4


def test_the_example_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "positions.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
    (tmp_path / "output").mkdir()
    write_store(tmp_path / "output", position_quads())
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    assert networkx.read_graphml(tmp_path / "positions.graphml").number_of_edges() == 4


def test_a_part_of_the_network(positions: Store) -> None:
    assert position_network(positions, layer=Layer.CONTENT).number_of_edges() == 0
    sure = position_network(positions, confidence=0.7)
    assert sorted(data["acts"] for _, _, data in sure.edges(data=True)) == ["SUPPORT 1", "THREATEN 1"]
