"""Evidence: where in which article something stands (Web Annotation Data Model, W3C 2017)."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.vocabulary import RDF_TYPE, node, term
from kg.model import Article, PartialDate, Precision, Span

# Code points of context on either side in a text quote selector (section 4.2.4).
_CONTEXT = 32
_DATE_TYPES = {
    Precision.DAY: term("xsd:date"),
    Precision.MONTH: term("xsd:gYearMonth"),
    Precision.YEAR: term("xsd:gYear"),
}

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


class ArticleNode:
    """An article as its quads name it: its node, and evidence that points into its text."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.node = node("article", article.id)

    def words(self, span: Span) -> str:
        """The words at `span`, with single spaces."""
        return " ".join(span.of(self.article.text).split())

    def cite(self, span: Span) -> str:
        """The citation of `span`: the path of the article and the offsets."""
        return f"{self.article.path}:{span.start}-{span.end}"

    def selectors(self, resource: NamedNode, span: Span) -> Iterator[Triple]:
        """`resource` as a specific resource: the words at `span`, by position and by quotation."""
        text = self.article.text
        position = NamedNode(f"{resource.value}-position")
        quotation = NamedNode(f"{resource.value}-quote")
        yield resource, RDF_TYPE, term("oa:SpecificResource")
        yield resource, term("oa:hasSource"), self.node
        yield resource, term("oa:hasSelector"), position
        yield resource, term("oa:hasSelector"), quotation
        yield from position_selector(position, span)
        yield quotation, RDF_TYPE, term("oa:TextQuoteSelector")
        yield quotation, term("oa:exact"), Literal(span.of(text))
        yield quotation, term("oa:prefix"), Literal(text[max(0, span.start - _CONTEXT) : span.start])
        yield quotation, term("oa:suffix"), Literal(text[span.end : span.end + _CONTEXT])

    def evidence(self, subject: NamedNode, part: str, span: Span, number: int = 1) -> Iterator[Triple]:
        """The words at `span` as the `asg:…Evidence` of a `part` of `subject`."""
        resource = evidence_node(subject, part, number)
        yield subject, term(f"asg:{part}Evidence"), resource
        yield from self.selectors(resource, span)


def evidence_node(subject: NamedNode, part: str, number: int = 1) -> NamedNode:
    """The node of the words that give a `part` of `subject`; `number` counts from 1."""
    return NamedNode(f"{subject.value}#{part}-{number}")


def position_selector(selector: NamedNode, span: Span) -> Iterator[Triple]:
    """`selector` as a text position selector of `span`, `[start, end)` in code points."""
    yield selector, RDF_TYPE, term("oa:TextPositionSelector")
    yield selector, term("oa:start"), typed(span.start, "integer")
    yield selector, term("oa:end"), typed(span.end, "integer")


def in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    """`triples` as quads of `graph`."""
    return (Quad(subject, predicate, object_, graph) for subject, predicate, object_ in triples)


def typed(value: object, datatype: str) -> Literal:
    """A literal of an XML Schema type: integer, decimal, boolean or date."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Literal(text, datatype=term(f"xsd:{datatype}"))


def date_literal(date: PartialDate) -> Literal:
    """A date with the type of its precision; a week and a date without a year have none in XML Schema."""
    datatype = _DATE_TYPES.get(date.precision) if date.has_year else None
    return Literal(date.iso, datatype=datatype) if datatype else Literal(date.iso)


def digest_of(*parts: object) -> str:
    """Twelve characters that derive from `parts`, for the name of a node."""
    joined = "\0".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]
