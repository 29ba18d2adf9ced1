"""Actors across articles: one person under several forms of a name is one actor.

Names merge by evidence, never by a score: full names must agree; a surname alone is a person's only where
gender, office or the archive's own use leave one; a first name alone is never merged. Acronyms stand for what
the articles that explain them say. Identifiers come from names, not from counts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.language.folding import slug
from kg.language.given_names import given_gender
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
from kg.model import Actor, ActorMention, ActorType, ArticleReading
from kg.resolve.bodies.groups import group
from kg.resolve.bodies.organisations import is_acronym
from kg.resolve.people.offices import office_of

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
    """Takes in every reading, then tells what each actor is called across them."""

    def __init__(self) -> None:
        self._people: dict[str, dict[str, _Person]] = defaultdict(lambda: defaultdict(_Person))
        """By identifier and form of the name."""
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[ActorType]] = defaultdict(Counter)
        self._acronyms: dict[str, Counter[str]] = defaultdict(Counter)
        self._merged: _People | None = None

    def add(self, reading: ArticleReading) -> None:
        """Count the names in one article."""
        self._merged = None
        by_surname: set[tuple[str, str]] = set()
        for actor, words in _named_actors(reading):
            self._types[actor.id][actor.type] += 1
            self._names[actor.id][actor.name] += 1
            if actor.type is ActorType.PERSON:
                person = self._people[actor.id][actor.name]
                person.names[actor.name] += 1
                if actor.gender:
                    person.genders[actor.gender] += 1
                if is_full_name(actor.name) and is_surname_of(words, actor.name):
                    by_surname.add((actor.id, actor.name))
            elif is_acronym(words) and not is_acronym(actor.name):
                self._acronyms[slug(words)][actor.id] += 1
        for actor, role in reading.roles:
            office = office_of(role.text)
            if office:
                self._people[actor.id][actor.name].offices[office] += 1
        for identifier, name in by_surname:
            self._people[identifier][name].by_surname += 1

    def renaming(self, reading: ArticleReading) -> Callable[[Actor], Actor]:
        """What the actors of `reading` are across all articles added so far: one name, one type."""
        if self._merged is None:
            self._merged = _People(self._people)
        people = self._merged
        offices: dict[str, set[str]] = defaultdict(set)
        for actor, role in reading.roles:
            offices[actor.id].add(office_of(role.text))

        def rename(actor: Actor) -> Actor:
            if actor.members:
                return group(list(map(rename, actor.members)))
            # A name of several words is one actor's, whatever single articles take it for.
            if self._type_of(actor.id, actor.type) is ActorType.PERSON:
                return people.canonical(actor, offices.get(actor.id, set()))
            return self._other(actor)

        return rename

    def _other(self, actor: Actor) -> Actor:
        """An actor that is no person, by the name and type that it mostly has."""
        identifier = actor.id
        expansions = self._acronyms.get(identifier, Counter())
        if is_acronym(actor.name) and len(expansions) == 1:
            (identifier,) = expansions
        names = self._names.get(identifier) or Counter([actor.name])
        name = min(names, key=lambda one: (_is_shouted(one), -names[one], one))
        return replace(actor, id=identifier, name=name, type=self._type_of(identifier, actor.type))

    def _type_of(self, identifier: str, otherwise: ActorType) -> ActorType:
        """The type that articles mostly give the actor."""
        types = self._types.get(identifier, Counter())
        return min(types, key=lambda one: (-types[one], one.value), default=otherwise)


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


def _named_actors(reading: ArticleReading) -> Iterator[tuple[Actor, str]]:
    """Each mention of an actor in the article with its words; of a group the members, too."""
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


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _is_shouted(name: str) -> bool:
    return name.isupper() and len(name) > _LONGEST_ACRONYM
