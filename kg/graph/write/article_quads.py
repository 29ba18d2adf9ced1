"""Readings as quads: everything said in one article, in the article's own named graph."""

from base64 import b64encode
from collections.abc import Iterator
from textwrap import shorten

from pyoxigraph import Literal, NamedNode, Quad

from kg.acts.scheme import Scheme, read_scheme
from kg.graph.fragments import write_spans
from kg.graph.sentence_vectors import write_vectors
from kg.graph.vocabulary import ACTIVITIES_GRAPH, DATA_BASE, ENTITIES_GRAPH, RDF_TYPE, node, term
from kg.graph.write.circumstance_quads import circumstance_triples
from kg.graph.write.entity_quads import entities_of, entity_node, entity_triples, fact_triples, role_triples
from kg.graph.write.evidence import ArticleNode, Triple, in_graph, typed
from kg.graph.write.figure_quads import figure_triples, own_figure_triples
from kg.graph.write.position_quads import position_triples
from kg.language.folding import search_form
from kg.model import (
    ActorMention,
    AgreementMention,
    ArticleReading,
    Candidate,
    Mention,
    PlaceMention,
    Span,
    Statement,
)
from kg.version import __version__

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
    activity = NamedNode(f"{DATA_BASE}activity/extraction-{__version__}-{model}")
    yield from in_graph(_activity(activity, model), ACTIVITIES_GRAPH)
    yield Quad(activity, term("prov:used"), article.node, article.node)
    yield from in_graph(_reading(reading, article, scheme or read_scheme()), article.node)
    for one in entities_of(reading):
        yield from in_graph(entity_triples(one), ENTITIES_GRAPH)


def _reading(reading: ArticleReading, article: ArticleNode, scheme: Scheme) -> Iterator[Triple]:
    yield from _article(reading, article)
    for statement in reading.statements:
        yield from _statement(statement, article)
    yield from own_figure_triples(reading, article)
    yield from position_triples(reading, article, scheme)
    for mention in reading.mentions:
        entity = entity_node(mention.entity)
        yield article.node, term("schema:mentions"), entity
        if _gives_a_name(mention):
            yield entity, term("schema:alternateName"), Literal(mention.text)
    for actor, role in reading.roles:
        yield from role_triples(actor, role, article)
    for fact in reading.facts:
        yield from fact_triples(fact, article)


def _gives_a_name(mention: Mention) -> bool:
    """Whether the words are another name than the graph has; "the deal" and "agreed" are none."""
    if isinstance(mention, PlaceMention) or (isinstance(mention, AgreementMention) and not mention.is_name):
        return False
    return " ".join(mention.text.split()) != mention.entity.name


def _article(reading: ArticleReading, article: ArticleNode) -> Iterator[Triple]:
    own, subject = reading.article, article.node
    yield subject, RDF_TYPE, term("schema:NewsArticle")
    yield subject, term("asg:cite"), Literal(own.path)
    for path in own.paths:
        yield subject, term("asg:path"), Literal(path)
    yield subject, term("schema:articleBody"), Literal(own.text)
    yield subject, term("asg:opening"), Literal(_opening(reading))
    for span in reading.noise:
        yield subject, term("asg:noise"), article.at(span)
    if reading.paragraphs:
        yield subject, term("asg:paragraphs"), Literal(write_spans(reading.paragraphs))
    if reading.sentences:
        vectors = b64encode(write_vectors(reading.sentences)).decode()
        yield subject, term("asg:sentenceVectors"), typed(vectors, "base64Binary")
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
    yield subject, RDF_TYPE, term("asg:Statement")
    yield subject, term("asg:kind"), Literal(statement.kind.value)
    if statement.unsaid:
        yield subject, term("asg:unsaid"), Literal(statement.unsaid.value)
    yield subject, term("schema:text"), Literal(statement.text)
    yield subject, term("asg:searchText"), Literal(search_form(statement.text))
    yield subject, term("asg:manner"), Literal(statement.manner.value)
    yield subject, term("prov:wasQuotedFrom"), article.node
    yield subject, term("asg:confidence"), typed(statement.confidence, "decimal")
    if statement.source_inherited:
        yield subject, term("asg:sourceInherited"), typed(True, "boolean")
    if statement.cue:
        yield subject, term("asg:cue"), Literal(statement.cue.of(article.article.text))
    if statement.within:
        yield subject, term("asg:within"), node("statement", statement.within)
    if statement.speaker:
        yield from _speaker(subject, statement.speaker)
    for number, candidate in enumerate(statement.candidates, 1):
        yield from _candidate(subject, candidate, number)
    for mention in (*statement.agreements, *statement.mentions):
        yield subject, term("schema:mentions"), entity_node(mention.entity)
    for number, reference in enumerate(statement.agreements, 1):
        yield from _reference(subject, reference, article, number)
    yield from _evidence(subject, statement, article)
    yield from circumstance_triples(subject, statement, article)
    yield from figure_triples(statement, article)


def _evidence(subject: NamedNode, statement: Statement, article: ArticleNode) -> Iterator[Triple]:
    content = statement.content
    yield subject, term("asg:contentEvidence"), article.at(Span(content[0].start, content[-1].end))
    for span in content if len(content) > 1 else ():
        yield subject, term("asg:contentPart"), article.at(span)
    if statement.cue:
        yield subject, term("asg:cueEvidence"), article.at(statement.cue)
    for span in statement.source:
        yield subject, term("asg:sourceEvidence"), article.at(span)


def _speaker(subject: NamedNode, mention: ActorMention) -> Iterator[Triple]:
    yield subject, term("prov:wasAttributedTo"), entity_node(mention.actor)
    if mention.metonym:
        yield subject, term("asg:metonym"), typed(True, "boolean")
    yield subject, term("asg:speakerConfidence"), typed(mention.confidence, "decimal")


def _candidate(subject: NamedNode, candidate: Candidate, number: int) -> Iterator[Triple]:
    """Who may have spoken, which attributes the statement to nobody."""
    resource = NamedNode(f"{subject.value}#candidate-{number}")
    yield subject, term("asg:candidate"), resource
    yield resource, term("asg:candidateActor"), entity_node(candidate.actor)
    yield resource, term("asg:confidence"), typed(candidate.confidence, "decimal")


def _reference(
    subject: NamedNode, reference: AgreementMention, article: ArticleNode, number: int
) -> Iterator[Triple]:
    """Which agreement the words of a statement mean, and how surely."""
    resource = NamedNode(f"{subject.value}#reference-{number}")
    yield subject, term("asg:reference"), resource
    yield resource, term("asg:refersTo"), entity_node(reference.entity)
    yield resource, term("asg:confidence"), typed(reference.confidence, "decimal")
    yield resource, term("asg:evidence"), article.at(reference.span)
