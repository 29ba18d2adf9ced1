"""NetworkX views of the dataset, made from queries to the store."""

from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.graph.store import select
from kg.model import Layer, Polarity

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
_POSITIONS = """
SELECT DISTINCT ?holder ?target ?polarity ?act ?layer ?confidence ?first WHERE {
  VALUES ?class { asg:Actor asg:Agreement }
  ?position asg:holder ?holder ; asg:target ?target ; asg:polarity ?polarity ; asg:layer ?layer ;
    asg:confidence ?confidence ; asg:act/skos:notation ?act ; asg:expressedIn ?statement .
  ?target a ?class .
  OPTIONAL { ?statement asg:firstReport ?reported }
  BIND(COALESCE(?reported, ?statement) AS ?first)
}
"""
_NODES = """
SELECT DISTINCT ?node ?kind ?name ?type WHERE {
  VALUES (?class ?kind) { (asg:Actor "actor") (asg:Agreement "agreement") }
  ?node a ?class .
  ?node schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?node
"""
_SIGNS = {Polarity.SUPPORTS: 1, Polarity.OPPOSES: -1, Polarity.NEUTRAL: 0, Polarity.MIXED: 0}


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


def position_network(
    store: Store, *, layer: Layer | None = None, least_confidence: float = 0.0
) -> "networkx.MultiDiGraph[str]":
    """Actors and agreements, with an edge from each holder to each target for each polarity.

    Nodes are IRIs and have `kind` (`actor` or `agreement`) and `label`, actors also `type`. Edges have
    `polarity`, which is also their key; `sign` (1 supports, -1 opposes, 0 neutral and mixed); `weight`, the
    number of statements, those that several articles report counted once; and `acts`, such as
    "ACCUSE 3, REJECT 1". Only positions of `layer`, if given, with at least `least_confidence`. All
    values are text or numbers, so that `networkx.write_graphml` takes them; the order is fixed.
    """
    import networkx

    statements: dict[tuple[str, str, str], set[str]] = {}
    acts: dict[tuple[str, str, str], dict[str, set[str]]] = {}
    for row in select(store, _POSITIONS):
        if (layer and row["layer"] != layer.value) or float(row["confidence"]) < least_confidence:
            continue
        edge, statement = (row["holder"], row["target"], row["polarity"]), row["first"]
        statements.setdefault(edge, set()).add(statement)
        acts.setdefault(edge, {}).setdefault(row["act"], set()).add(statement)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    ends = {node for holder, target, _ in statements for node in (holder, target)}
    for row in select(store, _NODES):
        if row["node"] in ends:
            type_ = {"type": row["type"]} if row["type"] else {}
            graph.add_node(row["node"], kind=row["kind"], label=row["name"], **type_)
    for (holder, target, polarity), found in sorted(statements.items()):
        counts = sorted(acts[holder, target, polarity].items(), key=lambda one: (-len(one[1]), one[0]))
        graph.add_edge(
            holder,
            target,
            key=polarity,
            polarity=polarity,
            sign=_SIGNS[Polarity(polarity)],
            weight=len(found),
            acts=", ".join(f"{act} {len(where)}" for act, where in counts),
        )
    return graph
