"""NetworkX graphs of the dataset."""

from typing import TYPE_CHECKING

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import read_positions
from kg.graph.reader.selecting import Iri, Solution, rows
from kg.graph.reader.taken import SAID, Taken, mark
from kg.graph.reader.tally import tally
from kg.graph.store import Store
from kg.model import Layer, Polarity, StatementKind, Unsaid

if TYPE_CHECKING:
    import networkx

_KINDS = ("actor", "agreement")
_SIGNS = {Polarity.SUPPORTS: 1, Polarity.OPPOSES: -1, Polarity.NEUTRAL: 0, Polarity.MIXED: 0}


class _Statement(Solution, frozen=True):
    WHERE = """
    ?iri a asg:Statement ; schema:text ?text .
    OPTIONAL { ?iri prov:wasAttributedTo ?speaker }
    """
    ORDER = "?iri ?speaker"

    iri: Iri
    text: str
    kind: StatementKind
    unsaid: Unsaid | None = None
    speaker: Node | None = None


class _Mention(Solution, frozen=True):
    WHERE = "?statement a asg:Statement ; schema:mentions ?node"
    ORDER = "?statement ?node"

    statement: Iri
    node: Node


def statement_graph(store: Store, *, taken: Taken = SAID) -> "networkx.DiGraph[str]":
    """Actors, the statements that are `taken`, and agreements as a directed graph; nodes are IRIs.

    Nodes have `kind` (`actor`, `statement` or `agreement`) and `label`, actors also `type`.
    Edges have `kind`: `said` from an actor to a statement ("refused to say", "attitude" and the like if it is
    not said speech), `mentions` from a statement to an actor or agreement that it names. Nodes and edges
    come in a fixed order.
    """
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for said in rows(store, _Statement, f"{_Statement.WHERE} {taken.pattern('?iri')}"):
        unlike = mark(said.kind, said.unsaid)
        graph.add_node(said.iri, kind="statement", label=f"[{unlike}] {said.text}" if unlike else said.text)
        if said.speaker:
            _add_node(graph, said.speaker)
            graph.add_edge(said.speaker.iri, said.iri, kind=unlike or "said")
    for mention in rows(store, _Mention, f"{_Mention.WHERE} . {taken.pattern()}"):
        if mention.node.kind in _KINDS:
            _add_node(graph, mention.node)
            graph.add_edge(mention.statement, mention.node.iri, kind="mentions")
    return graph


def position_network(
    store: Store,
    *,
    layer: Layer = Layer.SPEECH,
    confidence: float = LEAST_SHOWN,
    taken: Taken = SAID,
) -> "networkx.MultiDiGraph[str]":
    """Actors and agreements, with an edge from each holder to each target for each polarity.

    Nodes are IRIs and have `kind` (`actor` or `agreement`) and `label`, actors also `type`. Edges have
    `polarity`, which is also their key; `sign` (1 supports, -1 opposes, 0 neutral and mixed); `weight`, the
    number of statements, those that several articles report counted once; `acts`, such as
    "ACCUSE 3, REJECT 1"; and `confidence`, that of the surest position. Only positions of this `layer` (what
    holders do by speaking, or what others tell of them), in statements that are `taken`, with at least this
    `confidence`, from 0 to 1. All values are text or numbers, so that `networkx.write_graphml` takes them;
    the order is fixed.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    positions = read_positions(store, layer=layer, confidence=confidence, taken=taken)
    cells = tally(one for one in positions if one.target.kind in _KINDS)
    for node in sorted({node for cell in cells for node in (cell.holder, cell.target)}):
        _add_node(graph, node)
    for cell in cells:
        graph.add_edge(
            cell.holder.iri,
            cell.target.iri,
            key=cell.polarity.value,
            polarity=cell.polarity.value,
            sign=_SIGNS[cell.polarity],
            weight=cell.statements,
            acts=", ".join(f"{act} {count}" for act, count in cell.acts),
            confidence=cell.confidence,
        )
    return graph


def _add_node(graph: "networkx.Graph[str]", node: Node) -> None:
    type_ = {"type": node.type} if node.kind == "actor" else {}
    graph.add_node(node.iri, kind=node.kind, label=node.name, **type_)
