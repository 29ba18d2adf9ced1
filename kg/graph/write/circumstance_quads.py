"""When, to whom, through what and where something was said, as triples: a schema:CommunicateAction."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import Triple, date_literal, selectors, typed
from kg.language.folding import fold, slug
from kg.model import Circumstance, Document, Precision, Span, Statement, When

_RDF_TYPE = term("rdf:type")


def circumstance_triples(
    subject: NamedNode, statement: Statement, document: Document, article: NamedNode
) -> Iterator[Triple]:
    """What the article tells of the saying of `statement`; nothing where it tells nothing."""
    action = NamedNode(f"{subject.value}#saying")
    found: list[tuple[str, Span]] = []
    if statement.addressee:
        found.append(("addressee", statement.addressee.span))
        yield action, term("schema:recipient"), entity_node(statement.addressee.refers_to)
    if statement.medium:
        found.append(("medium", statement.medium.span))
        yield from _named(action, "schema:instrument", "medium", "schema:Thing", statement.medium)
    if statement.occasion:
        found.append(("occasion", statement.occasion.span))
        yield from _named(action, "asg:occasion", "occasion", "schema:Event", statement.occasion)
    if found:
        yield action, _RDF_TYPE, term("schema:CommunicateAction")
        yield action, term("schema:object"), subject
        if statement.speaker:
            yield action, term("schema:agent"), entity_node(statement.speaker.refers_to)
    if statement.said_on:
        found.append(("date", statement.said_on.span))
        yield from _said_on(subject, statement.said_on)
    for part, span in found:
        resource = NamedNode(f"{subject.value}#{part}-1")
        yield subject, term(f"asg:{part}Evidence"), resource
        yield from selectors(resource, span, document, article)


def _named(
    action: NamedNode, predicate: str, kind: str, class_: str, circumstance: Circumstance
) -> Iterator[Triple]:
    thing = node(kind, slug(circumstance.name) or circumstance.name)
    yield action, term(predicate), thing
    yield thing, _RDF_TYPE, term(class_)
    yield thing, term("schema:name"), Literal(circumstance.name)
    yield thing, term("asg:foldedName"), Literal(fold(circumstance.name))


def _said_on(subject: NamedNode, when: When) -> Iterator[Triple]:
    first, last = days_of(when)
    yield subject, term("schema:dateCreated"), date_literal(when.date)
    yield subject, term("asg:datePrecision"), Literal(when.precision.value)
    yield subject, term("asg:saidFrom"), typed(first.isoformat(), "date")
    yield subject, term("asg:saidUntil"), typed(last.isoformat(), "date")


def days_of(when: When) -> tuple[date, date]:
    """The first and the last day that `when` can be."""
    if when.precision is Precision.DAY:
        day = date.fromisoformat(when.date)
        return day, day
    if when.precision is Precision.WEEK:
        first = date.fromisoformat(f"{when.date}-1")
        return first, first + timedelta(days=6)
    year, *month = map(int, when.date.split("-"))
    if when.precision is Precision.MONTH:
        return date(year, month[0], 1), date(year, month[0], calendar.monthrange(year, month[0])[1])
    return date(year, 1, 1), date(year, 12, 31)
