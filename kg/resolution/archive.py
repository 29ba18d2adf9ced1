"""Actors across articles: one person under several forms of a name is one actor.

Merged by evidence, never by a score: full names must agree, and a surname alone is somebody's
only where the archive knows exactly one person of that surname.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from kg.model import Actor, ActorType, Reading
from kg.resolution.names import is_surname_of, name_parts, person_id, same_person


class ActorIndex:
    """Feed it every reading, then ask what each actor is called across all of them."""

    def __init__(self) -> None:
        self._people = Counter[str]()
        self._others: dict[str, Counter[str]] = defaultdict(Counter)
        self._canonical: dict[str, str] | None = None

    def add(self, reading: Reading) -> None:
        """Count the names of the actors of one article."""
        self._canonical = None
        speakers = [statement.speaker for statement in reading.statements if statement.speaker]
        for mention in (*reading.mentions, *speakers):
            actor = mention.refers_to
            if isinstance(actor, Actor) and actor.type is ActorType.PERSON:
                self._people[actor.name] += 1
            elif isinstance(actor, Actor):
                self._others[actor.id][actor.name] += 1

    def rename(self, actor: Actor) -> Actor:
        """The actor that `actor` of one article is across all articles added so far."""
        if actor.type is not ActorType.PERSON:
            names = self._others[actor.id]
            return replace(actor, name=min(names, key=lambda one: (-names[one], one)))
        if self._canonical is None:
            self._canonical = _canonical_names(self._people)
        name = self._canonical.get(actor.name, actor.name)
        return Actor(person_id(name), name, ActorType.PERSON)


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
