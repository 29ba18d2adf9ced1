"""Evidence: where in which article something stands (Web Annotation Data Model, W3C 2017)."""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import term
from kg.model import Document, Span

# Code points of context on either side in a text quote selector (section 4.2.4).
_CONTEXT = 32
_XSD = {name: term(f"xsd:{name}") for name in ("integer", "decimal", "boolean", "date")}
# ISO 8601 dates, by their length.
_DATE_TYPES = {4: term("xsd:gYear"), 7: term("xsd:gYearMonth"), 10: term("xsd:date")}

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def selectors(resource: NamedNode, span: Span, document: Document, article: NamedNode) -> Iterator[Triple]:
    """`resource` as a specific resource: the words at `span`, by position and by quotation."""
    text = document.text
    position = NamedNode(f"{resource.value}-position")
    quotation = NamedNode(f"{resource.value}-quote")
    rdf_type = term("rdf:type")
    yield resource, rdf_type, term("oa:SpecificResource")
    yield resource, term("oa:hasSource"), article
    yield resource, term("oa:hasSelector"), position
    yield resource, term("oa:hasSelector"), quotation
    yield position, rdf_type, term("oa:TextPositionSelector")
    yield position, term("oa:start"), typed(span.start, "integer")
    yield position, term("oa:end"), typed(span.end, "integer")
    yield quotation, rdf_type, term("oa:TextQuoteSelector")
    yield quotation, term("oa:exact"), Literal(span.of(text))
    yield quotation, term("oa:prefix"), Literal(text[max(0, span.start - _CONTEXT) : span.start])
    yield quotation, term("oa:suffix"), Literal(text[span.end : span.end + _CONTEXT])


def typed(value: object, datatype: str) -> Literal:
    """A literal of an XML Schema type: integer, decimal, boolean or date."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Literal(text, datatype=_XSD[datatype])


def date_literal(date: str) -> Literal:
    """An ISO 8601 date as precise as it is; a week, or a date without a year, has no type in XML Schema."""
    datatype = None if "W" in date or date.startswith("-") else _DATE_TYPES.get(len(date))
    return Literal(date, datatype=datatype) if datatype else Literal(date)


def digest_of(*parts: object) -> str:
    """Twelve characters that derive from `parts`, for the name of a node."""
    joined = "\0".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
