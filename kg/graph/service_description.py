"""What an endpoint can do, in RDF: SPARQL 1.1 Service Description (W3C Recommendation, 2013)."""

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from kg.graph.answer_formats import GRAPH_FORMATS, TABLE_FORMATS, AnswerFormat
from kg.graph.vocabulary import RDF_TYPE

_SD = "http://www.w3.org/ns/sparql-service-description#"


def describe_service(endpoint: str, *, union: bool, graphs: Sequence[str], form: AnswerFormat) -> bytes:
    """The description of the endpoint at the IRI `endpoint`, in `form`.

    `union` tells whether its default graph has all others, too; `graphs` are the named graphs to name. Raises
    `ValueError` if one of them is no IRI.
    """
    library_format = RdfFormat.from_media_type(form.media_type)
    described = serialize(
        _triples(NamedNode(endpoint), union, [NamedNode(one) for one in graphs]),
        format=library_format,
        prefixes={"sd": _SD, "formats": "http://www.w3.org/ns/formats/"},
    )
    assert described is not None
    return described


def _triples(service: NamedNode, union: bool, graphs: Sequence[NamedNode]) -> Iterator[Triple]:
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(service, RDF_TYPE, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for form in (*TABLE_FORMATS.values(), *GRAPH_FORMATS.values()):
        yield Triple(service, _sd("resultFormat"), NamedNode(form.iri))
    if union:
        yield Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, RDF_TYPE, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, RDF_TYPE, _sd("Graph"))
    for number, name in enumerate(graphs):
        graph = BlankNode(f"named{number}")
        yield Triple(dataset, _sd("namedGraph"), graph)
        yield Triple(graph, RDF_TYPE, _sd("NamedGraph"))
        yield Triple(graph, _sd("name"), name)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
