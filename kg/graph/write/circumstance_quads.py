"""When, to whom, through what and where something was said, as triples: a schema:CommunicateAction."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import RDF_TYPE, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, date_literal, typed
from kg.language.folding import fold, slug
from kg.model import Circumstance, PartialDate, Statement


def circumstance_triples(subject: NamedNode, statement: Statement, article: ArticleNode) -> Iterator[Triple]:
    """The circumstances of `statement` that the article gives; nothing where it gives none."""
    action = NamedNode(f"{subject.value}#saying")
    if statement.addressee:
        yield action, term("schema:recipient"), entity_node(statement.addressee.actor)
        yield from article.evidence(subject, "addressee", statement.addressee.span)
    if statement.medium:
        yield from _named(action, "schema:instrument", "medium", "schema:Thing", statement.medium)
        yield from article.evidence(subject, "medium", statement.medium.span)
    if statement.occasion:
        yield from _named(action, "asg:occasion", "occasion", "schema:Event", statement.occasion)
        yield from article.evidence(subject, "occasion", statement.occasion.span)
    if statement.addressee or statement.medium or statement.occasion:
        yield action, RDF_TYPE, term("schema:CommunicateAction")
        yield action, term("schema:object"), subject
        if statement.speaker:
            yield action, term("schema:agent"), entity_node(statement.speaker.actor)
    if statement.said_on:
        yield from _said_on(subject, statement.said_on.date)
        yield from article.evidence(subject, "date", statement.said_on.span)


def _named(
    action: NamedNode, predicate: str, kind: str, class_: str, circumstance: Circumstance
) -> Iterator[Triple]:
    thing = node(kind, slug(circumstance.name) or circumstance.name)
    yield action, term(predicate), thing
    yield thing, RDF_TYPE, term(class_)
    yield thing, term("schema:name"), Literal(circumstance.name)
    yield thing, term("asg:foldedName"), Literal(fold(circumstance.name))


def _said_on(subject: NamedNode, date: PartialDate) -> Iterator[Triple]:
    """Nothing for a day without a year: it cannot be put in order."""
    if date.has_year:
        yield subject, term("schema:dateCreated"), date_literal(date)
        yield subject, term("asg:datePrecision"), Literal(date.precision.value)
        yield subject, term("asg:saidFrom"), typed(date.first_day.isoformat(), "date")
        yield subject, term("asg:saidUntil"), typed(date.last_day.isoformat(), "date")
