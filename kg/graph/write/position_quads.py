"""Positions as triples.

What an article only states (the act STATE) is not a position, and nothing of it is asserted.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.acts.scheme import NO_POSITION, Scheme
from kg.graph.vocabulary import RDF_TYPE, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, digest_of, evidence_node, typed
from kg.language.folding import fold
from kg.language.stems import stem_form
from kg.model import ArticleReading, Position, Statement, Target


def position_triples(
    reading: ArticleReading, article: ArticleNode, activity: NamedNode, scheme: Scheme
) -> Iterator[Triple]:
    """The positions of one article, with what they are toward; `activity` made them."""
    courses: dict[NamedNode, Target] = {}
    for statement in reading.statements:
        for position in statement.positions:
            if scheme.acts[position.act].root != NO_POSITION:
                target = _target_node(position.target, article)
                if position.target.entity is None:
                    courses.setdefault(target, position.target)
                yield from _position(position, statement, article, scheme)
                yield node("position", position.id), term("asg:target"), target
                yield node("position", position.id), term("prov:wasGeneratedBy"), activity
    for course, words in courses.items():
        yield from _course(course, words)


def _position(
    position: Position, statement: Statement, article: ArticleNode, scheme: Scheme
) -> Iterator[Triple]:
    subject, said = node("position", position.id), node("statement", statement.id)
    yield subject, RDF_TYPE, term("asg:Position")
    yield subject, term("schema:identifier"), Literal(position.id)
    yield subject, term("asg:expressedIn"), said
    yield subject, term("asg:holder"), entity_node(position.holder.actor)
    yield subject, term("asg:act"), NamedNode(scheme.acts[position.act].iri)
    yield subject, term("asg:polarity"), Literal(position.polarity.value)
    yield subject, term("asg:layer"), Literal(position.layer.value)
    yield subject, term("asg:confidence"), typed(position.confidence, "decimal")
    yield from article.evidence(subject, "target", position.target.span)
    if position.condition:
        yield subject, term("asg:condition"), Literal(article.words(position.condition))
        yield from article.evidence(subject, "condition", position.condition)
    if position.holder.span in statement.source:
        number = statement.source.index(position.holder.span) + 1
        yield subject, term("asg:holderEvidence"), evidence_node(said, "source", number)
    else:
        yield from article.evidence(subject, "holder", position.holder.span)


def _target_node(target: Target, article: ArticleNode) -> NamedNode:
    """An actor or agreement, or else a course of action: one node for each wording in an article."""
    if target.entity is not None:
        return entity_node(target.entity)
    return node("course", f"course-{digest_of(article.article.id, fold(target.text))}")


def _course(course: NamedNode, target: Target) -> Iterator[Triple]:
    name = " ".join(target.text.split())
    yield course, RDF_TYPE, term("asg:CourseOfAction")
    yield course, term("schema:identifier"), Literal(course.value.rpartition("/")[2])
    yield course, term("schema:name"), Literal(name)
    yield course, term("asg:foldedName"), Literal(fold(name))
    yield course, term("asg:searchText"), Literal(stem_form(name))
