"""What an article asks the archive, and what it is called by the answers.

`Questions` are what an article has to be told, taken from its reading; `answered` asks the decisions and gives the
`Answers`, and `Answers.applied` renames the reading. A question may depend on the answer to another one. Who is in
doubt stays who the article says: the same words make the same answers, whatever else is in the archive.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import msgspec

from kg.archive.names.actor_forms import FEWEST_INITIALS, SEVERAL, actor_key
from kg.archive.names.agreement_blocks import unpacked
from kg.archive.names.contributions import named_actors
from kg.archive.names.dataflow import Ask
from kg.archive.names.persons import is_called, surnames
from kg.language.folding import slug
from kg.language.given_names import is_given_name
from kg.language.personal_names import (
    has_royal_title,
    is_full_name,
    may_be_surname,
    name_parts,
    person_id,
    surname,
)
from kg.model import Actor, ActorType, Agreement, ArticleReading, Place, Polarity, Position
from kg.resolve.allegiance import OWN_GOVERNMENT, Allegiances
from kg.resolve.bodies.groups import group
from kg.resolve.bodies.organisations import is_acronym
from kg.resolve.people.offices import office_of
from kg.resolve.renaming import Renaming

# Characters of an article's identifier in that of a name alone.
_DIGEST = 8
Named = tuple[str, str, str, str]
"""An actor that is no group: identifier, name, type, and gender, "" if it is not known."""


class Questions(msgspec.Struct, frozen=True, array_like=True):
    """What an article has to be told.

    `named` are identifier and name of those whom it names in full, `offices` those it gives, by identifier,
    `opposed` the actors (of a group all members) of each position against an actor, and of its target.
    """

    article: str
    actors: tuple[Named, ...]
    named: tuple[tuple[str, str], ...]
    offices: dict[str, tuple[str, ...]]
    agreements: tuple[str, ...]
    places: tuple[str, ...]
    opposed: tuple[tuple[tuple[Named, ...], tuple[Named, ...]], ...]

    @classmethod
    def of(cls, reading: ArticleReading) -> "Questions":
        """Those of a reading."""
        actors: dict[Named, None] = {}
        agreements: set[str] = set()
        places: set[str] = set()

        def note_actor(actor: Actor) -> Actor:
            actors.update(dict.fromkeys(_members(actor)))
            return actor

        def note_agreement(agreement: Agreement) -> Agreement:
            agreements.add(agreement.id)
            return agreement

        def note_place(place: Place) -> Place:
            places.add(place.id)
            return place

        Renaming(actor=note_actor, agreement=note_agreement, place=note_place).reading(reading)
        offices: dict[str, set[str]] = defaultdict(set)
        for actor, role in reading.roles:
            offices[actor.id].add(office_of(role.text))
        named = {(actor.id, actor.name) for actor, _ in named_actors(reading) if is_full_name(actor.name)}
        opposed = {
            (_members(position.holder.actor), _members(target))
            for statement in reading.statements
            for position in statement.positions
            if isinstance(target := position.target.entity, Actor) and position.polarity is Polarity.OPPOSES
        }
        return cls(
            reading.article.id,
            tuple(sorted(actors)),
            tuple(sorted(named)),
            {identifier: tuple(sorted(found)) for identifier, found in sorted(offices.items())},
            tuple(sorted(agreements)),
            tuple(sorted(places)),
            tuple(sorted(opposed)),
        )


class Answers(msgspec.Struct, frozen=True, array_like=True):
    """What an article is told.

    `actors` has the new identifier, name and type of each, `agreements` packed ones, `places` names; `doubted` are
    the identifiers of a holder and of the government for which all articles let the holder speak.
    """

    actors: tuple[tuple[Named, tuple[str, str, str]], ...]
    agreements: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    doubted: tuple[tuple[str, str], ...]

    def applied(self, reading: ArticleReading) -> ArticleReading:
        """The reading, under the names across articles, with the doubts that other articles raise."""
        actors, places = dict(self.actors), dict(self.places)
        agreements = {identifier: unpacked(packed) for identifier, packed in self.agreements}

        def rename(actor: Actor) -> Actor:
            if actor.members:
                return group(list(map(rename, actor.members)))
            identifier, name, of_type = actors[_named(actor)]
            return replace(actor, id=identifier, name=name, type=ActorType(of_type))

        renamed = Renaming(
            actor=rename,
            agreement=lambda one: agreements.get(one.id, one),
            place=lambda one: replace(one, name=places.get(one.id, one.name)),
        ).reading(reading)
        return self._doubting(renamed)

    def _doubting(self, renamed: ArticleReading) -> ArticleReading:
        """A renamed reading with doubts that only other articles raise; those of its own are in it already."""
        doubted, own = set(self.doubted), Allegiances(renamed.roles)

        def doubt(position: Position) -> Position:
            holder, target = position.holder.actor, position.target.entity
            if position.polarity is not Polarity.OPPOSES or not isinstance(target, Actor):
                return position
            if (holder.id, target.id) not in doubted or own.doubt(holder, target) < 1:
                return position
            return replace(position, confidence=round(position.confidence * OWN_GOVERNMENT, 3))

        statements = (
            replace(one, positions=tuple(map(doubt, one.positions))) if one.positions else one
            for one in renamed.statements
        )
        return replace(renamed, statements=tuple(statements))


def answered(questions: Questions, ask: Ask) -> Answers:
    """Ask the decisions all that an article has to be told."""
    scene = _Scene(questions, ask)
    actors = {one: scene.renamed(one) for one in questions.actors}
    agreements = ((one, ask("agreed", one, ())[0]) for one in questions.agreements)
    places = ((one, ask("place", one, ())[0]) for one in questions.places)
    opposed = ((_one_id(holder, actors), _one_id(target, actors)) for holder, target in questions.opposed)
    return Answers(
        tuple(actors.items()),
        tuple((one, found) for one, found in agreements if found),
        tuple((one, found) for one, found in places if found),
        tuple(sorted({pair for pair in opposed if ask("whole", pair[0], ("serves", pair[1]))[0]})),
    )


@dataclass(frozen=True, slots=True)
class _Person:
    """A person across articles: identifier, name ("" if unknown), names that may end with two surnames."""

    id: str
    name: str
    first_surname_names: tuple[str, ...]

    def owns(self, short: str) -> bool:
        """Whether `short` is a surname of the person alone."""
        names = self.name, self.first_surname_names
        return surname(short) in surnames(*names) and is_called(short, *names)


class _Scene:
    """What one article says of its people, and how they are called across articles."""

    def __init__(self, questions: Questions, ask: Ask) -> None:
        self._article, self._offices, self._ask = questions.article, questions.offices, ask
        people = (self._person(identifier, name) for identifier, name in questions.named)
        self._named = {one.id: one for one in people if is_full_name(one.name)}

    def renamed(self, actor: Named) -> tuple[str, str, str]:
        """Identifier, name and type of the actor across articles."""
        identifier, name, own_type, _ = actor
        known = self._ask("actor", actor_key(identifier), ("called", identifier, name))
        of_type, _, is_turn, stands, *body = known
        if is_turn and not stands and is_acronym(name):
            letters = name.replace(".", "")
            found = self._ask("initials", letters, ()) if len(letters) >= FEWEST_INITIALS else ()
            if found:
                return self._of_person((*found, ActorType.PERSON.value, ""))
        # The type across articles overrides that of this article.
        if (of_type or own_type) == ActorType.PERSON:
            return self._of_person(actor)
        if is_acronym(name) and stands and stands != SEVERAL:
            body = list(self._ask("actor", actor_key(stands), ("body", stands)))
        own, own_name, its_type = body or (identifier, name, own_type)
        return own, own_name or name, its_type or own_type

    def _of_person(self, actor: Named) -> tuple[str, str, str]:
        """The person across articles. What the article says helps to resolve a surname alone."""
        identifier, name, _, _ = actor
        person = self._person(identifier, name)
        if may_be_surname(name):
            person = self._surname_owner(actor) or person
        if is_full_name(person.name):
            return person.id, person.name, ActorType.PERSON.value
        if self._is_ambiguous(identifier, name):
            own = f"{person.id}-{slug(self._article)[-_DIGEST:]}"
            return own, name, ActorType.PERSON.value
        return person.id, person.name or name, ActorType.PERSON.value

    def _person(self, identifier: str, name: str) -> _Person:
        """The person of a form of a name."""
        _, person, *_ = self._ask("actor", actor_key(identifier), ("called", identifier, name))
        identifier = person or identifier
        into, known, *first = self._ask("whole", identifier, ())
        if into:
            identifier = into
            _, known, *first = self._ask("whole", into, ())
        return _Person(identifier, known, tuple(first))

    def _surname_owner(self, actor: Named) -> _Person | None:
        """The owner of the surname, by gender, then office, then use in the archive.

        Where the article names several people of that surname in full, it is one of them, and use in the
        archive does not tell which.
        """
        identifier, short, _, gender = actor
        offices = self._offices.get(identifier, ())
        here = [one for one in self._named.values() if one.owns(short)]
        if len(here) < 2:
            found = self._ask("word", surname(short), ("owner", short, gender, *offices))
            return _Person(*found, ()) if found else None
        fits = [(one, *self._ask("whole", one.id, ("who", gender, *offices))) for one in here]
        fits = [fit for fit in fits if fit[1]]
        in_office = [fit for fit in fits if fit[2]]
        fits = in_office if len(in_office) == 1 else fits
        return fits[0][0] if len(fits) == 1 else None

    def _is_ambiguous(self, identifier: str, name: str) -> bool:
        """Whether a name of one word may be another person's in another article.

        It is a given name, or a part of somebody's full name; what stands with a royal title is not.
        """
        if is_full_name(name) or has_royal_title(name) or identifier != person_id(name):
            return False
        parts = name_parts(name)
        return is_given_name(parts[-1]) or any(self._ask("word", part, ("part",))[0] for part in parts)


def _named(actor: Actor) -> Named:
    return actor.id, actor.name, actor.type.value, actor.gender or ""


def _members(actor: Actor) -> tuple[Named, ...]:
    """The actor, or the members of a group."""
    if not actor.members:
        return (_named(actor),)
    return tuple(one for member in actor.members for one in _members(member))


def _one_id(members: tuple[Named, ...], actors: dict[Named, tuple[str, str, str]]) -> str:
    """The identifier across articles of an actor or a group."""
    renamed = (actors[one] for one in members)
    return group([Actor(identifier, name, ActorType(of_type)) for identifier, name, of_type in renamed]).id
