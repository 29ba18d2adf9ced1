"""Echoes as quads: statements of different articles that are one, in a graph of their own."""

from collections.abc import Iterable, Iterator

from networkx.utils import UnionFind
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.vocabulary import DATA_BASE, node, term
from kg.version import __version__

ECHOES_GRAPH = NamedNode(DATA_BASE + "graph/echoes")
"""The graph of what links articles, and so is in none of theirs."""

_ACTIVITY = NamedNode(f"{DATA_BASE}activity/resolution-{__version__}")


def echo_quads(pairs: Iterable[tuple[str, str, float]]) -> Iterator[Quad]:
    """The links, in both directions, and for each pair a node with its confidence and what made it.

    All that are linked, through others as well, have one `asg:firstReport`: so they can be counted once,
    without following links. `pairs` are identifiers of two statements and a confidence, as
    `EchoIndex.pairs` gives them.
    """
    groups = UnionFind()
    for one, other, confidence in pairs:
        groups.union(one, other)
        first, second = node("statement", one), node("statement", other)
        yield Quad(first, term("asg:echoes"), second, ECHOES_GRAPH)
        yield Quad(second, term("asg:echoes"), first, ECHOES_GRAPH)
        echo = node("echo", f"{one}/{other}")
        yield Quad(echo, term("rdf:type"), term("asg:Echo"), ECHOES_GRAPH)
        yield Quad(echo, term("asg:report"), first, ECHOES_GRAPH)
        yield Quad(echo, term("asg:report"), second, ECHOES_GRAPH)
        value = Literal(str(confidence), datatype=term("xsd:decimal"))
        yield Quad(echo, term("asg:confidence"), value, ECHOES_GRAPH)
        yield Quad(echo, term("prov:wasGeneratedBy"), _ACTIVITY, ECHOES_GRAPH)
    for group in groups.to_sets():
        first = node("statement", min(group))
        for report in sorted(group):
            yield Quad(node("statement", report), term("asg:firstReport"), first, ECHOES_GRAPH)
