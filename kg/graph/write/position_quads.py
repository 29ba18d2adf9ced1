"""Positions and the scheme of their acts as triples.

What an article only states (the act STATE) is not a position, and nothing of it is asserted.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.acts.scheme import ACTS_BASE, NO_POSITION, POLARITIES, Act, Scheme
from kg.graph.vocabulary import RDF_TYPE, SCHEME_GRAPH, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import ArticleNode, Triple, digest_of, evidence_node, in_graph, typed
from kg.language.folding import fold
from kg.language.stems import stem_form
from kg.model import ArticleReading, Polarity, Position, Statement, Target


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


def scheme_quads(scheme: Scheme) -> Iterator[Quad]:
    """The scheme, in a graph of its own."""
    return in_graph(_scheme(scheme), SCHEME_GRAPH)


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


def _scheme(scheme: Scheme) -> Iterator[Triple]:
    acts, polarities = NamedNode(ACTS_BASE), NamedNode(POLARITIES)
    yield acts, RDF_TYPE, term("skos:ConceptScheme")
    yield polarities, RDF_TYPE, term("skos:ConceptScheme")
    for iri, name in scheme.categories.items():
        yield from _concept(NamedNode(iri), (name,))
        yield NamedNode(iri), term("skos:topConceptOf"), acts
    for polarity, labels in scheme.polarities.items():
        yield from _polarity(polarity, labels)
        yield NamedNode(ACTS_BASE + polarity.value), term("skos:topConceptOf"), polarities
    for act in scheme.acts.values():
        yield from _act(act, scheme)
        yield NamedNode(act.iri), term("skos:inScheme"), acts


def _act(act: Act, scheme: Scheme) -> Iterator[Triple]:
    concept = NamedNode(act.iri)
    broader = scheme.acts[act.parent].iri if act.parent else act.category
    yield from _concept(concept, act.labels)
    yield concept, term("skos:notation"), Literal(act.notation)
    yield concept, term("skos:broader"), NamedNode(broader)
    yield concept, term("asg:polarity"), Literal(act.polarity.value)
    if act.definition:
        yield concept, term("skos:definition"), Literal(act.definition, language="en")
    if act.weight is not None:
        yield concept, term("asg:weight"), typed(act.weight, "decimal")


def _polarity(polarity: Polarity, labels: tuple[str, ...]) -> Iterator[Triple]:
    concept = NamedNode(ACTS_BASE + polarity.value)
    yield from _concept(concept, labels)
    yield concept, term("skos:notation"), Literal(polarity.value)


def _concept(concept: NamedNode, labels: tuple[str, ...]) -> Iterator[Triple]:
    yield concept, RDF_TYPE, term("skos:Concept")
    name, *others = labels
    yield concept, term("skos:prefLabel"), Literal(name, language="en")
    for label in others:
        yield concept, term("skos:altLabel"), Literal(label, language="en")
