"""Readings as quads: everything said in one article, in the article's own named graph."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from textwrap import shorten

from pyoxigraph import Literal, NamedNode, Quad

from kg.acts.scheme import Scheme, read_scheme
from kg.graph.vocabulary import DATA_BASE, ENTITIES_GRAPH, RDF_TYPE, node, term
from kg.graph.write.circumstance_quads import circumstance_triples
from kg.graph.write.entity_quads import entities_of, entity_node, entity_triples, fact_triples, role_triples
from kg.graph.write.evidence import ArticleNode, Triple, evidence_node, in_graph, position_selector, typed
from kg.graph.write.figure_quads import figure_triples, own_figure_triples
from kg.graph.write.position_quads import position_triples
from kg.language.folding import fold, search_form
from kg.model import (
    ActorMention,
    AgreementMention,
    ArticleReading,
    Candidate,
    Manner,
    Mention,
    PlaceMention,
    Span,
    Statement,
)
from kg.version import __version__

# Code points of the paragraph that are shown on either side of a statement.
_MOST_CONTEXT = 600
# Code points of an article's first words, by which one without a headline is known.
_OPENING = 120
_FEWEST_SPACES = 4

_SOFTWARE = NamedNode(f"{DATA_BASE}agent/kg-{__version__}")


def reading_quads(reading: ArticleReading, *, model: str, scheme: Scheme | None = None) -> Iterator[Quad]:
    """All quads of one article; `model` is the version of the model that read it.

    `scheme` has the acts of its positions; without it they are the shipped ones. Every node has an IRI
    that derives from content, so equal readings give equal quads.
    """
    article = ArticleNode(reading.article)
    yield from in_graph(_reading(reading, article, model, scheme or read_scheme()), article.node)
    for one in entities_of(reading):
        yield from in_graph(entity_triples(one), ENTITIES_GRAPH)


def _reading(reading: ArticleReading, article: ArticleNode, model: str, scheme: Scheme) -> Iterator[Triple]:
    activity = NamedNode(f"{DATA_BASE}activity/extraction-{__version__}-{model}")
    yield from _article(reading, article)
    yield from _activity(activity, model)
    for statement in reading.statements:
        yield from _statement(statement, article)
        yield from _context(statement, reading, article)
        yield node("statement", statement.id), term("prov:wasGeneratedBy"), activity
    yield from own_figure_triples(reading, article)
    yield from position_triples(reading, article, activity, scheme)
    for mention in reading.mentions:
        entity = entity_node(mention.entity)
        yield article.node, term("schema:mentions"), entity
        if not isinstance(mention, PlaceMention) and not _only_points(mention):
            yield entity, term("schema:alternateName"), Literal(mention.text)
            yield entity, term("asg:foldedName"), Literal(fold(mention.text))
    for actor, role in reading.roles:
        yield from role_triples(actor, role, article)
    for fact in reading.facts:
        yield from fact_triples(fact, article)


def _only_points(mention: Mention) -> bool:
    """Whether the words name nothing: "the deal", "agreed"."""
    return isinstance(mention, AgreementMention) and not mention.is_name


def _article(reading: ArticleReading, article: ArticleNode) -> Iterator[Triple]:
    own, subject = reading.article, article.node
    yield subject, RDF_TYPE, term("schema:NewsArticle")
    yield subject, term("schema:identifier"), Literal(own.id)
    yield subject, term("asg:cite"), Literal(own.path)
    for path in own.paths:
        yield subject, term("asg:path"), Literal(path)
    digest = hashlib.sha256(own.text.encode("utf-8", "surrogatepass")).hexdigest()
    yield subject, term("schema:sha256"), Literal(digest)
    yield subject, term("schema:articleBody"), Literal(own.text)
    yield subject, term("asg:opening"), Literal(_opening(reading))
    for number, span in enumerate(reading.noise, 1):
        resource = evidence_node(subject, "noise", number)
        yield subject, term("asg:noise"), resource
        yield from article.selectors(resource, span)
    for span in reading.paragraphs:
        selector = NamedNode(f"{subject.value}#char={span.start},{span.end}")
        yield subject, term("asg:paragraph"), selector
        yield from position_selector(selector, span)
    if own.title:
        yield subject, term("schema:headline"), Literal(own.title)
    if own.publisher:
        yield subject, term("schema:publisher"), Literal(own.publisher)
    if own.published_on:
        yield subject, term("schema:datePublished"), typed(own.published_on.isoformat(), "date")
    if own.url:
        yield subject, term("schema:url"), Literal(own.url)


def _opening(reading: ArticleReading) -> str:
    """The first paragraph that is a sentence rather than a label ("Fast News"), shortened."""
    text = reading.article.text
    paragraphs = [span.of(text) for span in reading.paragraphs] or [text.strip()]
    words = next((one for one in paragraphs if one.count(" ") >= _FEWEST_SPACES), paragraphs[0])
    short = shorten(words, _OPENING, placeholder=" …")
    return short if len(short) > len(" …") else words[:_OPENING]


def _activity(activity: NamedNode, model: str) -> Iterator[Triple]:
    yield activity, RDF_TYPE, term("prov:Activity")
    yield activity, term("prov:wasAssociatedWith"), _SOFTWARE
    yield _SOFTWARE, RDF_TYPE, term("prov:SoftwareAgent")
    yield _SOFTWARE, term("schema:softwareVersion"), Literal(__version__)
    yield activity, term("asg:modelVersion"), Literal(model)


def _statement(statement: Statement, article: ArticleNode) -> Iterator[Triple]:
    subject = node("statement", statement.id)
    start, end = statement.content[0].start, statement.content[-1].end
    direct = statement.manner is Manner.DIRECT
    yield subject, RDF_TYPE, term("asg:Statement")
    if statement.is_said_speech:
        yield subject, RDF_TYPE, term("schema:Quotation" if direct else "schema:Claim")
    yield subject, term("asg:kind"), Literal(statement.kind.value)
    if statement.unsaid:
        yield subject, term("asg:unsaid"), Literal(statement.unsaid.value)
    yield subject, term("schema:identifier"), Literal(statement.id)
    yield subject, term("schema:text"), Literal(statement.text)
    yield subject, term("asg:searchText"), Literal(search_form(statement.text))
    yield subject, term("asg:manner"), Literal(statement.manner.value)
    yield subject, term("prov:wasQuotedFrom"), article.node
    yield subject, term("asg:confidence"), typed(statement.confidence, "decimal")
    yield subject, term("asg:sourceInherited"), typed(statement.source_inherited, "boolean")
    yield subject, term("asg:start"), typed(start, "integer")
    yield subject, term("asg:end"), typed(end, "integer")
    yield subject, term("asg:cite"), Literal(article.cite(Span(start, end)))
    if statement.cue:
        yield subject, term("asg:cue"), Literal(statement.cue.of(article.article.text))
        yield from article.evidence(subject, "cue", statement.cue)
    if statement.within:
        yield subject, term("asg:within"), node("statement", statement.within)
    if statement.speaker:
        yield from _speaker(subject, statement.speaker)
    for number, candidate in enumerate(statement.candidates, 1):
        yield from _candidate(subject, candidate, number)
    for mention in (*statement.agreements, *statement.mentions):
        yield subject, term("schema:mentions"), entity_node(mention.entity)
    for number, reference in enumerate(statement.agreements, 1):
        resource = evidence_node(subject, "mention", number)
        yield resource, term("asg:refersTo"), entity_node(reference.entity)
        yield resource, term("asg:confidence"), typed(reference.confidence, "decimal")
        yield from article.evidence(subject, "mention", reference.span, number)
    for part, spans in (("content", statement.content), ("source", statement.source)):
        for number, span in enumerate(spans, 1):
            yield from article.evidence(subject, part, span, number)
    yield from circumstance_triples(subject, statement, article)
    yield from figure_triples(statement, article)


def _speaker(subject: NamedNode, mention: ActorMention) -> Iterator[Triple]:
    speaker = entity_node(mention.actor)
    yield subject, term("prov:wasAttributedTo"), speaker
    yield subject, term("schema:spokenByCharacter"), speaker
    yield subject, term("asg:metonym"), typed(mention.metonym, "boolean")
    yield subject, term("asg:speakerConfidence"), typed(mention.confidence, "decimal")


def _candidate(subject: NamedNode, candidate: Candidate, number: int) -> Iterator[Triple]:
    """Who may have spoken, which attributes the statement to nobody."""
    resource = NamedNode(f"{subject.value}#candidate-{number}")
    yield subject, term("asg:candidate"), resource
    yield resource, RDF_TYPE, term("asg:Candidate")
    yield resource, term("asg:candidateActor"), entity_node(candidate.actor)
    yield resource, term("asg:confidence"), typed(candidate.confidence, "decimal")


def _context(statement: Statement, reading: ArticleReading, article: ArticleNode) -> Iterator[Triple]:
    """The words around a statement, and where they start."""
    subject, span = node("statement", statement.id), _context_span(statement, reading)
    yield subject, term("asg:context"), Literal(span.of(article.article.text))
    yield subject, term("asg:contextStart"), typed(span.start, "integer")


def _context_span(statement: Statement, reading: ArticleReading) -> Span:
    """The paragraphs that content and cue stand in, at most `_MOST_CONTEXT` on either side."""
    spans = [*statement.content, *([statement.cue] if statement.cue else [])]
    first, last = min(spans).start, max(span.end for span in spans)
    text, paragraphs = reading.article.text, reading.paragraphs
    if not paragraphs:
        return Span(first, last)
    start = paragraphs[max(0, bisect_right(paragraphs, first, key=_start) - 1)].start
    end = paragraphs[max(0, bisect_right(paragraphs, last - 1, key=_start) - 1)].end
    if first - start > _MOST_CONTEXT:
        start = text.find(" ", first - _MOST_CONTEXT, first) + 1 or first
    if end - last > _MOST_CONTEXT:
        end = max(last, text.rfind(" ", last, last + _MOST_CONTEXT))
    return Span(min(start, first), max(end, last))


def _start(span: Span) -> int:
    return span.start
