"""Readings as quads: everything said in one article, in the article's own named graph."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.documents.paragraphs import split_paragraphs
from kg.graph.vocabulary import DATA_BASE, ENTITIES_GRAPH, article_node, node, term
from kg.model import (
    Actor,
    ActorType,
    Agreement,
    Document,
    Entity,
    Manner,
    Mention,
    Place,
    Reading,
    Role,
    Span,
    Statement,
)
from kg.resolution.names import fold, search_form
from kg.resolution.phrases import parse_phrase

# Code points of context on either side in a text quote selector (Web Annotation, section 4.2.4).
_CONTEXT = 32

# … and in the context of a statement whose paragraph is longer.
_MOST_CONTEXT = 600

_RDF_TYPE = term("rdf:type")
_ACTOR_CLASSES = {
    ActorType.PERSON: "schema:Person",
    ActorType.ORGANISATION: "schema:Organization",
    ActorType.GOVERNMENT: "schema:GovernmentOrganization",
    ActorType.GROUP: "asg:Group",
    ActorType.UNNAMED: "asg:UnnamedSource",
}
_SOFTWARE = NamedNode(f"{DATA_BASE}agent/kg-{__version__}")
_XSD = {"integer": term("xsd:integer"), "decimal": term("xsd:decimal"), "boolean": term("xsd:boolean")}


def reading_quads(reading: Reading, *, model: str) -> Iterator[Quad]:
    """All quads of one article; `model` is the version of the model that read it.

    Every node has an IRI that derives from content, so equal readings give equal quads.
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
    for mention in reading.mentions:
        entity = entity_node(mention.refers_to)
        yield Quad(article, term("schema:mentions"), entity, article)
        if not isinstance(mention.refers_to, Place):
            yield Quad(entity, term("schema:alternateName"), Literal(mention.text), article)
            yield Quad(entity, term("asg:foldedName"), Literal(fold(mention.text)), article)
    for actor, role in reading.roles:
        yield from (Quad(s, p, o, article) for s, p, o in _role(actor, role, document, article))
    for one in _entities(reading):
        yield from (Quad(s, p, o, ENTITIES_GRAPH) for s, p, o in _entity(one))


def entity_node(entity: Entity) -> NamedNode:
    """The node of an actor, agreement or place."""
    kind = {Actor: "actor", Agreement: "agreement", Place: "place"}[type(entity)]
    return node(kind, entity.id)


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


Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def _article(document: Document, article: NamedNode) -> Iterator[Triple]:
    yield article, _RDF_TYPE, term("schema:NewsArticle")
    yield article, term("asg:path"), Literal(document.id)
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    yield article, term("schema:sha256"), Literal(digest)
    if document.title:
        yield article, term("schema:headline"), Literal(document.title)
    if document.publisher:
        yield article, term("schema:publisher"), Literal(document.publisher)
    if document.published_on:
        day = Literal(document.published_on.isoformat(), datatype=term("xsd:date"))
        yield article, term("schema:datePublished"), day
    if document.url:
        yield article, term("schema:url"), Literal(document.url)


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
    yield subject, term("asg:confidence"), _typed(statement.confidence, "decimal")
    yield subject, term("asg:sourceInherited"), _typed(str(statement.source_inherited).lower(), "boolean")
    yield subject, term("asg:start"), _typed(statement.content[0].start, "integer")
    yield subject, term("asg:end"), _typed(statement.content[-1].end, "integer")
    context = contexts.around(statement)
    yield subject, term("asg:context"), Literal(context.of(document.text))
    yield subject, term("asg:contextStart"), _typed(context.start, "integer")
    if statement.cue:
        yield subject, term("asg:cue"), Literal(statement.cue.of(document.text))
    if statement.within:
        yield subject, term("asg:within"), node("statement", statement.within)
    if statement.speaker:
        yield from _speaker(subject, statement.speaker)
    for mention in (*statement.agreements, *statement.mentions):
        yield subject, term("schema:mentions"), entity_node(mention.refers_to)
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
    yield subject, term("asg:metonym"), _typed(str(mention.metonym).lower(), "boolean")


def _evidence(
    subject: NamedNode, part: str, number: int, span: Span, document: Document, article: NamedNode
) -> Iterator[Triple]:
    """A specific resource with a position and a quote selector (Web Annotation Data Model)."""
    resource = NamedNode(f"{subject.value}#{part}-{number}")
    yield subject, term(f"asg:{part}Evidence"), resource
    yield from _selectors(resource, span, document, article)


def _selectors(resource: NamedNode, span: Span, document: Document, article: NamedNode) -> Iterator[Triple]:
    text = document.text
    position = NamedNode(f"{resource.value}-position")
    quotation = NamedNode(f"{resource.value}-quote")
    yield resource, _RDF_TYPE, term("oa:SpecificResource")
    yield resource, term("oa:hasSource"), article
    yield resource, term("oa:hasSelector"), position
    yield resource, term("oa:hasSelector"), quotation
    yield position, _RDF_TYPE, term("oa:TextPositionSelector")
    yield position, term("oa:start"), _typed(span.start, "integer")
    yield position, term("oa:end"), _typed(span.end, "integer")
    yield quotation, _RDF_TYPE, term("oa:TextQuoteSelector")
    yield quotation, term("oa:exact"), Literal(span.of(text))
    yield quotation, term("oa:prefix"), Literal(text[max(0, span.start - _CONTEXT) : span.start])
    yield quotation, term("oa:suffix"), Literal(text[span.end : span.end + _CONTEXT])


def _role(actor: Actor, role: Role, document: Document, article: NamedNode) -> Iterator[Triple]:
    digest = hashlib.sha256(f"{document.id}\0{role.span.start}".encode("utf-8", "surrogatepass"))
    resource = NamedNode(f"{entity_node(actor).value}/role/{digest.hexdigest()[:12]}")
    yield resource, _RDF_TYPE, term("schema:Role")
    yield resource, term("schema:roleName"), Literal(role.text)
    yield resource, term("asg:searchText"), Literal(search_form(parse_phrase(role.text).text))
    yield resource, term("asg:roleOf"), entity_node(actor)
    yield resource, term("prov:wasQuotedFrom"), article
    yield from _selectors(resource, role.span, document, article)


def _entities(reading: Reading) -> list[Entity]:
    entities = {entity_node(mention.refers_to): mention.refers_to for mention in reading.mentions}
    for statement in reading.statements:
        if statement.speaker:
            entities[entity_node(statement.speaker.refers_to)] = statement.speaker.refers_to
    return list(entities.values())


def _entity(entity: Entity) -> Iterator[Triple]:
    subject = entity_node(entity)
    yield subject, term("schema:identifier"), Literal(entity.id)
    yield subject, term("schema:name"), Literal(entity.name)
    yield subject, term("asg:foldedName"), Literal(fold(entity.name))
    if isinstance(entity, Place):
        yield subject, _RDF_TYPE, term("schema:Place")
    elif isinstance(entity, Actor):
        yield subject, _RDF_TYPE, term("asg:Actor")
        yield subject, _RDF_TYPE, term(_ACTOR_CLASSES[entity.type])
        yield subject, term("asg:actorType"), Literal(entity.type.value)
        if entity.type is ActorType.UNNAMED:
            # "What did officials say" asks for these, too.
            yield subject, term("asg:searchText"), Literal(search_form(entity.name))
    else:
        yield from _agreement(entity, subject)


def _agreement(agreement: Agreement, subject: NamedNode) -> Iterator[Triple]:
    yield subject, _RDF_TYPE, term("asg:Agreement")
    if agreement.kind:
        yield subject, term("asg:agreementKind"), Literal(agreement.kind)
    for alias in agreement.aliases:
        yield subject, term("schema:alternateName"), Literal(alias)
        yield subject, term("asg:foldedName"), Literal(fold(alias))
    for party in agreement.parties:
        yield subject, term("asg:party"), Literal(party)
    if agreement.date:
        datatype = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[len(agreement.date)]
        yield subject, term("schema:dateCreated"), Literal(agreement.date, datatype=term(datatype))
    if agreement.place:
        yield subject, term("schema:location"), Literal(agreement.place)


def _typed(value: object, datatype: str) -> Literal:
    return Literal(str(value), datatype=_XSD[datatype])
