"""Evidence in the Web Annotation form (W3C Recommendation, 2017), made from the texts that a graph holds.

The store has one IRI for the words that an edge stands on. A program that reads the standard form gets an
`oa:SpecificResource` with the article as its source and two selectors: by position, end-exclusive, in code
points (section 4.2.5), and by quotation, with the words around (section 4.2.4).
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.fragments import parse_evidence
from kg.graph.vocabulary import RDF_TYPE, term
from kg.model import Span

# Code points of context on either side in a text quote selector.
_CONTEXT = 32
# Texts of articles that are kept while quads are read.
_TEXTS = 64

Pair = tuple[NamedNode, NamedNode, NamedNode | Literal]


def annotate(quads: Iterable[Quad], text_of: Callable[[str], str | None]) -> Iterator[Quad]:
    """`quads`, with the Web Annotation form of each evidence IRI that is an object of one, in its graph.

    `text_of` gives the text of the article with an IRI; None if there is no such article, and the IRI is
    left as it is. Each graph has the form of an IRI once.
    """
    seen: set[tuple[object, object]] = set()
    for quad in quads:
        yield quad
        one, graph = quad.object, quad.graph_name
        found = parse_evidence(one.value) if isinstance(one, NamedNode) and (one, graph) not in seen else None
        text = text_of(found[0]) if found else None
        if found and text is not None and isinstance(one, NamedNode):
            seen.add((one, graph))
            yield from (Quad(*triple, graph) for triple in _specific_resource(one, *found, text))


def article_texts(store: Store) -> Callable[[str], str | None]:
    """What gives the text of the article with an IRI, None if `store` has no such article."""

    @lru_cache(maxsize=_TEXTS)
    def text_of(article: str) -> str | None:
        found = store.quads_for_pattern(NamedNode(article), term("schema:articleBody"), None)
        return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)

    return text_of


def _specific_resource(evidence: NamedNode, article: str, span: Span, text: str) -> Iterator[Pair]:
    position = NamedNode(f"{article}#position={span.start},{span.end}")
    quotation = NamedNode(f"{article}#quote={span.start},{span.end}")
    yield evidence, RDF_TYPE, term("oa:SpecificResource")
    yield evidence, term("oa:hasSource"), NamedNode(article)
    yield evidence, term("oa:hasSelector"), position
    yield evidence, term("oa:hasSelector"), quotation
    yield position, RDF_TYPE, term("oa:TextPositionSelector")
    yield position, term("oa:start"), Literal(span.start)
    yield position, term("oa:end"), Literal(span.end)
    yield quotation, RDF_TYPE, term("oa:TextQuoteSelector")
    yield quotation, term("oa:exact"), Literal(span.of(text))
    yield quotation, term("oa:prefix"), Literal(text[max(0, span.start - _CONTEXT) : span.start])
    yield quotation, term("oa:suffix"), Literal(text[span.end : span.end + _CONTEXT])
