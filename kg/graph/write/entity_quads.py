"""Actors, agreements and places as triples, with the offices and facts that articles give them."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.vocabulary import ACTOR_CLASSES, RDF_TYPE, node, term
from kg.graph.write.evidence import ArticleNode, Triple, date_literal, digest_of
from kg.language.folding import search_form
from kg.language.noun_phrases import parse_noun_phrase
from kg.model import (
    Actor,
    ActorType,
    Agreement,
    AgreementFact,
    ArticleReading,
    Entity,
    PartialDate,
    Place,
    Role,
)

_FACT_PROPERTIES = {
    "date": "schema:dateCreated",
    "place": "schema:location",
    "party": "asg:party",
    "status": "asg:status",
}


def entity_node(entity: Entity) -> NamedNode:
    """The node of an actor, agreement or place."""
    kind = {Actor: "actor", Agreement: "agreement", Place: "place"}[type(entity)]
    return node(kind, entity.id)


def entities_of(reading: ArticleReading) -> list[Entity]:
    """Everybody and everything that the article names, each once; members of a group, too."""
    entities: list[Entity] = [mention.entity for mention in reading.mentions]
    for statement in reading.statements:
        entities += [one.actor for one in (statement.speaker, statement.addressee) if one]
        entities += [one.actor for one in statement.candidates]
        entities += [mention.entity for mention in (*statement.agreements, *statement.mentions)]
        for position in statement.positions:
            entities.append(position.holder.actor)
            entities += [position.target.entity] if position.target.entity else []
    members = [member for one in entities if isinstance(one, Actor) for member in one.members]
    return list({entity_node(one): one for one in (*members, *entities)}.values())


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """What is known of an actor, agreement or place whatever the article."""
    subject = entity_node(entity)
    yield subject, term("schema:name"), Literal(entity.name)
    if isinstance(entity, Place):
        yield subject, RDF_TYPE, term("schema:Place")
    elif isinstance(entity, Actor):
        yield from _actor(entity, subject)
    else:
        yield from _agreement(entity, subject)


def _actor(actor: Actor, subject: NamedNode) -> Iterator[Triple]:
    yield subject, RDF_TYPE, ACTOR_CLASSES[actor.type]
    for member in actor.members:
        yield subject, term("schema:member"), entity_node(member)
    if actor.type is ActorType.UNNAMED:
        # "What did officials say" asks for these, too.
        yield subject, term("asg:searchText"), Literal(search_form(actor.name))


def _agreement(agreement: Agreement, subject: NamedNode) -> Iterator[Triple]:
    yield subject, RDF_TYPE, term("asg:Agreement")
    if agreement.kind:
        yield subject, term("asg:agreementKind"), Literal(agreement.kind)
    for alias in agreement.aliases:
        yield subject, term("schema:alternateName"), Literal(alias)
    for party in agreement.parties:
        yield subject, term("asg:party"), Literal(party)
    if agreement.date:
        yield subject, term("schema:dateCreated"), date_literal(agreement.date)
    if agreement.place:
        yield subject, term("schema:location"), Literal(agreement.place)
    if agreement.status:
        yield subject, term("asg:status"), Literal(agreement.status)


def role_triples(actor: Actor, role: Role, article: ArticleNode) -> Iterator[Triple]:
    """An office or affiliation, with the article that states it and the words."""
    digest = digest_of(article.article.id, role.span.start)
    resource = NamedNode(f"{entity_node(actor).value}/role/{digest}")
    yield resource, term("schema:roleName"), Literal(role.text)
    yield resource, term("asg:searchText"), Literal(search_form(parse_noun_phrase(role.text).text))
    yield resource, term("asg:roleOf"), entity_node(actor)
    yield resource, term("asg:evidence"), article.at(role.span)


def fact_triples(fact: AgreementFact, article: ArticleNode) -> Iterator[Triple]:
    """What the article says of an agreement's date, place, parties or status, and where."""
    agreement = entity_node(fact.agreement)
    digest = digest_of(article.article.id, fact.span.start, fact.kind)
    resource = NamedNode(f"{agreement.value}/fact/{digest}")
    value = date_literal(PartialDate(fact.value)) if fact.kind == "date" else Literal(fact.value)
    yield resource, term("asg:factOf"), agreement
    yield resource, term("rdf:predicate"), term(_FACT_PROPERTIES[fact.kind])
    yield resource, term("rdf:object"), value
    yield resource, term("asg:evidence"), article.at(fact.span)
