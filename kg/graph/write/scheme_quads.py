"""The scheme of acts as quads, in a graph of its own (SKOS)."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.acts.scheme import ACTS_BASE, POLARITIES, Act, Scheme
from kg.graph.vocabulary import RDF_TYPE, SCHEME_GRAPH, term
from kg.graph.write.evidence import Triple, in_graph, typed


def scheme_quads(scheme: Scheme) -> Iterator[Quad]:
    """The scheme, in a graph of its own."""
    return in_graph(_scheme(scheme), SCHEME_GRAPH)


def _scheme(scheme: Scheme) -> Iterator[Triple]:
    acts, polarities = NamedNode(ACTS_BASE), NamedNode(POLARITIES)
    yield acts, RDF_TYPE, term("skos:ConceptScheme")
    yield polarities, RDF_TYPE, term("skos:ConceptScheme")
    for iri, name in scheme.categories.items():
        yield from _concept(NamedNode(iri), (name,))
        yield NamedNode(iri), term("skos:topConceptOf"), acts
    for polarity, labels in scheme.polarities.items():
        concept = NamedNode(ACTS_BASE + polarity.value)
        yield from _concept(concept, labels)
        yield concept, term("skos:notation"), Literal(polarity.value)
        yield concept, term("skos:topConceptOf"), polarities
        if polarity in scheme.plain_acts:
            yield concept, term("skos:related"), NamedNode(scheme.acts[scheme.plain_acts[polarity]].iri)
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


def _concept(concept: NamedNode, labels: tuple[str, ...]) -> Iterator[Triple]:
    yield concept, RDF_TYPE, term("skos:Concept")
    name, *others = labels
    yield concept, term("skos:prefLabel"), Literal(name, language="en")
    for label in others:
        yield concept, term("skos:altLabel"), Literal(label, language="en")
