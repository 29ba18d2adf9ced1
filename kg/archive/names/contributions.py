"""What an article gives to the archive: entries of actors, agreements and places."""

from collections import Counter
from collections.abc import Iterator

from kg.archive.names.actor_forms import actor_key
from kg.archive.names.agreement_blocks import packed
from kg.archive.names.dataflow import Fed
from kg.language.folding import slug
from kg.language.given_names import is_given_name
from kg.language.personal_names import is_first_surname_of, is_full_name, is_surname_of
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    AgreementMention,
    ArticleReading,
    Manner,
    PlaceMention,
    Statement,
)
from kg.resolve.allegiance import served_government
from kg.resolve.bodies.organisations import is_acronym
from kg.resolve.people.offices import office_of


def contributions(reading: ArticleReading) -> Iterator[Fed]:
    """Yield the entries that an article gives; equal ones add up. Who has no name is not known elsewhere."""
    yield from _of_names(reading)
    yield from _of_roles(reading)
    yield from _of_agreements(reading)
    for mention in reading.mentions:
        if isinstance(mention, PlaceMention):
            yield Fed("place", mention.place.id, (mention.place.name,), 1)


def named_actors(reading: ArticleReading) -> Iterator[tuple[Actor, str]]:
    """Yield the actor and the words of each mention in the article; also the members of groups."""
    yield from ((one.actor, one.text) for one in reading.mentions if isinstance(one, ActorMention))
    for statement in reading.statements:
        found = [(one.actor, one.text) for one in (statement.speaker, statement.addressee) if one]
        for position in statement.positions:
            found.append((position.holder.actor, position.holder.text))
            if isinstance(position.target.entity, Actor):
                found.append((position.target.entity, position.target.text))
        for actor, words in found:
            yield actor, words
            yield from ((member, words) for member in actor.members)


def _of_names(reading: ArticleReading) -> Iterator[Fed]:
    once: dict[Fed, None] = {}
    # Actors are equal whatever their gender.
    mentions = Counter((actor, actor.gender, words) for actor, words in named_actors(reading))
    for (actor, gender, words), count in mentions.items():
        if actor.members or actor.type is ActorType.UNNAMED:
            continue
        yield _of_actor(actor, "name", actor.name, actor.type.value, count=count)
        if actor.type is ActorType.PERSON:
            if gender:
                yield _of_actor(actor, "gender", actor.name, gender, count=count)
            if is_full_name(actor.name) and is_surname_of(words, actor.name):
                once[_of_actor(actor, "surname", actor.name)] = None
            elif is_first_surname_of(words, actor.name) and not is_given_name(words):
                once[_of_actor(actor, "first", actor.name)] = None
        elif is_acronym(words) and not is_acronym(actor.name):
            yield Fed("actor", actor_key(slug(words)), ("stands", slug(words), actor.id), count)
    for statement in reading.statements:
        if statement.speaker and _is_turn(statement):
            once[_of_actor(statement.speaker.actor, "turn", statement.speaker.actor.name)] = None
    yield from once


def _of_roles(reading: ArticleReading) -> Iterator[Fed]:
    for actor, role in reading.roles:
        if office := office_of(role.text):
            yield _of_actor(actor, "office", actor.name, office)
        if is_full_name(actor.name):
            if served := served_government(role.text):
                yield _of_actor(actor, "serves", actor.name, served)
            elif served_government(role.text, held=False):
                yield _of_actor(actor, "serves", actor.name, "")


def _of_agreements(reading: ArticleReading) -> Iterator[Fed]:
    published = reading.article.published_on
    for mention in reading.mentions:
        if isinstance(mention, AgreementMention):
            agreement = mention.agreement
            yield Fed("agreement", agreement.id, ("name", agreement.name), 1)
            yield Fed("agreement", agreement.id, ("form", packed(agreement)), 1)
            if agreement.date:
                yield Fed("agreement", agreement.id, ("date", agreement.date.iso), 1)
            if mention.status:
                day = published.isoformat() if published else ""
                yield Fed("agreement", agreement.id, ("told", day, mention.status), 1)
    for fact in reading.facts:
        if fact.kind == "date" and fact.agreement.date is None:
            yield Fed("agreement", fact.agreement.id, ("date", fact.value), 1)


def _of_actor(actor: Actor, kind: str, *words: str, count: int = 1) -> Fed:
    return Fed("actor", actor_key(actor.id), (kind, actor.id, *words), count)


def _is_turn(statement: Statement) -> bool:
    """Whether it is a turn of a transcript whose label names the speaker."""
    speaker = statement.speaker
    is_label = statement.cue is None and statement.manner is Manner.DIRECT
    return is_label and speaker is not None and speaker.text == speaker.actor.name
