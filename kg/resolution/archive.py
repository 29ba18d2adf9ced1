"""Actors across articles: one person under several forms of a name is one actor.

Merged by evidence, never by a score: full names must agree, and a surname alone is somebody's
only where the archive knows exactly one person of that surname.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from kg.model import Actor, ActorType, Entity, Reading
from kg.resolution.names import is_surname_of, name_parts, person_id, same_person

# Longer names that are all capitals are a dateline's or a headline's.
_ACRONYM = 5


class ActorIndex:
    """Feed it every reading, then ask what each actor, agreement and place is called across them."""

    def __init__(self) -> None:
        self._people = Counter[str]()
        self._names: dict[tuple[type[Entity], str], Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[ActorType]] = defaultdict(Counter)
        self._canonical: dict[str, str] | None = None

    def add(self, reading: Reading) -> None:
        """Count the names in one article."""
        self._canonical = None
        speakers = [statement.speaker for statement in reading.statements if statement.speaker]
        for mention in (*reading.mentions, *speakers):
            entity = mention.refers_to
            if isinstance(entity, Actor):
                self._types[entity.id][entity.type] += 1
            if isinstance(entity, Actor) and entity.type is ActorType.PERSON:
                self._people[entity.name] += 1
            else:
                self._names[type(entity), entity.id][entity.name] += 1

    def rename(self, entity: Entity) -> Entity:
        """What `entity` of one article is across all articles added so far: one name, one type."""
        if isinstance(entity, Actor):
            return self.rename_actor(entity)
        return replace(entity, name=self._name_of(entity))

    def rename_actor(self, actor: Actor) -> Actor:
        """The actor across articles; a person and another actor of one name stay two."""
        if actor.type is ActorType.PERSON:
            if self._canonical is None:
                self._canonical = _canonical_names(self._people)
            name = self._canonical.get(actor.name, actor.name)
            return Actor(person_id(name), name, ActorType.PERSON)
        types = self._types[actor.id]
        others = [one for one in types if one is not ActorType.PERSON]
        kind = min(others, key=lambda one: (-types[one], one.value), default=actor.type)
        shared = ActorType.PERSON in types
        return Actor(f"{actor.id}-{kind.value}" if shared else actor.id, self._name_of(actor), kind)

    def _name_of(self, entity: Entity) -> str:
        names = self._names[type(entity), entity.id] or Counter([entity.name])
        return min(names, key=lambda one: (one.isupper() and len(one) > _ACRONYM, -names[one], one))


def _canonical_names(counts: Counter[str]) -> dict[str, str]:
    """The name that each name is merged into: the most frequent one, of equals the longest."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda one: (-counts[one], -len(one), one)):
        parts = name_parts(name)
        if parts:
            by_surname[parts[-1]].append(name)
    canonical: dict[str, str] = {}
    for names in by_surname.values():
        full: list[list[str]] = []
        for name in (one for one in names if len(name_parts(one)) > 1):
            group = [one for one in full if all(same_person(name, other) for other in one)]
            if len(group) == 1:
                group[0].append(name)
            else:
                full.append([name])
        for members in full:
            canonical |= dict.fromkeys(members, members[0])
        for name in (one for one in names if len(name_parts(one)) == 1):
            owners = [members for members in full if any(is_surname_of(name, one) for one in members)]
            if len(owners) == 1:
                canonical[name] = owners[0][0]
    return canonical
