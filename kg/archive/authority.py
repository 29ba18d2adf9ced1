"""Links of actors to the entries of an authority file.

What the articles tell of an actor is a multiset: its name and type, the names by which an entry is found, its
roles, and the days of the articles. It adds up in any order, so an article is taken away by subtracting what
it told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.archive.authority_table import AuthorityEntry, AuthorityTable, Context
from kg.language.folding import fold
from kg.language.personal_names import bare_name, is_full_name
from kg.model import Actor, ActorMention, ActorType, ArticleReading

Fact = tuple[str, ...]
"""What an article tells of an actor: its kind, and words."""
_ACTOR, _NAME, _ROLE, _DAY = "actor", "name", "role", "day"
# A name is linked if it is one entry's only, more surely if the description agrees with an office that
# articles give; of several entries, the one whose description or dates agree. Set by judgement: no file is
# annotated.
_BY_NAME, _BY_DESCRIPTION, _OF_SEVERAL = 0.8, 0.95, 0.85

_BODIES = frozenset({ActorType.ORGANISATION, ActorType.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class Link:
    """An actor and the entry that is the same, with the probability that it is."""

    actor: Actor
    iri: str
    confidence: float


class AuthorityLinks:
    """Add all readings, then get the links of their actors. The order of readings does not matter."""

    def __init__(self, path: Path) -> None:
        """Raise `InputError` if the table at `path` cannot be read or is not valid."""
        self._table = AuthorityTable(path)
        self._table.verify()
        self._facts: dict[str, Counter[Fact]] = defaultdict(Counter)

    def add(self, reading: ArticleReading) -> None:
        """Add the actors of an article."""
        for actor, fact in facts_of(reading):
            self._facts[actor][fact] += 1

    def links(self) -> Iterator[Link]:
        """Yield the links, by identifier of the actor."""
        return links_of(self._facts, self._table)


def facts_of(reading: ArticleReading) -> Iterator[tuple[str, Fact]]:
    """Yield what an article tells of persons named in full, organisations and governments, by identifier."""
    day = reading.article.published_on
    named: set[str] = set()
    for actor, words in _named(reading):
        named.add(actor.id)
        yield actor.id, (_ACTOR, actor.name, actor.type.value)
        yield actor.id, (_NAME, fold(actor.name))
        if actor.type is ActorType.PERSON and is_full_name(name := bare_name(words)):
            yield actor.id, (_NAME, fold(name))
        if day:
            yield actor.id, (_DAY, day.isoformat())
    for actor, role in reading.roles:
        if actor.id in named:
            yield actor.id, (_ROLE, role.text)


def links_of(facts: Mapping[str, Iterable[Fact]], table: AuthorityTable) -> Iterator[Link]:
    """Yield the links of actors, by identifier, of which the articles tell these facts."""
    known = {identifier: _Known.of(identifier, facts[identifier]) for identifier in sorted(facts)}
    wanted = frozenset(name for one in known.values() for name in one.names)
    entries: dict[str, dict[str, AuthorityEntry]] = defaultdict(dict)
    for name, entry in table.entries(wanted):
        entries[name][entry.iri] = entry
    for one in known.values():
        namesakes = {iri: entry for name in one.names for iri, entry in entries.get(name, {}).items()}
        found = _choose(one, namesakes.values())
        if found is not None:
            yield Link(one.actor, *found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the articles tell of one actor: folded names, what roles say, and the days of the articles."""

    actor: Actor
    names: frozenset[str]
    context: Context
    days: frozenset[str]

    @classmethod
    def of(cls, identifier: str, facts: Iterable[Fact]) -> "_Known":
        words: dict[str, list[Fact]] = defaultdict(list)
        for kind, *rest in facts:
            words[kind].append(tuple(rest))
        name, of_type = min(words[_ACTOR])
        context = Context()
        for (role,) in words[_ROLE]:
            context |= Context.of(role)
        return cls(
            Actor(identifier, name, ActorType(of_type)),
            frozenset(one for (one,) in words[_NAME]),
            context,
            frozenset(day for (day,) in words[_DAY]),
        )


def _choose(known: _Known, namesakes: Iterable[AuthorityEntry]) -> tuple[str, float] | None:
    """The identifier of the entry that is `known`, with its probability; None without a sure one."""
    agreeing = {one: one.context.agrees(known.context) for one in namesakes if one.covers(known.days)}
    fitting = [one for one, agrees in agreeing.items() if agrees is not False]
    described = [one for one in fitting if agreeing[one]]
    if len(described) == 1:
        return described[0].iri, _BY_DESCRIPTION if len(fitting) == 1 else _OF_SEVERAL
    return (fitting[0].iri, _BY_NAME) if len(fitting) == 1 else None


def _named(reading: ArticleReading) -> Iterator[tuple[Actor, str]]:
    """The actors of the article that an entry can be: no groups, nobody unnamed or known by one name."""
    mentions = [one for one in reading.mentions if isinstance(one, ActorMention)]
    mentions += [one.speaker for one in reading.statements if one.speaker]
    for mention in mentions:
        for actor in (mention.actor, *mention.actor.members):
            person = actor.type is ActorType.PERSON
            if is_full_name(actor.name) if person else actor.type in _BODIES:
                yield actor, mention.text if actor is mention.actor else actor.name
