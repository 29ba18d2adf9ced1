"""What an article asks the archive, and what it is called by the answers.

`Questions` are what an article has to be told, taken from its reading; `answered` asks the decisions and
gives the `Answers`, and `Answers.applied` renames the reading. What is asked may depend on the answer to
another question. A name alone that several people may have is an actor of its own article.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

import msgspec

from kg.archive.names.actor_forms import FEWEST_INITIALS, SEVERAL, actor_key, most_frequent
from kg.archive.names.agreement_blocks import unpacked
from kg.archive.names.contributions import named_actors
from kg.archive.names.dataflow import Ask, Asked
from kg.archive.names.surname_owners import is_called, owner_among, owner_keys, surnames
from kg.language.folding import slug
from kg.language.given_names import is_given_name
from kg.language.personal_names import (
    has_royal_title,
    is_bare_surname,
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

    `named` are identifier and name of those whom it names in full, `offices` those it gives, by
    identifier, `opposed` the holder and the target of each position against an actor. Groups are asked for
    as their members, and who has no name is not asked for.
    """

    article: str
    actors: tuple[Named, ...]
    named: tuple[tuple[str, str], ...]
    offices: dict[str, tuple[str, ...]]
    agreements: tuple[str, ...]
    places: tuple[str, ...]
    opposed: tuple[tuple[Named, Named], ...]

    @property
    def asked(self) -> set[Asked]:
        """Those that the article asks whatever the answers are."""
        actors = {(identifier, name) for identifier, name, *_ in self.actors} | {*self.named}
        return {
            *(Asked("actor", actor_key(one), ("called", one, name)) for one, name in actors),
            *(Asked("agreed", one, ()) for one in self.agreements),
            *(Asked("place", one, ()) for one in self.places),
        }

    @classmethod
    def of(cls, reading: ArticleReading) -> "Questions":
        """Those of a reading."""
        actors: dict[Named, None] = {}
        agreements: set[str] = set()
        places: set[str] = set()

        def note_actor(actor: Actor) -> Actor:
            if actor.members:
                return group(list(map(note_actor, actor.members)))
            if actor.type is not ActorType.UNNAMED:
                actors[_named(actor)] = None
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
        named = {
            (actor.id, actor.name)
            for actor, _ in named_actors(reading)
            if actor.type is not ActorType.UNNAMED and is_full_name(actor.name)
        }
        opposed = {
            (_named(position.holder.actor), _named(target))
            for statement in reading.statements
            for position in statement.positions
            if isinstance(target := position.target.entity, Actor)
            and position.polarity is Polarity.OPPOSES
            and {_named(target), _named(position.holder.actor)} <= actors.keys()
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

    `actors` has the new identifier, name and type of each, `agreements` packed ones, `places` names;
    `doubted` are the identifiers of a holder and of the government for which all articles let the holder
    speak.
    """

    actors: tuple[tuple[Named, tuple[str, str, str]], ...]
    agreements: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    doubted: tuple[tuple[str, str], ...]

    def applied(self, reading: ArticleReading) -> ArticleReading:
        """The reading, under the names across articles, with the doubts that other articles raise."""
        actors, places = dict(self.actors), dict(self.places)
        agreements = {identifier: unpacked(packed) for identifier, packed in self.agreements}
        unnamed = _unnamed(reading)

        def rename(actor: Actor) -> Actor:
            if actor.members:
                return group(list(map(rename, actor.members)))
            if actor.type is ActorType.UNNAMED:
                return replace(actor, name=unnamed.get(actor.id, actor.name))
            identifier, name, of_type = actors[_named(actor)]
            return replace(actor, id=identifier, name=name, type=ActorType(of_type))

        renamed = Renaming(
            actor=rename,
            agreement=lambda one: agreements.get(one.id, one),
            place=lambda one: replace(one, name=places.get(one.id, one.name)),
        ).reading(reading)
        return self._doubting(renamed)

    def _doubting(self, renamed: ArticleReading) -> ArticleReading:
        """A renamed reading with the doubts that other articles raise; those of its own are in it already."""
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
    opposed = (
        (actors[holder][0], actors[government][0])
        for holder, government in questions.opposed
        if scene.may_serve(holder) and actors[government][2] == ActorType.GOVERNMENT
    )
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
        known = (ask("actor", actor_key(one), ("called", one, name))[1] for one, name in questions.named)
        people = (self._whole(person) for person in known if person)
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
                return self._of_person((found[0], found[1], ActorType.PERSON.value, ""))
        # The type across articles overrides that of this article.
        if (of_type or own_type) == ActorType.PERSON:
            return self._of_person(actor)
        if is_acronym(name) and stands and stands != SEVERAL:
            body = list(self._ask("actor", actor_key(stands), ("body", stands)))
        own, own_name, its_type = body or (identifier, name, own_type)
        return own, own_name or name, its_type or own_type

    def may_serve(self, actor: Named) -> bool:
        """Whether the actor is a person, or has a person's name somewhere in the archive."""
        identifier, name, _, _ = actor
        person = self._ask("actor", actor_key(identifier), ("called", identifier, name))[1]
        return bool(person) or self.renamed(actor)[2] == ActorType.PERSON

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
        return self._whole(person or identifier)

    def _whole(self, identifier: str) -> _Person:
        """The person that a person became."""
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
            word = surname(short)
            if is_bare_surname(short):
                found = self._ask("word", word, ("owner", gender, *offices))
            else:
                parts = [self._ask("owner", key, ("called", short)) for key in owner_keys(word)]
                found = owner_among(parts, gender, offices)
            return _Person(found[0], found[1], ()) if found else None
        answers = [(one, self._ask("whole", one.id, ("who", gender, *offices))) for one in here]
        fitting = [one for one, (fits, _) in answers if fits]
        in_office = [one for one, (fits, holds) in answers if fits and holds]
        fitting = in_office if len(in_office) == 1 else fitting
        return fitting[0] if len(fitting) == 1 else None

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


def _unnamed(reading: ArticleReading) -> dict[str, str]:
    """The most frequent name of each actor without a name, who is one of the article alone."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for actor, _ in named_actors(reading):
        if actor.type is ActorType.UNNAMED:
            names[actor.id][actor.name] += 1
    return {identifier: most_frequent(found) for identifier, found in names.items()}
