"""Positions as triples.

What an article only states (the act STATE) is not a position, and nothing of it is asserted.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.acts.scheme import NO_POSITION, Scheme
from kg.graph.vocabulary import node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, digest_of, typed
from kg.language.folding import fold
from kg.language.stems import stem_form
from kg.model import ArticleReading, Position, Statement, Target


def position_triples(reading: ArticleReading, article: ArticleNode, scheme: Scheme) -> Iterator[Triple]:
    """The positions of one article, with what they are toward."""
    courses: dict[NamedNode, Target] = {}
    for statement in reading.statements:
        for position in statement.positions:
            if scheme.acts[position.act].root != NO_POSITION:
                target = _target_node(position.target, article)
                if position.target.entity is None:
                    courses.setdefault(target, position.target)
                yield from _position(position, statement, article, scheme)
                yield node("position", position.id), term("asg:target"), target
    for course, words in courses.items():
        yield from _course(course, words)


def _position(
    position: Position, statement: Statement, article: ArticleNode, scheme: Scheme
) -> Iterator[Triple]:
    subject = node("position", position.id)
    yield subject, term("asg:expressedIn"), node("statement", statement.id)
    yield subject, term("asg:holder"), entity_node(position.holder.actor)
    yield subject, term("asg:act"), NamedNode(scheme.acts[position.act].iri)
    yield subject, term("asg:polarity"), Literal(position.polarity.value)
    yield subject, term("asg:layer"), Literal(position.layer.value)
    yield subject, term("asg:confidence"), typed(position.confidence, "decimal")
    yield subject, term("asg:targetEvidence"), article.at(position.target.span)
    if position.condition:
        yield subject, term("asg:condition"), Literal(article.words(position.condition))
        yield subject, term("asg:conditionEvidence"), article.at(position.condition)
    if statement.source != (position.holder.span,):
        yield subject, term("asg:holderEvidence"), article.at(position.holder.span)


def _target_node(target: Target, article: ArticleNode) -> NamedNode:
    """An actor or agreement, or else a course of action: one node for each wording in an article."""
    if target.entity is not None:
        return entity_node(target.entity)
    return node("course", f"course-{digest_of(article.article.id, fold(target.text))}")


def _course(course: NamedNode, target: Target) -> Iterator[Triple]:
    name = " ".join(target.text.split())
    yield course, term("schema:name"), Literal(name)
    yield course, term("asg:stems"), Literal(stem_form(name))
