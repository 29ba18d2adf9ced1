"""A dataset in portions that can be looked at one by one: subjects, with what is near them.

A portion has the quads of some subjects of one graph, an article for instance, and the classes of all nodes
that these name. So a dataset is never in memory as a whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph.fragments import parse_evidence
from kg.graph.rdf_files import export_quads
from kg.graph.vocabulary import RDF_TYPE, term

Node = NamedNode | BlankNode | Triple
Graph = NamedNode | BlankNode | DefaultGraph

# Quads of a graph that are looked at together. Articles have some hundreds to some thousands.
_MOST_QUADS = 10_000
_USED = term("prov:used")
# Of these a node can have as many as there are articles.
_UNBOUNDED = frozenset({_USED, term("schema:alternateName")})


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Some subjects of a dataset, with their quads, and the classes of the nodes that these name."""

    quads: list[Quad]
    subjects: frozenset[Node]
    """The subjects that have all their quads here; of others there are only classes."""


def read_neighbourhoods(store: Store, graph: Graph, *, stored: bool) -> Iterator[Neighbourhood]:
    """The portions of `graph`. If `stored`, with what an export has more than a store."""
    for portion in _portions(store, graph):
        subjects = {quad.subject for quad in portion}
        own = {*portion, *_bounded(store, subjects)}
        named = {quad.object for quad in own} | {graph}
        nearby = set[Node](one for one in named if isinstance(one, NamedNode | BlankNode))
        nearby -= subjects
        if stored:
            # What read an article made what is told in it.
            used = [quad for one in {quad.graph_name for quad in own} for quad in _readers(store, one)]
            nearby |= {quad.subject for quad in used} - subjects
            # Evidence is described with the words of its article, which need not be that of the graph.
            nearby |= _articles(nearby) - subjects
            part, around = Store(), set(_bounded(store, nearby))
            # The class of a node nearby follows from its properties; of what it names all else is missing.
            part.extend({*own, *used, *around})
            nearby |= {
                one.object for one in around if isinstance(one.object, NamedNode | BlankNode)
            } - subjects
            quads = list(export_quads(part))
        else:
            quads = [*own, *(quad for one in nearby for quad in store.quads_for_pattern(one, RDF_TYPE, None))]
        yield Neighbourhood(
            [quad for quad in quads if quad.subject not in nearby or quad.predicate == RDF_TYPE],
            frozenset(quad.subject for quad in quads if quad.subject not in nearby),
        )


def _portions(store: Store, graph: Graph) -> Iterator[list[Quad]]:
    """The quads of `graph`, those of a subject together. A store gives them in the order of subjects."""
    portion: list[Quad] = []
    for _, quads in groupby(store.quads_for_pattern(None, None, None, graph), lambda quad: quad.subject):
        portion += quads
        if len(portion) >= _MOST_QUADS:
            yield portion
            portion = []
    if portion:
        yield portion


def _articles(nodes: Iterable[Node]) -> set[NamedNode]:
    """The articles in which those of `nodes` stand that are evidence."""
    places = (parse_evidence(one.value) for one in nodes if isinstance(one, NamedNode))
    return {NamedNode(place[0]) for place in places if place}


def _readers(store: Store, graph: Graph) -> Iterator[Quad]:
    """That activities read the article with this graph."""
    if isinstance(graph, NamedNode):
        yield from store.quads_for_pattern(None, _USED, graph, graph)


def _bounded(store: Store, nodes: Iterable[Node]) -> Iterator[Quad]:
    """The quads of `nodes` in all graphs, once each, without those that grow with the archive."""
    for one in nodes:
        found: dict[Triple, Quad] = {}
        for quad in store.quads_for_pattern(one, None, None):
            if quad.predicate not in _UNBOUNDED:
                found.setdefault(quad.triple, quad)
        yield from found.values()
