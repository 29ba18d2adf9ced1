"""Echoes as quads: statements of different articles that are one, in a graph of their own."""

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.archive.echoes.echo_index import Echoes
from kg.graph.vocabulary import ACTIVITIES_GRAPH, ECHOES_GRAPH, RESOLUTION, node, term
from kg.graph.write.evidence import typed


def echo_quads(echoes: Echoes) -> Iterator[Quad]:
    """For each pair a node with its two reports and its confidence; for each statement its first report.

    All that are linked, through others as well, have one `asg:firstReport`: so they can be counted once,
    without following links. Of a change, the quads of what is gone are removed first, then those of what is
    new are added.
    """
    for (one, other), confidence in echoes.pairs.items():
        echo = node("echo", f"{one}/{other}")
        yield Quad(echo, term("asg:report"), node("statement", one), ECHOES_GRAPH)
        yield Quad(echo, term("asg:report"), node("statement", other), ECHOES_GRAPH)
        yield Quad(echo, term("asg:confidence"), typed(confidence, "decimal"), ECHOES_GRAPH)
    for report, first in echoes.firsts.items():
        yield Quad(node("statement", report), term("asg:firstReport"), node("statement", first), ECHOES_GRAPH)


def echo_activity_quads() -> Iterator[Quad]:
    """What made the graph of echoes; every dataset has these, whatever else it has."""
    yield Quad(ECHOES_GRAPH, term("prov:wasGeneratedBy"), RESOLUTION, ACTIVITIES_GRAPH)
