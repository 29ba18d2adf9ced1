"""The statements as a NetworkX graph."""

from kg.graph.networks import statement_graph
from kg.graph.vocabulary import node
from tests.builders import make_store
from tests.with_statements import HIT, STATEMENTS_A, statement_quads


def test_actors_statements_and_agreements() -> None:
    graph = statement_graph(make_store(statement_quads()))
    erdogan, sochi = (
        node("actor", "recep-tayyip-erdogan").value,
        node("agreement", "sochi-memorandum-2018").value,
    )
    statement = node("statement", STATEMENTS_A[0].id).value
    assert graph.nodes[erdogan] == {"kind": "actor", "label": "Recep Tayyip Erdogan", "type": "person"}
    assert graph.nodes[sochi] == {"kind": "agreement", "label": "Sochi memorandum"}
    assert graph.nodes[statement] == {"kind": "statement", "label": HIT}
    assert dict(graph[erdogan]) == {statement: {"kind": "said"}}
    assert dict(graph[statement]) == {sochi: {"kind": "mentions"}}
    # A place is not in it.
    assert sorted({data["kind"] for _, data in graph.nodes(data=True)}) == ["actor", "agreement", "statement"]


def test_the_order_is_fixed() -> None:
    one, other = (statement_graph(make_store(statement_quads())) for _ in range(2))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
