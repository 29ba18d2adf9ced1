"""The dataset as JSON-LD: the same quads again, under the terms of the published context."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.namespace import OWL

import kg
from kg.acts.scheme import ASG_BASE
from kg.graph.json_ld import context, write_json_ld
from kg.graph.rdf_files import export_quads
from kg.graph.vocabulary import PREFIXES, RDF_TYPE, term
from tests.builders import make_store
from tests.conftest import ROOT
from tests.with_everything import everything

# rdflib's parsers use what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
iris = st.sampled_from(
    [
        *(
            NamedNode(f"https://example.org/{name}")
            for name in ("a", "b/../c", "d#e=1,2", "%C3%A9?q=a&b=(1)")
        ),
        *(NamedNode(iri) for iri in ("urn:x:y", "schema:text", "text:id", "Statement:x", "id:x")),
    ]
)
literals = st.one_of(
    words.map(Literal),
    st.builds(Literal, words, language=st.sampled_from(["en", "de", "en-gb"])),
    st.builds(
        lambda text, kind: Literal(text, datatype=term(f"xsd:{kind}")),
        st.sampled_from(["1", "0.90", "true", "2020-02-10", "x", ""]),
        st.sampled_from(["decimal", "integer", "boolean", "date", "gYear", "double", "string"]),
    ),
)
properties = st.sampled_from(
    [
        *(term(name) for name in ("schema:text", "asg:confidence", "skos:prefLabel", "schema:mentions")),
        *(term(name) for name in ("schema:dateCreated", "oa:start", "asg:act", "rdf:object", "rdf:type")),
        *(NamedNode(iri) for iri in ("http://example.org/own", "urn:p")),
    ]
)
quads = st.builds(
    lambda subject, property_, value, graph: Quad(subject, property_, value, graph),
    st.one_of(iris, st.just(BlankNode("b0"))),
    properties,
    st.one_of(iris, literals),
    st.one_of(iris, st.just(DefaultGraph())),
).filter(lambda quad: quad.predicate != RDF_TYPE or isinstance(quad.object, NamedNode))


def written(given_quads: list[Quad]) -> bytes:
    file = BytesIO()
    write_json_ld(given_quads, file)
    return file.getvalue()


def by_oxigraph(document: bytes) -> set[Quad]:
    return set(parse(document, format=RdfFormat.JSON_LD))


def by_rdflib(document: bytes) -> set[Quad]:
    """What rdflib parses, as it writes it in N-Quads."""
    dataset = rdflib.Dataset()
    dataset.parse(data=document.decode(), format="json-ld")
    return set(parse(dataset.serialize(format="nquads"), format=RdfFormat.N_QUADS))


@given(st.lists(quads, max_size=12))
def test_any_quads_are_the_same_again(some: list[Quad]) -> None:
    # Blank nodes have no name that stays.
    assert len(by_oxigraph(written(some))) == len(set(some))
    named = [quad for quad in some if not isinstance(quad.subject, BlankNode)]
    assert by_oxigraph(written(named)) == set(named)


def test_an_iri_that_begins_as_a_term_stays_as_it_is() -> None:
    names = ("schema:text", "text:id", "Statement:x", "id:x", "type:x", "https://example.org/b/../c")
    some = {Quad(NamedNode(one), term("asg:act"), NamedNode(one), NamedNode(one)) for one in names}
    some |= {Quad(NamedNode(one), RDF_TYPE, NamedNode(one)) for one in names}
    document = written(list(some))
    assert by_oxigraph(document) == by_rdflib(document) == some


def test_two_parsers_give_the_quads_of_an_archive_with_everything() -> None:
    whole = set(export_quads(make_store(everything())))
    document = written(sorted(whole, key=str))
    assert by_oxigraph(document) == whole
    assert by_rdflib(document) == whole


def test_two_parsers_give_the_quads_of_the_five_articles(built: Path, tmp_path: Path) -> None:
    with kg.open(built) as graph:
        graph.export(tmp_path / "graph.jsonld")
        graph.export(tmp_path / "graph.nq")
    whole = set(parse((tmp_path / "graph.nq").read_bytes(), format=RdfFormat.N_QUADS))
    document = (tmp_path / "graph.jsonld").read_bytes()
    assert len(whole) > 1000
    assert by_oxigraph(document) == whole
    assert by_rdflib(document) == whole


def test_a_node_object_has_the_terms_of_the_context() -> None:
    subject, graph = NamedNode("urn:s"), NamedNode("urn:g")
    found = json.loads(
        written(
            [
                Quad(subject, RDF_TYPE, term("asg:Statement"), graph),
                Quad(subject, RDF_TYPE, term("schema:Quotation"), graph),
                Quad(subject, term("schema:text"), Literal("No"), graph),
                Quad(subject, term("asg:confidence"), Literal("0.9", datatype=term("xsd:decimal")), graph),
                Quad(subject, term("prov:wasAttributedTo"), NamedNode("urn:a"), graph),
                Quad(subject, term("schema:dateCreated"), Literal("2020", datatype=term("xsd:gYear")), graph),
                Quad(subject, NamedNode("urn:p"), Literal("Nein", language="de")),
            ]
        )
    )
    assert found["@graph"] == [
        {
            "id": "urn:g",
            "@graph": [
                {
                    "id": "urn:s",
                    "type": ["Statement", "Quotation"],
                    "text": "No",
                    "confidence": "0.9",
                    "wasAttributedTo": "urn:a",
                    "dateCreated": {"@value": "2020", "@type": f"{PREFIXES['xsd']}gYear"},
                }
            ],
        },
        {"id": "urn:s", "urn:p": {"@value": "Nein", "@language": "de"}},
    ]
    assert found["@context"] == context()
    assert written([]).decode().endswith('"@graph": [\n]}\n')


def test_the_context_has_every_own_term_and_all_that_is_written() -> None:
    own = json.loads((ROOT / "kg" / "graph" / "context.jsonld").read_text(encoding="utf-8"))
    ontology = rdflib.Graph().parse(ROOT / "kg" / "graph" / "ontology.ttl")
    defined = {
        str(one).rpartition("#")[2]
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for one in ontology.subjects(rdflib.RDF.type, kind)
        if str(one).startswith(PREFIXES["asg"])
    }
    assert list(own) == ["@context"]
    terms = [one["@id"] if isinstance(one, dict) else str(one) for one in context().values()]
    assert {one.removeprefix(ASG_BASE) for one in terms if one.startswith(ASG_BASE)} == defined
    assert defined <= own["@context"].keys()
    document: Any = json.loads(written(list(export_quads(make_store(everything())))))
    nodes = [node for graph in document["@graph"] for node in graph.get("@graph", [graph])]
    keys = {key for node in nodes for key in node}
    assert keys - own["@context"].keys() == set()
    types = {one for node in nodes for one in [node.get("type", [])] if isinstance(one, str)}
    assert types - own["@context"].keys() == set()
