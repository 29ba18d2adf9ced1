"""The NetworkX view."""

from pyoxigraph import Store

from kg.graph.networks import statement_graph
from kg.graph.vocabulary import node


def test_actors_statements_and_agreements(store: Store) -> None:
    graph = statement_graph(store)
    erdogan, sochi = (
        node("actor", "recep-tayyip-erdogan").value,
        node("agreement", "sochi-memorandum-2018").value,
    )
    assert graph.nodes[erdogan] == {"kind": "actor", "label": "Recep Tayyip Erdogan", "type": "person"}
    assert graph.nodes[sochi] == {"kind": "agreement", "label": "Sochi memorandum"}
    said = [target for _, target, data in graph.out_edges(erdogan, data=True) if data["kind"] == "said"]
    about_sochi = [one for one in said if graph.has_edge(one, sochi)]
    assert [graph.nodes[one]["label"][:22] for one in about_sochi] == ["If any harm comes to o"]


def test_the_order_is_fixed(store: Store) -> None:
    one, other = statement_graph(store), statement_graph(store)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
