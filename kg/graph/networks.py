"""NetworkX graphs of the dataset.

Nodes are IRIs; nodes and edges come in a fixed order. All attributes are text or numbers, each of one type,
and what is not known is left out, so that other programs read them (`kg.graph.network_files`).
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph import LEAST_SHOWN
from kg.graph.fragments import cite, span_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import read_positions
from kg.graph.reader.selecting import Iri, Solution, rows
from kg.graph.reader.taken import SAID, Taken, mark
from kg.graph.reader.tally import tally
from kg.graph.store import Store
from kg.model import Layer, Polarity, StatementKind, Unsaid

if TYPE_CHECKING:
    import networkx

NETWORKS = ("statements", "positions", "co-mentions")
"""The names of the graphs."""
_KINDS = ("actor", "agreement")
_SIGNS = {Polarity.SUPPORTS: 1, Polarity.OPPOSES: -1, Polarity.NEUTRAL: 0, Polarity.MIXED: 0}


# Oxigraph joins a pattern that stands after an OPTIONAL with the whole dataset: these come last.
class _Statement(Solution, frozen=True):
    WHERE = "?iri schema:text ?text ; asg:confidence ?confidence . "
    MORE = """
    GRAPH ?article { ?iri asg:contentEvidence ?place }
    ?article asg:cite ?path .
    OPTIONAL { ?iri prov:wasAttributedTo ?speaker }
    OPTIONAL { ?iri schema:dateCreated ?said_on }
    OPTIONAL { ?article schema:datePublished ?published }
    """
    ORDER = "?iri ?speaker"

    iri: Iri
    text: str
    confidence: float
    place: Iri
    path: str
    kind: StatementKind
    unsaid: Unsaid | None = None
    speaker: Node | None = None
    said_on: str = ""
    published: str = ""


class _Mention(Solution, frozen=True):
    WHERE = "?statement schema:mentions ?node . "
    ORDER = "?statement ?node"

    statement: Iri
    node: Node


class _Dated(Solution, frozen=True):
    WHERE = """
    GRAPH ?article { ?statement asg:contentEvidence ?place }
    OPTIONAL { ?statement schema:dateCreated ?said_on }
    OPTIONAL { ?article schema:datePublished ?published }
    """
    REPEATS = True

    statement: Iri
    said_on: str = ""
    published: str = ""


def make_network(
    store: Store,
    network: str,
    *,
    layer: Layer = Layer.SPEECH,
    confidence: float = LEAST_SHOWN,
    taken: Taken = SAID,
    statements: Collection[Iri] | None = None,
) -> "networkx.Graph[str]":
    """The graph of `NETWORKS` with this name, of all `statements` that are `taken` if none are given.

    `layer` and `confidence` are of positions. Raises `UsageError` for another name.
    """
    if network == "statements":
        return statement_graph(store, taken=taken, statements=statements)
    if network == "positions":
        return position_network(store, layer=layer, confidence=confidence, taken=taken, statements=statements)
    if network == "co-mentions":
        return co_mention_network(store, taken=taken, statements=statements)
    raise UsageError(f"“{network}” is not a network; there are {', '.join(NETWORKS)}.")


def statement_graph(
    store: Store, *, taken: Taken = SAID, statements: Collection[Iri] | None = None
) -> "networkx.DiGraph[str]":
    """Actors, the statements that are `taken`, and agreements as a directed graph.

    Nodes have `kind` (`actor`, `statement` or `agreement`) and `label`; actors also `type`, statements
    `confidence`, `cite` (`PATH:START-END`) and, if it is known, `date`: when it was said, else when it was
    published. Edges have the `weight` 1 and `kind`: `said` from an actor to a statement ("refused to say",
    "attitude" and the like if it is not said speech), `mentions` from a statement to an actor or agreement
    that it names.
    """
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    where = f"{_Statement.WHERE}{taken.pattern('?iri')} {_Statement.MORE}"
    for said in rows(store, _Statement, where, iri=statements):
        unlike = mark(said.kind, said.unsaid)
        date = said.said_on or said.published
        graph.add_node(
            said.iri,
            kind="statement",
            label=f"[{unlike}] {said.text}" if unlike else said.text,
            confidence=said.confidence,
            cite=cite(said.path, span_of(said.place)),
            **({"date": date} if date else {}),
        )
        if said.speaker:
            _add_node(graph, said.speaker)
            graph.add_edge(said.speaker.iri, said.iri, kind=unlike or "said", weight=1)
    for mention in rows(store, _Mention, f"{_Mention.WHERE}{taken.pattern()}", statement=statements):
        if mention.node.kind in _KINDS:
            _add_node(graph, mention.node)
            graph.add_edge(mention.statement, mention.node.iri, kind="mentions", weight=1)
    return graph


def position_network(
    store: Store,
    *,
    layer: Layer = Layer.SPEECH,
    confidence: float = LEAST_SHOWN,
    taken: Taken = SAID,
    statements: Collection[Iri] | None = None,
) -> "networkx.MultiDiGraph[str]":
    """Actors and agreements, with an edge from each holder to each target for each polarity.

    Nodes have `kind` (`actor` or `agreement`) and `label`, actors also `type`. Edges have `polarity`, which
    is also their key; `sign` (1 supports, -1 opposes, 0 neutral and mixed); `weight`, the number of
    statements, those that several articles report counted once; `acts`, such as "ACCUSE 3, REJECT 1";
    `confidence`, that of the surest position; and `first` and `last`, the days of the statements, if they are
    known. Only positions of this `layer` (what holders do by speaking, or what others tell of them), in
    statements that are `taken`, with at least this `confidence`, from 0 to 1.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    positions = read_positions(store, layer=layer, confidence=confidence, taken=taken, statements=statements)
    cells = tally(one for one in positions if one.target.kind in _KINDS)
    dates = _dates(store, {one.statement for cell in cells for one in cell.positions})
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
            **_span(dates.get(one.statement, "") for one in cell.positions),
        )
    return graph


def co_mention_network(
    store: Store, *, taken: Taken = SAID, statements: Collection[Iri] | None = None
) -> "networkx.Graph[str]":
    """Actors, agreements and places, with an edge between two that one statement names.

    Nodes have `kind` and `label`, actors also `type`. Edges have `weight`, the number of statements, and
    `first` and `last`, the days of the statements, if they are known.
    """
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    together: dict[tuple[Node, Node], list[Iri]] = {}
    mentions = rows(store, _Mention, f"{_Mention.WHERE}{taken.pattern()}", statement=statements)
    for statement, own in groupby(mentions, lambda one: one.statement):
        for pair in combinations(sorted({one.node for one in own}), 2):
            together.setdefault(pair, []).append(statement)
    dates = _dates(store, {one for own in together.values() for one in own})
    for node in sorted({node for pair in together for node in pair}):
        _add_node(graph, node)
    for (one, other), found in sorted(together.items()):
        graph.add_edge(one.iri, other.iri, weight=len(found), **_span(dates.get(iri, "") for iri in found))
    return graph


def _dates(store: Store, statements: Iterable[Iri]) -> dict[Iri, str]:
    """When each was said, else published, in ISO 8601; "" if neither is known."""
    found: Iterator[_Dated] = rows(store, _Dated, statement=sorted(statements))
    return {one.statement: one.said_on or one.published for one in found}


def _span(dates: Iterable[str]) -> dict[str, str]:
    known = sorted(one for one in dates if one)
    return {"first": known[0], "last": known[-1]} if known else {}


def _add_node(graph: "networkx.Graph[str]", node: Node) -> None:
    type_ = {"type": node.type} if node.kind == "actor" else {}
    graph.add_node(node.iri, kind=node.kind, label=node.name, **type_)
