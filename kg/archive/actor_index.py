"""Merging of actors across articles: the forms of a person's name become one actor.

The rules are deterministic: full names must agree; a surname alone is resolved only if gender, office or its
use in the archive leave one person; a given name alone is never merged. A name alone that several people may
have is an actor of its own article. Acronyms are resolved to the name that articles use with them, initials
in the labels of turns to the one person with them who has turns in the archive. Bodies whose names differ in
spaces only are one. Identifiers are derived from names, not from counts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.language.folding import slug
from kg.language.given_names import given_gender, is_given_name
from kg.language.personal_names import (
    full_person_id,
    has_royal_title,
    is_first_surname_of,
    is_full_name,
    is_surname_of,
    lacks_second_surname,
    may_be_surname,
    name_parts,
    namesake_keys,
    person_id,
    same_person,
    second_surname_keys,
    surname,
)
from kg.model import Actor, ActorMention, ActorType, ArticleReading, Manner, Statement
from kg.resolve.bodies.groups import group
from kg.resolve.bodies.organisations import is_acronym
from kg.resolve.people.offices import office_of

# Longer names in capitals come from datelines or headlines, in letters.
_LONGEST_ACRONYM = 5
# The share and the number of articles from which a surname alone is resolved to its most frequent owner.
_MIN_SHARE = 0.9
_MIN_ARTICLES = 10
# Fewer initials in the label of a turn are many people's.
_FEWEST_INITIALS = 3
# Characters of an article's identifier in that of a name alone.
_DIGEST = 8


@dataclass(slots=True)
class _Person:
    """A person in the archive: forms of the name, offices and genders, each with the number of articles."""

    names: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    by_surname: int = 0
    """The number of articles that name this person in full and then by the surname alone."""
    by_first_surname: int = 0
    """Likewise by what may be the first of two surnames: "Gabriela Fuentes Salas", then "Fuentes"."""

    def add(self, other: "_Person") -> None:
        self.names += other.names
        self.offices += other.offices
        self.genders += other.genders
        self.by_surname += other.by_surname
        self.by_first_surname += other.by_first_surname

    @property
    def name(self) -> str:
        """The most frequent form, of ties the longest."""
        return min(self.names, key=lambda one: (_is_all_capitals(one), -self.names[one], -len(one), one))

    @property
    def gender(self) -> str | None:
        return self.genders.most_common(1)[0][0] if len(self.genders) == 1 else None

    def is_called(self, short: str) -> bool:
        """Whether `short` is the surname alone."""
        return is_surname_of(short, self.name) or bool(
            self.by_first_surname and any(is_first_surname_of(short, name) for name in self.names)
        )


@dataclass(frozen=True, slots=True)
class _Scene:
    """What one article says of its people: their offices, by identifier, and those it names in full."""

    article: str
    offices: dict[str, set[str]]
    named: frozenset[str]


class ActorIndex:
    """Add all readings, then get the renaming of the actors of each."""

    def __init__(self) -> None:
        self._people: dict[str, dict[str, _Person]] = defaultdict(lambda: defaultdict(_Person))
        """By identifier and form of the name, before merging."""
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[ActorType]] = defaultdict(Counter)
        self._acronyms: dict[str, Counter[str]] = defaultdict(Counter)
        self._spellings: dict[str, set[str]] = defaultdict(set)
        """Identifiers of those who are no persons, by what is left without hyphens."""
        self._turns: set[tuple[str, str]] = set()
        """Identifier and name of those whose name labels a turn of an interview."""
        self._merged: _People | None = None

    def add(self, reading: ArticleReading) -> None:
        """Add the names of one article."""
        self._merged = None
        by_surname: set[tuple[str, str]] = set()
        by_first_surname: set[tuple[str, str]] = set()
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
                elif is_first_surname_of(words, actor.name) and not is_given_name(words):
                    by_first_surname.add((actor.id, actor.name))
            else:
                self._spellings[_squeezed(actor.id)].add(actor.id)
                if is_acronym(words) and not is_acronym(actor.name):
                    self._acronyms[slug(words)][actor.id] += 1
        for one in reading.statements:
            if one.speaker and _is_turn(one):
                self._turns.add((one.speaker.actor.id, one.speaker.actor.name))
        for actor, role in reading.roles:
            office = office_of(role.text)
            if office:
                self._people[actor.id][actor.name].offices[office] += 1
        for identifier, name in by_surname:
            self._people[identifier][name].by_surname += 1
        for identifier, name in by_first_surname:
            self._people[identifier][name].by_first_surname += 1

    def identifier(self, actor: Actor) -> str:
        """The identifier of a person of a full name across all added articles."""
        return self._people_merged().identifier(actor)

    def _people_merged(self) -> "_People":
        if self._merged is None:
            self._merged = _People(self._people)
        return self._merged

    def renaming(self, reading: ArticleReading) -> Callable[[Actor], Actor]:
        """The renaming of the actors of `reading` to their names and types across all added articles."""
        people = self._people_merged()
        offices: dict[str, set[str]] = defaultdict(set)
        for actor, role in reading.roles:
            offices[actor.id].add(office_of(role.text))
        named = frozenset(
            people.identifier(actor) for actor, _ in _named_actors(reading) if is_full_name(actor.name)
        )
        scene = _Scene(reading.article.id, offices, named)

        def rename(actor: Actor) -> Actor:
            if actor.members:
                return group(list(map(rename, actor.members)))
            person = self._person_of_initials(actor)
            if person is not None:
                return people.canonical(person, scene)
            # The type across articles overrides that of this article.
            if self._type_of(actor.id, actor.type) is ActorType.PERSON:
                return people.canonical(actor, scene)
            return self._merge_non_person(actor)

        return rename

    def _merge_non_person(self, actor: Actor) -> Actor:
        """An actor that is not a person, with its most frequent name and type."""
        identifier = actor.id
        expansions = self._acronyms.get(identifier, Counter())
        if is_acronym(actor.name) and len(expansions) == 1:
            (identifier,) = expansions
        same = self._spellings.get(_squeezed(identifier), {identifier})
        identifier = min(same, key=lambda one: (-self._names[one].total(), one))
        names = self._names.get(identifier) or Counter([actor.name])
        name = min(names, key=lambda one: (_is_all_capitals(one), -names[one], one))
        return replace(actor, id=identifier, name=name, type=self._type_of(identifier, actor.type))

    def _person_of_initials(self, actor: Actor) -> Actor | None:
        """The one person with turns in the archive whose initials label turns as `actor`, or None."""
        letters = actor.name.replace(".", "")
        if (actor.id, actor.name) not in self._turns or len(letters) < _FEWEST_INITIALS:
            return None
        if not is_acronym(actor.name) or actor.id in self._acronyms:
            return None
        fitting = {
            identifier: name
            for identifier, name in sorted(self._turns)
            if identifier in self._people and "".join(word[0] for word in name.split()) == letters
        }
        if len(fitting) != 1:
            return None
        ((identifier, name),) = fitting.items()
        return Actor(identifier, name, ActorType.PERSON)

    def _type_of(self, identifier: str, otherwise: ActorType) -> ActorType:
        """The most frequent type of the actor, `otherwise` if it is unknown."""
        types = self._types.get(identifier, Counter())
        return min(types, key=lambda one: (-types[one], one.value), default=otherwise)


class _People:
    """The merged persons of an archive."""

    def __init__(self, people: dict[str, dict[str, _Person]]) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        unmerged: dict[str, _Person] = defaultdict(_Person)
        for identifier, forms in people.items():
            for name, person in forms.items():
                agrees = all(name == other or same_person(name, other) for other in forms)
                kept = identifier if agrees or not is_full_name(name) else full_person_id(name)
                self._ids[identifier, name] = kept
                unmerged[kept].add(person)
        self._into = _find_merges(unmerged)
        self._merged: dict[str, _Person] = defaultdict(_Person)
        for identifier in sorted(unmerged):
            self._merged[self._into.get(identifier, identifier)].add(unmerged[identifier])
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        self._words: set[str] = set()
        """The words of all full names."""
        for identifier, person in self._merged.items():
            if is_full_name(person.name):
                parts = name_parts(person.name)
                self._words.update(parts)
                self._by_surname[surname(person.name)].append(identifier)
                for name in person.names if person.by_first_surname else ():
                    self._by_surname[name_parts(name)[-2]].append(identifier)

    def identifier(self, actor: Actor) -> str:
        """The identifier of the merged person of the actor's name."""
        identifier = self._ids.get((actor.id, actor.name), actor.id)
        return self._into.get(identifier, identifier)

    def canonical(self, actor: Actor, scene: _Scene) -> Actor:
        """The merged person. What the article says helps to resolve a surname alone."""
        identifier = self.identifier(actor)
        if may_be_surname(actor.name):
            owner = self._surname_owner(actor, scene)
            identifier = self._into.get(owner, owner) if owner else identifier
        if identifier in self._merged and is_full_name(self._merged[identifier].name):
            return Actor(identifier, self._merged[identifier].name, ActorType.PERSON, gender=actor.gender)
        if self._is_ambiguous(actor):
            own = f"{identifier}-{slug(scene.article)[-_DIGEST:]}"
            return Actor(own, actor.name, ActorType.PERSON, gender=actor.gender)
        name = self._merged[identifier].name if identifier in self._merged else actor.name
        return Actor(identifier, name, ActorType.PERSON, gender=actor.gender)

    def _is_ambiguous(self, actor: Actor) -> bool:
        """Whether a name of one word may be another person's in another article.

        It is a given name, or a part of somebody's full name; what stands with a royal title is not.
        """
        if is_full_name(actor.name) or has_royal_title(actor.name) or actor.id != person_id(actor.name):
            return False
        parts = name_parts(actor.name)
        return is_given_name(parts[-1]) or not self._words.isdisjoint(parts)

    def _surname_owner(self, actor: Actor, scene: _Scene) -> str | None:
        """The identifier of the owner of the surname, by gender, then office, then use in the archive.

        Where the article names several people of that surname in full, it is one of them, and use in the
        archive does not tell which.
        """
        owners = [
            (identifier, self._merged[identifier])
            for identifier in dict.fromkeys(self._by_surname.get(surname(actor.name), ()))
            if self._merged[identifier].is_called(actor.name)
        ]
        here = [pair for pair in owners if pair[0] in scene.named]
        owners = here if len(here) > 1 else owners
        owners = [pair for pair in owners if not _are_different(actor.gender, pair[1].gender)]
        offices = scene.offices.get(actor.id, set())
        in_office = [pair for pair in owners if offices & set(pair[1].offices)]
        owners = in_office if len(in_office) == 1 else owners
        if len(owners) == 1:
            return owners[0][0]
        if len(here) > 1:
            return None
        articles = sum(person.by_surname for _, person in owners)
        for identifier, person in owners:
            if person.by_surname >= max(_MIN_ARTICLES, _MIN_SHARE * articles):
                return identifier
        return None


def _find_merges(people: dict[str, _Person]) -> dict[str, str]:
    """The merges of pairs of persons whose names match only each other: "Lucia Rivera", "Ana Lucia Rivera".

    So do those of which one has a second surname, if an article calls that person by the first one.
    Maps the dropped identifier to the kept one (see `_preference`).
    """
    names = {identifier: person.name for identifier, person in people.items() if is_full_name(person.name)}
    by_key: dict[tuple[str, str], list[str]] = defaultdict(list)
    for identifier in sorted(names):
        keys = namesake_keys(names[identifier])
        keys += second_surname_keys(names[identifier]) if people[identifier].by_first_surname else []
        for key in keys:
            by_key[key].append(identifier)
    fitting: dict[str, set[str]] = defaultdict(set)
    for namesakes in by_key.values():
        for one, other in combinations(namesakes, 2):
            if same_person(names[one], names[other]) or any(
                people[long].by_first_surname and lacks_second_surname(names[short], names[long])
                for short, long in ((one, other), (other, one))
            ):
                fitting[one].add(other)
                fitting[other].add(one)
    into: dict[str, str] = {}
    for one, others in fitting.items():
        (other, *more) = others
        if not more and fitting[other] == {one}:
            kept = min(one, other, key=lambda each: _preference(each, people[each]))
            into |= {one: kept} if kept != one else {}
    return into


def _preference(identifier: str, person: _Person) -> tuple[bool, bool, int, str]:
    """The sort key of the identifier to keep, the smallest: that of the registry, else of the shorter name.

    A name without a given name, such as "Wasserman Schultz", comes last: it is the end of a longer name.
    """
    generated = identifier == person_id(person.name)
    return generated, given_gender(person.name) is None, len(name_parts(person.name)), identifier


def _named_actors(reading: ArticleReading) -> Iterator[tuple[Actor, str]]:
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


def _is_turn(statement: Statement) -> bool:
    """Whether it is a turn of a transcript whose label names the speaker."""
    speaker = statement.speaker
    is_label = statement.cue is None and statement.manner is Manner.DIRECT
    return is_label and speaker is not None and speaker.text == speaker.actor.name


def _squeezed(identifier: str) -> str:
    """An identifier without hyphens, the same for "RealClearPolitics" and "Real Clear Politics"."""
    return identifier.replace("-", "")


def _are_different(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _is_all_capitals(name: str) -> bool:
    return name.isupper() and len(name) > _LONGEST_ACRONYM
