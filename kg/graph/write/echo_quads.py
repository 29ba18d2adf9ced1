"""Echoes as quads: statements of different articles that are one, in a graph of their own."""

from collections.abc import Iterable, Iterator

from networkx.utils import UnionFind
from pyoxigraph import Quad

from kg.graph.vocabulary import ACTIVITIES_GRAPH, ECHOES_GRAPH, RESOLUTION, node, term
from kg.graph.write.evidence import typed


def echo_quads(pairs: Iterable[tuple[str, str, float]]) -> Iterator[Quad]:
    """For each pair a node with its two reports and its confidence.

    All that are linked, through others as well, have one `asg:firstReport`: so they can be counted once,
    without following links. `pairs` are identifiers of two statements and a confidence, as
    `EchoIndex.pairs` gives them.
    """
    yield Quad(ECHOES_GRAPH, term("prov:wasGeneratedBy"), RESOLUTION, ACTIVITIES_GRAPH)
    groups = UnionFind()
    for one, other, confidence in pairs:
        groups.union(one, other)
        first, second = node("statement", one), node("statement", other)
        echo = node("echo", f"{one}/{other}")
        yield Quad(echo, term("asg:report"), first, ECHOES_GRAPH)
        yield Quad(echo, term("asg:report"), second, ECHOES_GRAPH)
        yield Quad(echo, term("asg:confidence"), typed(confidence, "decimal"), ECHOES_GRAPH)
    for group in groups.to_sets():
        first = node("statement", min(group))
        for report in sorted(group):
            yield Quad(node("statement", report), term("asg:firstReport"), first, ECHOES_GRAPH)
