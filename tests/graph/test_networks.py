"""The statements as NetworkX graphs, and these as files."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.network_files import write_gexf, write_graphml
from kg.graph.networks import NETWORKS, make_network, statement_graph
from kg.graph.reader.selecting import Iri
from kg.graph.vocabulary import node
from kg.model import Actor, ActorType
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person
from tests.with_positions import position_quads
from tests.with_statements import HIT, STATEMENTS_A, STATEMENTS_B, statement_quads

FILES = {"graphml": (write_graphml, networkx.read_graphml), "gexf": (write_gexf, networkx.read_gexf)}
Write = Callable[[Any, BytesIO], None]


def test_actors_statements_and_agreements() -> None:
    graph = statement_graph(make_store(statement_quads()))
    erdogan, sochi = (
        node("actor", "recep-tayyip-erdogan").value,
        node("agreement", "sochi-memorandum-2018").value,
    )
    statement = node("statement", STATEMENTS_A[0].id).value
    assert graph.nodes[erdogan] == {"kind": "actor", "label": "Recep Tayyip Erdogan", "type": "person"}
    assert graph.nodes[sochi] == {"kind": "agreement", "label": "Sochi memorandum"}
    assert graph.nodes[statement] == {
        "kind": "statement",
        "label": HIT,
        "confidence": 0.9,
        "cite": "a.txt:1-66",
        "date": "2020-02-08",
    }
    assert dict(graph[erdogan]) == {statement: {"kind": "said", "weight": 1}}
    assert dict(graph[statement]) == {sochi: {"kind": "mentions", "weight": 1}}
    # Of an article without a date, nothing is known.
    assert "date" not in graph.nodes[node("statement", STATEMENTS_B[0].id).value]
    # A place is not in it.
    assert sorted({data["kind"] for _, data in graph.nodes(data=True)}) == ["actor", "agreement", "statement"]


def test_the_order_is_fixed() -> None:
    one, other = (statement_graph(make_store(statement_quads())) for _ in range(2))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))


def written(graph: "networkx.Graph[str]", form: str) -> Any:
    """What NetworkX reads from the file of `graph`."""
    write, read = FILES[form]
    file = BytesIO()
    write(graph, file)
    return read(BytesIO(file.getvalue()))


def test_what_one_statement_names() -> None:
    graph = make_network(make_store(statement_quads()), "co-mentions")
    sochi, astana = (node("agreement", one).value for one in ("sochi-memorandum-2018", "astana-process"))
    assert dict(graph.nodes(data=True)) == {
        astana: {"kind": "agreement", "label": "Astana process"},
        sochi: {"kind": "agreement", "label": "Sochi memorandum"},
    }
    assert list(graph.edges(data=True)) == [(astana, sochi, {"weight": 1})]


def test_networks_of_some_statements() -> None:
    store = make_store(statement_quads())
    one = [Iri(node("statement", STATEMENTS_A[0].id).value)]
    assert len(make_network(store, "statements", statements=one)) == 3
    assert not make_network(store, "co-mentions", statements=one)
    assert not make_network(store, "positions", statements=one)
    assert not make_network(store, "statements", statements=[])


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("network", NETWORKS)
def test_a_file_has_the_network_with_all_attributes(network: str, form: str) -> None:
    graph = make_network(make_store([*statement_quads(), *position_quads()]), network)
    found = written(graph, form)
    assert len(graph)
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert found.is_directed() == graph.is_directed()
    assert found.is_multigraph() == graph.is_multigraph()
    edges = [
        sorted((str(sorted([one, other])), sorted(data.items())) for one, other, data in own.edges(data=True))
        for own in (graph, without_own(found))
    ]
    assert edges[0] == edges[1]


def without_own(graph: Any) -> Any:
    """`graph` without the identifiers that a format gives edges."""
    for _, _, data in graph.edges(data=True):
        data.pop("id", None)
    return graph


@pytest.mark.parametrize("form", FILES)
def test_parallel_edges_have_identifiers_of_their_own(form: str) -> None:
    """GraphML and GEXF demand it; Gephi leaves out the second edge with one identifier."""
    graph = make_network(make_store(position_quads()), "positions")
    file = BytesIO()
    FILES[form][0](graph, file)
    identifiers = [part.split('"')[0] for part in file.getvalue().decode().split("<edge ")[1:]]
    assert len(identifiers) == graph.number_of_edges() == 4
    keys = [key for _, _, key in written(graph, form).edges(keys=True)]
    assert len(set(map(str, keys))) == 4


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_words_are_legal_xml(words: str) -> None:
    graph = networkx.MultiDiGraph()
    graph.add_node("a", label=words, kind="statement")
    graph.add_edge("a", "a", key="opposes", acts=words, weight=1)
    for form in FILES:
        found = written(graph, form)
        label = found.nodes["a"]["label"]
        assert len(label) == len(words)
        assert all(one in (other, "\ufffd") for one, other in zip(label, words, strict=True))


@pytest.mark.parametrize("form", FILES)
def test_attributes_have_one_type_each_and_control_characters_are_replaced(form: str) -> None:
    article = make_article(
        "Ann Lee said “it\x0c is\x00 over & <b>done</b>” of Oslo. Bo Hill said no.", day="2020-02-10"
    )
    oslo = Actor("oslo", "Oslo", ActorType.GOVERNMENT)
    content = "“it\x0c is\x00 over & <b>done</b>”"
    ann = make_statement(article, content, person("Ann Lee"))
    bo = make_statement(article, "no", person("Bo Hill"))
    store = make_store(make_quads([make_reading(article, ann, bo)]))
    found = written(make_network(store, "statements"), form)
    assert "“it\ufffd is\ufffd over & <b>done</b>”" in [data["label"] for _, data in found.nodes(data=True)]
    for own in (found.nodes(data=True), [edge[1:] for edge in found.edges(data=True)]):
        types: dict[str, set[type]] = {}
        for _, data in own:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        assert all(len(kinds) == 1 and kinds < {str, int, float} for kinds in types.values())
    assert oslo.name
