"""Readings as quads: everything said in one article, in the article's own named graph."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from textwrap import shorten

from pyoxigraph import Literal, NamedNode, Quad

from kg.acts.scheme import Scheme, read_scheme
from kg.graph.vocabulary import DATA_BASE, ENTITIES_GRAPH, article_node, node, term
from kg.graph.write.circumstance_quads import circumstance_triples
from kg.graph.write.entity_quads import entities_of, entity_node, entity_triples, fact_triples, role_triples
from kg.graph.write.evidence import Triple, selectors, typed
from kg.graph.write.figure_quads import figure_triples
from kg.graph.write.position_quads import position_triples
from kg.language.folding import fold, search_form
from kg.model import Document, Manner, Mention, Place, Reading, Span, Statement
from kg.text.paragraphs import split_paragraphs
from kg.text.view import normalised_view
from kg.version import __version__

# Code points of the paragraph that are shown on either side of a statement.
_MOST_CONTEXT = 600
# Code points of an article's first words, by which one without a headline is known.
_OPENING = 120
_FEWEST_SPACES = 4

_RDF_TYPE = term("rdf:type")
_SOFTWARE = NamedNode(f"{DATA_BASE}agent/kg-{__version__}")


def reading_quads(reading: Reading, *, model: str, scheme: Scheme | None = None) -> Iterator[Quad]:
    """All quads of one article; `model` is the version of the model that read it.

    `scheme` has the acts of its positions; without it they are the shipped ones. Every node has an IRI
    that derives from content, so equal readings give equal quads.
    """
    document = reading.document
    article = article_node(document.id)
    activity = NamedNode(f"{DATA_BASE}activity/extraction-{__version__}-{model}")
    yield from (Quad(s, p, o, article) for s, p, o in _article(document, article))
    yield from (Quad(s, p, o, article) for s, p, o in _activity(activity, model))
    contexts = Contexts(document.text)
    for statement in reading.statements:
        triples = _statement(statement, document, contexts, article, activity)
        yield from (Quad(s, p, o, article) for s, p, o in triples)
    positions = position_triples(reading, article, activity, scheme or read_scheme())
    yield from (Quad(s, p, o, article) for s, p, o in positions)
    for mention in reading.mentions:
        entity = entity_node(mention.refers_to)
        yield Quad(article, term("schema:mentions"), entity, article)
        if not isinstance(mention.refers_to, Place):
            yield Quad(entity, term("schema:alternateName"), Literal(mention.text), article)
            yield Quad(entity, term("asg:foldedName"), Literal(fold(mention.text)), article)
    for actor, role in reading.roles:
        yield from (Quad(s, p, o, article) for s, p, o in role_triples(actor, role, document, article))
    for fact in reading.facts:
        yield from (Quad(s, p, o, article) for s, p, o in fact_triples(fact, document, article))
    for one in entities_of(reading):
        yield from (Quad(s, p, o, ENTITIES_GRAPH) for s, p, o in entity_triples(one))


class Contexts:
    """The surroundings of statements in one article."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = split_paragraphs(text)
        self._starts = [start for start, _ in self._paragraphs]

    def around(self, statement: Statement) -> Span:
        """The paragraphs that content and cue stand in, at most `_MOST_CONTEXT` on either side."""
        spans = [*statement.content, *([statement.cue] if statement.cue else [])]
        first, last = min(spans).start, max(span.end for span in spans)
        start = self._paragraphs[max(0, bisect_right(self._starts, first) - 1)][0]
        end = self._paragraphs[max(0, bisect_right(self._starts, last - 1) - 1)][1]
        if first - start > _MOST_CONTEXT:
            start = self._text.find(" ", first - _MOST_CONTEXT, first) + 1 or first
        if end - last > _MOST_CONTEXT:
            end = max(last, self._text.rfind(" ", last, last + _MOST_CONTEXT))
        return Span(min(start, first), max(end, last))


def _article(document: Document, article: NamedNode) -> Iterator[Triple]:
    yield article, _RDF_TYPE, term("schema:NewsArticle")
    yield article, term("asg:path"), Literal(document.id)
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    yield article, term("schema:sha256"), Literal(digest)
    yield article, term("schema:articleBody"), Literal(document.text)
    yield article, term("asg:opening"), Literal(_opening(document))
    for number, span in enumerate(document.noise, 1):
        resource = NamedNode(f"{article.value}#noise-{number}")
        yield article, term("asg:noise"), resource
        yield from selectors(resource, span, document, article)
    if document.title:
        yield article, term("schema:headline"), Literal(document.title)
    if document.publisher:
        yield article, term("schema:publisher"), Literal(document.publisher)
    if document.published_on:
        yield article, term("schema:datePublished"), typed(document.published_on.isoformat(), "date")
    if document.url:
        yield article, term("schema:url"), Literal(document.url)


def _opening(document: Document) -> str:
    """The first words that are a sentence rather than noise or a label ("Fast News")."""
    view = normalised_view(document.text, ((span.start, span.end) for span in document.noise))
    paragraphs = split_paragraphs(view) or [(0, len(view))]
    long = (span for span in paragraphs if view.count(" ", *span) >= _FEWEST_SPACES)
    start, end = next(long, paragraphs[0])
    words = document.text[start:end]
    short = shorten(words, _OPENING, placeholder=" …")
    return short if len(short) > len(" …") else words[:_OPENING]


def _activity(activity: NamedNode, model: str) -> Iterator[Triple]:
    yield activity, _RDF_TYPE, term("prov:Activity")
    yield activity, term("prov:wasAssociatedWith"), _SOFTWARE
    yield _SOFTWARE, _RDF_TYPE, term("prov:SoftwareAgent")
    yield _SOFTWARE, term("schema:softwareVersion"), Literal(__version__)
    yield activity, term("asg:modelVersion"), Literal(model)


def _statement(
    statement: Statement, document: Document, contexts: Contexts, article: NamedNode, activity: NamedNode
) -> Iterator[Triple]:
    subject = node("statement", statement.id)
    yield subject, _RDF_TYPE, term("asg:Statement")
    direct = statement.manner is Manner.DIRECT
    yield subject, _RDF_TYPE, term("schema:Quotation" if direct else "schema:Claim")
    yield subject, term("schema:identifier"), Literal(statement.id)
    yield subject, term("schema:text"), Literal(statement.text)
    yield subject, term("asg:searchText"), Literal(search_form(statement.text))
    yield subject, term("asg:manner"), Literal(statement.manner.value)
    yield subject, term("prov:wasQuotedFrom"), article
    yield subject, term("prov:wasGeneratedBy"), activity
    yield subject, term("asg:confidence"), typed(statement.confidence, "decimal")
    yield subject, term("asg:sourceInherited"), typed(statement.source_inherited, "boolean")
    yield subject, term("asg:start"), typed(statement.content[0].start, "integer")
    yield subject, term("asg:end"), typed(statement.content[-1].end, "integer")
    place = f"{document.id}:{statement.content[0].start}-{statement.content[-1].end}"
    yield subject, term("asg:cite"), Literal(place)
    context = contexts.around(statement)
    yield subject, term("asg:context"), Literal(context.of(document.text))
    yield subject, term("asg:contextStart"), typed(context.start, "integer")
    if statement.cue:
        yield subject, term("asg:cue"), Literal(statement.cue.of(document.text))
    if statement.within:
        yield subject, term("asg:within"), node("statement", statement.within)
    if statement.speaker:
        yield from _speaker(subject, statement.speaker)
    for mention in (*statement.agreements, *statement.mentions):
        yield subject, term("schema:mentions"), entity_node(mention.refers_to)
    for number, mention in enumerate(statement.agreements, 1):
        yield from _reference(subject, number, mention, document, article)
    yield from circumstance_triples(subject, statement, document, article)
    yield from figure_triples(statement, document, article)
    for part, spans in (
        ("content", statement.content),
        ("cue", (statement.cue,) if statement.cue else ()),
        ("source", statement.source),
    ):
        for number, span in enumerate(spans, 1):
            yield from _evidence(subject, part, number, span, document, article)


def _speaker(subject: NamedNode, mention: Mention) -> Iterator[Triple]:
    speaker = entity_node(mention.refers_to)
    yield subject, term("prov:wasAttributedTo"), speaker
    yield subject, term("schema:spokenByCharacter"), speaker
    yield subject, term("asg:metonym"), typed(mention.metonym, "boolean")


def _reference(
    subject: NamedNode, number: int, mention: Mention, document: Document, article: NamedNode
) -> Iterator[Triple]:
    """The words of a statement that refer to an agreement, and how surely to this one."""
    resource = NamedNode(f"{subject.value}#agreement-{number}")
    yield subject, term("asg:mentionEvidence"), resource
    yield resource, term("asg:refersTo"), entity_node(mention.refers_to)
    yield resource, term("asg:confidence"), typed(mention.confidence, "decimal")
    yield from selectors(resource, mention.span, document, article)


def _evidence(
    subject: NamedNode, part: str, number: int, span: Span, document: Document, article: NamedNode
) -> Iterator[Triple]:
    """A specific resource with a position and a quote selector (Web Annotation Data Model)."""
    resource = NamedNode(f"{subject.value}#{part}-{number}")
    yield subject, term(f"asg:{part}Evidence"), resource
    yield from selectors(resource, span, document, article)
