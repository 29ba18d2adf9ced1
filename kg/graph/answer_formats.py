"""The formats of answers: those of SPARQL for rows, those of RDF for triples."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A format. `aliases` are media types under which it is asked for, too; `iri` names it for programs."""

    name: str
    media_type: str
    iri: str
    aliases: tuple[str, ...] = ()


def _by_name(*forms: AnswerFormat) -> dict[str, AnswerFormat]:
    return {one.name: one for one in forms}


_W3C = "http://www.w3.org/ns/formats/"
TABLE_FORMATS = _by_name(
    AnswerFormat(
        "json", "application/sparql-results+json", f"{_W3C}SPARQL_Results_JSON", ("application/json",)
    ),
    AnswerFormat(
        "xml", "application/sparql-results+xml", f"{_W3C}SPARQL_Results_XML", ("application/xml", "text/xml")
    ),
    AnswerFormat("csv", "text/csv", f"{_W3C}SPARQL_Results_CSV"),
    AnswerFormat("tsv", "text/tab-separated-values", f"{_W3C}SPARQL_Results_TSV"),
)
GRAPH_FORMATS = _by_name(
    AnswerFormat("turtle", "text/turtle", f"{_W3C}Turtle", ("application/x-turtle",)),
    AnswerFormat("ntriples", "application/n-triples", f"{_W3C}N-Triples", ("text/plain",)),
    AnswerFormat("trig", "application/trig", f"{_W3C}TriG", ("application/x-trig",)),
    AnswerFormat("nquads", "application/n-quads", f"{_W3C}N-Quads"),
    AnswerFormat("jsonld", "application/ld+json", f"{_W3C}JSON-LD", ("application/json",)),
    AnswerFormat("rdfxml", "application/rdf+xml", f"{_W3C}RDF_XML", ("application/xml", "text/xml")),
)
