"""Figures as triples, and which of them are reports of one, in a graph of their own."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.figure_index import Difference
from kg.graph.vocabulary import ACTIVITIES_GRAPH, FIGURES_GRAPH, RESOLUTION, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, in_graph, typed
from kg.language.folding import search_form
from kg.model import ArticleReading, Figure, Statement
from kg.text.span_index import SpanIndex


def figure_triples(statement: Statement, article: ArticleNode) -> Iterator[Triple]:
    """The figures that a statement gives, each with the words as evidence."""
    for number, figure in enumerate(statement.figures):
        subject = _figure_node(statement.id, number)
        yield subject, term("asg:expressedIn"), node("statement", statement.id)
        yield from _figure(subject, figure, article)


def own_figure_triples(reading: ArticleReading, article: ArticleNode) -> Iterator[Triple]:
    """The figures that an article gives itself, as `figure_triples`, with the words of their sentences."""
    mentions = SpanIndex(reading.mentions, lambda one: one.span)
    for number, figure in enumerate(reading.figures):
        subject = _figure_node(reading.article.id, number)
        sentence = figure.context.sentence or figure.span
        yield subject, term("asg:expressedIn"), article.node
        yield subject, term("asg:searchText"), Literal(search_form(article.words(sentence)))
        for mention in mentions.inside(sentence):
            yield subject, term("schema:mentions"), entity_node(mention.entity)
        yield from _figure(subject, figure, article)


def _figure(subject: NamedNode, figure: Figure, article: ArticleNode) -> Iterator[Triple]:
    yield subject, term("schema:text"), Literal(figure.text)
    yield subject, term("asg:counted"), Literal(figure.counted)
    for name, value in (("asg:least", figure.least), ("asg:most", figure.most)):
        if value is not None:
            yield subject, term(name), typed(f"{value:.6f}".rstrip("0").rstrip("."), "decimal")
    if figure.outcome:
        yield subject, term("asg:outcome"), Literal(figure.outcome)
    yield subject, term("asg:evidence"), article.at(figure.span)


def difference_quads(differences: Iterable[Difference]) -> Iterator[Quad]:
    """Pairs of figures that are reports of one, and how they compare."""
    for one in differences:
        yield from in_graph(_difference(one), FIGURES_GRAPH)


def figure_activity_quads() -> Iterator[Quad]:
    """What made the graph of differences; every dataset has these, whatever else it has."""
    yield Quad(FIGURES_GRAPH, term("prov:wasGeneratedBy"), RESOLUTION, ACTIVITIES_GRAPH)


def _difference(one: Difference) -> Iterator[Triple]:
    first, second = _figure_node(*one.one), _figure_node(*one.other)
    names = "/".join(f"{owner}-{number + 1}" for owner, number in (one.one, one.other))
    pair = node("figures", names)
    yield pair, term("asg:comparesFirst"), first
    yield pair, term("asg:comparesSecond"), second
    yield pair, term("asg:comparison"), Literal(one.comparison.value)


def _figure_node(owner: str, number: int) -> NamedNode:
    """The node of a figure of the statement, or of the article, `owner`."""
    return node("figure", f"{owner}-{number + 1}")
