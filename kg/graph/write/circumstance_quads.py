"""When, to whom, through what and where something was said, as triples: a schema:CommunicateAction."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import RDF_TYPE, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, date_literal, typed
from kg.language.folding import slug
from kg.model import Circumstance, PartialDate, Statement


def circumstance_triples(subject: NamedNode, statement: Statement, article: ArticleNode) -> Iterator[Triple]:
    """The circumstances of `statement` that the article gives; nothing where it gives none."""
    action = NamedNode(f"{subject.value}#saying")
    if statement.addressee:
        yield action, term("schema:recipient"), entity_node(statement.addressee.actor)
        yield subject, term("asg:addresseeEvidence"), article.at(statement.addressee.span)
    if statement.medium:
        yield from _named(action, "schema:instrument", "medium", "schema:Thing", statement.medium)
        yield subject, term("asg:mediumEvidence"), article.at(statement.medium.span)
    if statement.occasion:
        yield from _named(action, "asg:occasion", "occasion", "schema:Event", statement.occasion)
        yield subject, term("asg:occasionEvidence"), article.at(statement.occasion.span)
    if statement.addressee or statement.medium or statement.occasion:
        yield action, RDF_TYPE, term("schema:CommunicateAction")
        yield action, term("schema:object"), subject
    if statement.said_on:
        yield from _said_on(subject, statement.said_on.date)
        yield subject, term("asg:dateEvidence"), article.at(statement.said_on.span)


def _named(
    action: NamedNode, predicate: str, kind: str, class_: str, circumstance: Circumstance
) -> Iterator[Triple]:
    thing = node(kind, slug(circumstance.name) or circumstance.name)
    yield action, term(predicate), thing
    yield thing, RDF_TYPE, term(class_)
    yield thing, term("schema:name"), Literal(circumstance.name)


def _said_on(subject: NamedNode, date: PartialDate) -> Iterator[Triple]:
    """Nothing for a day without a year: it cannot be put in order."""
    if date.has_year:
        yield subject, term("schema:dateCreated"), date_literal(date)
        yield subject, term("asg:saidFrom"), typed(date.first_day.isoformat(), "date")
        yield subject, term("asg:saidUntil"), typed(date.last_day.isoformat(), "date")
