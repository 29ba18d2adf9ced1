"""The ontology against what the program writes."""

from functools import cache

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.namespace import OWL, RDF, RDFS

from kg.graph.rdf_files import described_quads
from kg.graph.vocabulary import PREFIXES, RDF_TYPE
from tests.conftest import ROOT
from tests.with_every_term import everything

ASG = PREFIXES["asg"]
SCHEMA = rdflib.Namespace(PREFIXES["schema"])


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "kg" / "graph" / "ontology.ttl")


@cache
def used() -> dict[str, list[tuple[frozenset[str], object]]]:
    """For each own class and property its uses: the classes of the subject, and the object."""
    quads = list(described_quads(everything(), None))
    classes: dict[object, set[str]] = {}
    for quad in quads:
        if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
            classes.setdefault(quad.subject, set()).add(quad.object.value)
    found: dict[str, list[tuple[frozenset[str], object]]] = {}
    for quad in quads:
        one = quad.object if quad.predicate == RDF_TYPE else quad.predicate
        if isinstance(one, NamedNode) and one.value.startswith(ASG):
            value = quad.object
            if isinstance(value, Literal):
                kind: object = rdflib.URIRef(value.datatype.value)
            else:
                kind = frozenset(classes.get(value, ()))
            found.setdefault(one.value, []).append((frozenset(classes.get(quad.subject, ())), kind))
    return found


def terms() -> set[str]:
    return {str(one) for one in set(ontology().subjects()) if str(one).startswith(ASG)}


def properties() -> list[str]:
    g = ontology()
    return sorted(one for one in terms() if (rdflib.URIRef(one), RDF.type, OWL.Class) not in g)


def test_what_is_used_is_defined_and_what_is_defined_is_used() -> None:
    assert {one.removeprefix(ASG) for one in terms() ^ used().keys()} == set()


@pytest.mark.parametrize("property_", [RDFS.label, RDFS.comment])
def test_every_term_is_described_once_in_english(property_: rdflib.URIRef) -> None:
    found = {one: [*ontology().objects(rdflib.URIRef(one), property_)] for one in terms()}
    assert [one for one, values in found.items() if len(values) != 1] == []
    assert {
        value.language for values in found.values() for value in values if isinstance(value, rdflib.Literal)
    } == {"en"}


def test_every_term_has_one_kind_that_tools_of_owl_know() -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    found = {one: kinds & set(ontology().objects(rdflib.URIRef(one), RDF.type)) for one in terms()}
    assert [one for one, values in found.items() if len(values) != 1] == []


def test_what_others_define_is_declared_as_what_it_is_in_an_export() -> None:
    # Else a tool of OWL takes a property for an annotation. Reification is not of OWL.
    wrong = set()
    for quad in described_quads(everything(), None):
        given = OWL.DatatypeProperty if isinstance(quad.object, Literal) else OWL.ObjectProperty
        if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
            term, kinds = quad.object.value, {OWL.Class}
        else:
            term, kinds = quad.predicate.value, {given, OWL.AnnotationProperty}
        found = set(ontology().objects(rdflib.URIRef(term), RDF.type))
        if not term.startswith((str(RDF), str(OWL))) and not found & kinds:
            wrong.add(term)
    assert wrong == set()


def test_a_property_has_the_domain_of_its_subjects() -> None:
    g = ontology()
    for one in properties():
        domains = {str(value) for value in g.objects(rdflib.URIRef(one), RDFS.domain)}
        included = {str(value) for value in g.objects(rdflib.URIRef(one), SCHEMA.domainIncludes)}
        subjects = [classes for classes, _ in used()[one]]
        if domains:
            # The default graph, which has the version, has no implied classes.
            assert [classes for classes in subjects if not domains <= classes] == [], one
        else:
            assert [classes for classes in subjects if not included & classes] == [], one
            # Each of them is needed, and no class is that of all.
            assert len(included) > 1
            assert [name for name in included if not any(name in classes for classes in subjects)] == [], one
            assert frozenset.intersection(*subjects) - {f"{ASG}Actor"} == frozenset(), one


def test_a_property_has_the_range_of_its_objects() -> None:
    g = ontology()
    for one in properties():
        (kind,) = {OWL.ObjectProperty, OWL.DatatypeProperty} & set(g.objects(rdflib.URIRef(one), RDF.type))
        objects = [value for _, value in used()[one]]
        ranges = set(g.objects(rdflib.URIRef(one), RDFS.range))
        included = set(g.objects(rdflib.URIRef(one), SCHEMA.rangeIncludes))
        assert ranges or included, one
        if kind == OWL.DatatypeProperty:
            assert set(objects) == ranges | included, one
        else:
            allowed = {str(value) for value in ranges | included if isinstance(value, rdflib.URIRef)}
            for union in ranges - included:
                members = g.value(union, OWL.unionOf)
                allowed |= {str(member) for member in g.items(members)} if members else set()
            # What is outside of the dataset, such as an entry of an authority file, has no class here.
            assert [
                value for value in objects if isinstance(value, frozenset) and value and not allowed & value
            ] == [], one


def test_classes_are_those_that_have_members() -> None:
    classes = {str(one) for one in ontology().subjects(RDF.type, OWL.Class) if str(one).startswith(ASG)}
    given = {quad.object.value for quad in described_quads(everything(), None)
             if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode)}  # fmt: skip
    assert classes == {one for one in given if one.startswith(ASG)}
