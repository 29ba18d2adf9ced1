"""Actors across articles: one person under several forms of a name is one actor.

Merged by evidence, never by a score: full names must agree; a surname alone is somebody's only where
gender, office or the archive's own use leave one person; a first name alone is nobody's. Acronyms
stand for what the articles that explain them say. Identifiers come from names, not from counts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.model import Actor, ActorType, Entity, Mention, Reading
from kg.language.given_names import given_gender
from kg.resolve.bodies.groups import group
from kg.resolve.people.offices import office_of
from kg.resolve.bodies.organisations import is_acronym
from kg.language.folding import slug
from kg.language.personal_names import (
    full_person_id,
    is_full_name,
    is_surname_of,
    may_be_surname,
    name_parts,
    namesake_keys,
    person_id,
    same_person,
    surname,
)

# Longer names that are all capitals are a dateline's or a headline's.
_LONGEST_ACRONYM = 5
# Where articles call somebody by a surname alone, it is nearly always one person's from here on.
_LEAST_SHARE = 0.9
_LEAST_ARTICLES = 10


@dataclass(slots=True)
class _Person:
    """What the archive knows of a person: forms of the name, offices and genders by articles."""

    names: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    by_surname: int = 0
    """Articles that use the surname alone for this person, having named them in full."""

    def add(self, other: "_Person") -> None:
        self.names += other.names
        self.offices += other.offices
        self.genders += other.genders
        self.by_surname += other.by_surname

    @property
    def name(self) -> str:
        """The most frequent form, of equals the longest."""
        return min(self.names, key=lambda one: (_is_shouted(one), -self.names[one], -len(one), one))

    @property
    def gender(self) -> str | None:
        return self.genders.most_common(1)[0][0] if len(self.genders) == 1 else None


class ActorIndex:
    """Feed it every reading, then ask what each actor, agreement and place is called across them."""

    def __init__(self) -> None:
        self._people: dict[str, dict[str, _Person]] = defaultdict(lambda: defaultdict(_Person))
        """By identifier and form of the name."""
        self._names: dict[tuple[type[Entity], str], Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[ActorType]] = defaultdict(Counter)
        self._acronyms: dict[str, Counter[str]] = defaultdict(Counter)
        self._merged: _People | None = None

    def add(self, reading: Reading) -> None:
        """Count the names in one article."""
        self._merged = None
        by_surname: set[tuple[str, str]] = set()
        for mention in _all_mentions(reading):
            entity = mention.refers_to
            if isinstance(entity, Actor):
                self._types[entity.id][entity.type] += 1
            if isinstance(entity, Actor) and entity.type is ActorType.PERSON:
                self._names[Actor, entity.id][entity.name] += 1
                person = self._people[entity.id][entity.name]
                person.names[entity.name] += 1
                if entity.gender:
                    person.genders[entity.gender] += 1
                if is_full_name(entity.name) and is_surname_of(mention.text, entity.name):
                    by_surname.add((entity.id, entity.name))
                continue
            self._names[type(entity), entity.id][entity.name] += 1
            if isinstance(entity, Actor) and is_acronym(mention.text) and not is_acronym(entity.name):
                self._acronyms[slug(mention.text)][entity.id] += 1
        for actor, role in reading.roles:
            office = office_of(role.text)
            if office:
                self._people[actor.id][actor.name].offices[office] += 1
        for identifier, name in by_surname:
            self._people[identifier][name].by_surname += 1

    def renaming(self, reading: Reading) -> Callable[[Entity], Entity]:
        """What the entities of `reading` are across all articles added so far: one name, one type."""
        if self._merged is None:
            self._merged = _People(self._people)
        people = self._merged
        offices = defaultdict(set)
        for actor, role in reading.roles:
            offices[actor.id].add(office_of(role.text))

        def rename(entity: Entity) -> Entity:
            if not isinstance(entity, Actor):
                return replace(entity, name=self._name_of(entity))
            if entity.members:
                return group([self._actor(people, offices)(member) for member in entity.members])
            return self._actor(people, offices)(entity)

        return rename

    def _actor(self, people: "_People", offices: dict[str, set[str]]) -> Callable[[Actor], Actor]:
        def rename(actor: Actor) -> Actor:
            types = self._types[actor.id]
            kind = min(types, key=lambda one: (-types[one], one.value), default=actor.type)
            # A name of several words is one actor's, whatever single articles take it for.
            if kind is ActorType.PERSON:
                return people.canonical(actor, offices.get(actor.id, set()))
            return self._other(actor)

        return rename

    def _other(self, actor: Actor) -> Actor:
        """An actor that is no person, by the name and type that it mostly has."""
        identifier = actor.id
        expansions = self._acronyms.get(identifier, ())
        if is_acronym(actor.name) and len(expansions) == 1:
            (identifier,) = expansions
        types = self._types[identifier]
        kind = min(types, key=lambda one: (-types[one], one.value), default=actor.type)
        return replace(actor, id=identifier, name=self._name_of(replace(actor, id=identifier)), type=kind)

    def _name_of(self, entity: Entity) -> str:
        names = self._names[type(entity), entity.id] or Counter([entity.name])
        return min(names, key=lambda one: (_is_shouted(one), -names[one], one))


class _People:
    """The persons of an archive, merged."""

    def __init__(self, people: dict[str, dict[str, _Person]]) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        apart: dict[str, _Person] = defaultdict(_Person)
        for identifier, forms in people.items():
            for name, person in forms.items():
                agrees = all(name == other or same_person(name, other) for other in forms)
                kept = identifier if agrees or not is_full_name(name) else full_person_id(name)
                self._ids[identifier, name] = kept
                apart[kept].add(person)
        self._into = _one_fits(apart)
        self._merged: dict[str, _Person] = defaultdict(_Person)
        for identifier in sorted(apart):
            self._merged[self._into.get(identifier, identifier)].add(apart[identifier])
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        for identifier, person in self._merged.items():
            if is_full_name(person.name):
                self._by_surname[surname(person.name)].append(identifier)

    def canonical(self, actor: Actor, offices: set[str]) -> Actor:
        """The person across articles. A surname alone is looked at with what its own article says."""
        identifier = self._ids.get((actor.id, actor.name), actor.id)
        if may_be_surname(actor.name):
            identifier = self._owner(actor, offices) or identifier
        identifier = self._into.get(identifier, identifier)
        name = self._merged[identifier].name if identifier in self._merged else actor.name
        return Actor(identifier, name, ActorType.PERSON, gender=actor.gender)

    def _owner(self, actor: Actor, offices: set[str]) -> str | None:
        """Whose the surname is: by gender, then by office, then by the archive's own use."""
        owners = [
            (identifier, self._merged[identifier])
            for identifier in self._by_surname.get(surname(actor.name), ())
            if is_surname_of(actor.name, self._merged[identifier].name)
        ]
        owners = [pair for pair in owners if not _differ(actor.gender, pair[1].gender)]
        in_office = [pair for pair in owners if offices & set(pair[1].offices)]
        owners = in_office if len(in_office) == 1 else owners
        if len(owners) == 1:
            return owners[0][0]
        articles = sum(person.by_surname for _, person in owners)
        for identifier, person in owners:
            if person.by_surname >= max(_LEAST_ARTICLES, _LEAST_SHARE * articles):
                return identifier
        return None


def _one_fits(people: dict[str, _Person]) -> dict[str, str]:
    """Persons whose names fit each other's and nobody else's: "Lucia Rivera", "Ana Lucia Rivera".

    Each with whom they are: what the registry has, else who has the shorter name.
    """
    names = {identifier: person.name for identifier, person in people.items() if is_full_name(person.name)}
    by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identifier in sorted(names):
        for key in namesake_keys(names[identifier]):
            by_key[key].append(identifier)
    fitting: dict[str, set[str]] = defaultdict(set)
    for namesakes in by_key.values():
        for one, other in combinations(namesakes, 2):
            if same_person(names[one], names[other]):
                fitting[one].add(other)
                fitting[other].add(one)
    into: dict[str, str] = {}
    for one, others in fitting.items():
        (other, *more) = others
        if not more and fitting[other] == {one}:
            kept = min(one, other, key=lambda each: _claim(each, people[each]))
            into |= {one: kept} if kept != one else {}
    return into


def _claim(identifier: str, person: _Person) -> tuple[bool, bool, int, str]:
    """What of two identifiers is kept, the least: the registry's, else that of the shorter name.

    But "Wasserman Schultz" opens with no given name, so it is the end of a longer one.
    """
    generated = identifier == person_id(person.name)
    return generated, given_gender(person.name) is None, len(name_parts(person.name)), identifier


def _all_mentions(reading: Reading) -> list[Mention]:
    said = [
        one for statement in reading.statements for one in (statement.speaker, statement.addressee) if one
    ]
    for position in (one for statement in reading.statements for one in statement.positions):
        said.append(position.holder)
        if position.target.refers_to:
            said.append(Mention(position.target.span, position.target.text, position.target.refers_to))
    members = [
        replace(one, refers_to=member)
        for one in said
        if isinstance(one.refers_to, Actor)
        for member in one.refers_to.members
    ]
    return [*reading.mentions, *said, *members]


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _is_shouted(name: str) -> bool:
    return name.isupper() and len(name) > _LONGEST_ACRONYM
