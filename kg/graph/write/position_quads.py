"""Positions and the scheme of their acts as triples, and the scheme read back from a store.

What an article only states (the act STATE) is no position, and nothing of it is asserted.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.acts.scheme import (
    ACTS_BASE,
    NO_POSITION,
    POLARITIES,
    Act,
    Scheme,
    scheme_of_triples,
)
from kg.graph.vocabulary import SCHEME_GRAPH, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import Triple, digest_of, selectors, typed
from kg.language.folding import fold
from kg.language.stems import stem_form
from kg.model import Document, Polarity, Position, Reading, Span, Statement, Target

COURSE = "course-"
"""How the identifiers of courses of action begin."""

_RDF_TYPE = term("rdf:type")


def position_triples(
    reading: Reading, article: NamedNode, activity: NamedNode, scheme: Scheme
) -> Iterator[Triple]:
    """The positions of one article, with what they are toward; `activity` made them."""
    courses: dict[str, str] = {}
    for statement in reading.statements:
        for position in statement.positions:
            if scheme.acts[position.act].root != NO_POSITION:
                yield from _position(position, statement, reading.document, article, scheme, courses)
                yield node("position", position.id), term("prov:wasGeneratedBy"), activity


def scheme_quads(scheme: Scheme) -> Iterator[Quad]:
    """The scheme, in a graph of its own."""
    for subject, predicate, object_ in _scheme(scheme):
        yield Quad(subject, predicate, object_, SCHEME_GRAPH)


def scheme_of(store: Store) -> Scheme:
    """The scheme that the positions of a graph follow."""
    quads = store.quads_for_pattern(None, None, None, SCHEME_GRAPH)
    return scheme_of_triples((quad.triple for quad in quads), "of the graph")


def _position(
    position: Position,
    statement: Statement,
    document: Document,
    article: NamedNode,
    scheme: Scheme,
    courses: dict[str, str],
) -> Iterator[Triple]:
    """`courses` has the names of the courses of action so far, by identifier."""
    subject, said = node("position", position.id), node("statement", statement.id)
    yield subject, _RDF_TYPE, term("asg:Position")
    yield subject, term("schema:identifier"), Literal(position.id)
    yield subject, term("asg:expressedIn"), said
    yield subject, term("asg:holder"), entity_node(position.holder.refers_to)
    yield subject, term("asg:act"), NamedNode(scheme.acts[position.act].iri)
    yield subject, term("asg:polarity"), Literal(position.polarity.value)
    yield subject, term("asg:layer"), Literal(position.layer.value)
    yield subject, term("asg:confidence"), typed(position.confidence, "decimal")
    if position.target.refers_to is None:
        yield from _course(subject, position.target, document, courses)
    else:
        yield subject, term("asg:target"), entity_node(position.target.refers_to)
    spans: list[tuple[str, Span]] = [("target", position.target.span)]
    if position.condition:
        spans.append(("condition", position.condition))
        yield subject, term("asg:condition"), Literal(_squeezed(position.condition.of(document.text)))
    if position.holder.span in statement.source:
        number = statement.source.index(position.holder.span) + 1
        yield subject, term("asg:holderEvidence"), NamedNode(f"{said.value}#source-{number}")
    else:
        spans.append(("holder", position.holder.span))
    for part, span in spans:
        resource = NamedNode(f"{subject.value}#{part}")
        yield subject, term(f"asg:{part}Evidence"), resource
        yield from selectors(resource, span, document, article)


def _course(
    position: NamedNode, target: Target, document: Document, courses: dict[str, str]
) -> Iterator[Triple]:
    """An event or course of action: one node for each wording in an article."""
    identifier = f"{COURSE}{digest_of(document.id, fold(target.text))}"
    course = node("course", identifier)
    yield position, term("asg:target"), course
    if identifier not in courses:
        courses[identifier] = name = _squeezed(target.text)
        yield course, _RDF_TYPE, term("asg:CourseOfAction")
        yield course, term("schema:identifier"), Literal(identifier)
        yield course, term("schema:name"), Literal(name)
        yield course, term("asg:foldedName"), Literal(fold(name))
        yield course, term("asg:searchText"), Literal(stem_form(name))


def _scheme(scheme: Scheme) -> Iterator[Triple]:
    acts, polarities = NamedNode(ACTS_BASE), NamedNode(POLARITIES)
    yield acts, _RDF_TYPE, term("skos:ConceptScheme")
    yield polarities, _RDF_TYPE, term("skos:ConceptScheme")
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
    yield concept, _RDF_TYPE, term("skos:Concept")
    name, *others = labels
    yield concept, term("skos:prefLabel"), Literal(name, language="en")
    for label in others:
        yield concept, term("skos:altLabel"), Literal(label, language="en")


def _squeezed(text: str) -> str:
    return " ".join(text.split())
