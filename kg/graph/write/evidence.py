"""Where in which article something stands, and the literals that quads are made of."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.fragments import evidence_iri
from kg.graph.vocabulary import node, term
from kg.model import Article, PartialDate, Precision, Span

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

    def at(self, span: Span) -> NamedNode:
        """The evidence that the words at `span` are."""
        return evidence_iri(self.node.value, span)


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
