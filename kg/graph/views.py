"""NetworkX views of the dataset, made from queries to the store."""

from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.graph.store import select

if TYPE_CHECKING:
    import networkx

_SAID = """
SELECT DISTINCT ?statement ?text ?actor ?name ?type WHERE {
  ?statement a asg:Statement ; schema:text ?text .
  OPTIONAL { ?statement prov:wasAttributedTo ?actor . ?actor schema:name ?name ; asg:actorType ?type }
}
ORDER BY ?statement ?actor
"""
_NAMED = """
SELECT DISTINCT ?statement ?node ?kind ?name ?type WHERE {
  VALUES (?class ?kind) { (asg:Actor "actor") (asg:Agreement "agreement") }
  ?statement a asg:Statement ; schema:mentions ?node .
  ?node a ?class ; schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?statement ?node
"""


def statement_graph(store: Store) -> "networkx.DiGraph[str]":
    """Actors, statements and agreements as a directed graph; nodes are IRIs.

    Nodes have `kind` (`actor`, `statement` or `agreement`) and `label`, actors also `type`.
    Edges have `kind`: `said` from an actor to a statement, `mentions` from a statement to an
    actor or agreement that it names. Nodes and edges come in a fixed order.
    """
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for row in select(store, _SAID):
        statement = row["statement"]
        graph.add_node(statement, kind="statement", label=row["text"])
        if row["actor"]:
            graph.add_node(row["actor"], kind="actor", label=row["name"], type=row["type"])
            graph.add_edge(row["actor"], statement, kind="said")
    for row in select(store, _NAMED):
        node = row["node"]
        type_ = {"type": row["type"]} if row["type"] else {}
        graph.add_node(node, kind=row["kind"], label=row["name"], **type_)
        graph.add_edge(row["statement"], node, kind="mentions")
    return graph
