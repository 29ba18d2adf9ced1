"""Figures as triples, and which of them are reports of one, in a graph of their own."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.figure_index import Difference, counted_key
from kg.graph.vocabulary import DATA_BASE, node, term
from kg.graph.write.evidence import Triple, selectors, typed
from kg.model import Document, Figure, Statement
from kg.version import __version__

FIGURES_GRAPH = NamedNode(DATA_BASE + "graph/figures")
"""The graph of which figures of several articles or speakers are reports of one."""

_ACTIVITY = NamedNode(f"{DATA_BASE}activity/resolution-{__version__}")


def figure_triples(statement: Statement, document: Document, article: NamedNode) -> Iterator[Triple]:
    """The figures that a statement gives, each with the words as evidence."""
    for number, figure in enumerate(statement.figures):
        yield from _figure(_figure_node(statement.id, number), figure, statement, document, article)


def difference_quads(differences: Iterable[Difference]) -> Iterator[Quad]:
    """Pairs of figures that are reports of one, and whether they agree, overlap or contradict.

    Those that contradict are linked with each other, as well, in both directions.
    """
    for one in differences:
        first, second = _figure_node(*one.one), _figure_node(*one.other)
        names = "/".join(f"{statement}-{number + 1}" for statement, number in (one.one, one.other))
        pair = node("figures", names)
        yield Quad(pair, term("rdf:type"), term("asg:FigureComparison"), FIGURES_GRAPH)
        yield Quad(pair, term("asg:comparesFirst"), first, FIGURES_GRAPH)
        yield Quad(pair, term("asg:comparesSecond"), second, FIGURES_GRAPH)
        yield Quad(pair, term("asg:comparison"), Literal(one.comparison.value), FIGURES_GRAPH)
        yield Quad(pair, term("prov:wasGeneratedBy"), _ACTIVITY, FIGURES_GRAPH)
        if one.comparison == "contradict":
            yield Quad(first, term("asg:conflictsWith"), second, FIGURES_GRAPH)
            yield Quad(second, term("asg:conflictsWith"), first, FIGURES_GRAPH)


def _figure_node(statement: str, number: int) -> NamedNode:
    return node("figure", f"{statement}-{number + 1}")


def _figure(
    subject: NamedNode, figure: Figure, statement: Statement, document: Document, article: NamedNode
) -> Iterator[Triple]:
    yield subject, term("rdf:type"), term("asg:Figure")
    yield subject, term("asg:expressedIn"), node("statement", statement.id)
    yield subject, term("schema:text"), Literal(figure.text)
    yield subject, term("asg:counted"), Literal(figure.counted)
    yield subject, term("asg:countedKey"), Literal(counted_key(figure).name)
    for name, value in (("asg:least", figure.least), ("asg:most", figure.most)):
        if value is not None:
            yield subject, term(name), typed(f"{value:.6f}".rstrip("0").rstrip("."), "decimal")
    if figure.fate:
        yield subject, term("asg:fate"), Literal(figure.fate)
    yield from selectors(subject, figure.span, document, article)
