"""Links of actors to the entries of an authority file: a table of people and organisations with identifiers.

The file is the user's (docs/data.md): CSV, or TSV if it ends in .tsv, with the columns `identifier`, `names`,
`description`, `from` and `to`. It is read row by row; only entries with the name of an actor are kept.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.language.folding import fold, words_of
from kg.language.lexicon import Country, is_office, lexicon, office_word
from kg.language.personal_names import bare_name, is_full_name
from kg.model import Actor, ActorMention, ActorType, ArticleReading

COLUMNS = ("identifier", "names", "description", "from", "to")
_WIKIDATA = "http://www.wikidata.org/entity/"
_ITEM = re.compile(r"Q[1-9]\d*")
_IRI = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_DATE = re.compile(r"(-?\d{4}(?:-\d\d){0,2})(?:T[\d:.]+Z?)?")
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


@dataclass(frozen=True, slots=True)
class _Context:
    """What a description or a role says of somebody: offices with their callings, and countries."""

    offices: frozenset[str] = frozenset()
    countries: frozenset[Country] = frozenset()

    @classmethod
    def of(cls, text: str) -> "_Context":
        words = words_of(text)
        offices = {office_word(word) for word in words if is_office(word)}
        callings = {
            calling
            for calling, those in lexicon().callings.items()
            if calling in map(str.lower, words) or not those.isdisjoint(offices)
        }
        countries = {country for word in words if (country := lexicon().country_of(word))}
        return cls(frozenset(offices | callings), frozenset(countries))

    def __or__(self, other: "_Context") -> "_Context":
        return _Context(self.offices | other.offices, self.countries | other.countries)

    def agrees(self, other: "_Context") -> bool | None:
        """Whether both have an office or calling, and no different countries; None if one has no office."""
        if self.countries and other.countries and self.countries.isdisjoint(other.countries):
            return False
        if not (self.offices and other.offices):
            return None
        return not self.offices.isdisjoint(other.offices)


@dataclass(frozen=True, slots=True)
class _Entry:
    iri: str
    context: _Context
    start: str
    end: str

    def covers(self, days: set[str]) -> bool:
        """Whether one of `days`, in ISO 8601, lies in its time; unknown ends and no days at all fit."""
        return not days or any(
            (not self.start or day[: len(self.start)] >= self.start)
            and (not self.end or day[: len(self.end)] <= self.end)
            for day in days
        )


@dataclass(slots=True)
class _Known:
    """What the articles tell of one actor."""

    actor: Actor
    names: set[str] = field(default_factory=set)
    """Folded."""
    context: _Context = field(default_factory=_Context)
    days: set[str] = field(default_factory=set)
    """On which articles that name the actor were published."""


class AuthorityLinks:
    """Add all readings, then get the links of their actors. The order of readings does not matter."""

    def __init__(self, path: Path) -> None:
        """Raise `InputError` if the table at `path` cannot be read or is not valid."""
        self._path = path
        for _ in self._entries(frozenset()):
            pass
        self._known: dict[str, _Known] = {}

    def add(self, reading: ArticleReading) -> None:
        """Add the actors of an article: persons named in full, organisations and governments."""
        day = reading.article.published_on
        for actor, words in _named(reading):
            known = self._known.setdefault(actor.id, _Known(actor))
            known.names.add(fold(actor.name))
            if actor.type is ActorType.PERSON and is_full_name(name := bare_name(words)):
                known.names.add(fold(name))
            if day:
                known.days.add(day.isoformat())
        for actor, role in reading.roles:
            if actor.id in self._known:
                self._known[actor.id].context |= _Context.of(role.text)

    def links(self) -> Iterator[Link]:
        """Yield the links, by identifier of the actor."""
        wanted = frozenset(name for known in self._known.values() for name in known.names)
        entries: dict[str, dict[str, _Entry]] = defaultdict(dict)
        for name, entry in self._entries(wanted):
            entries[name][entry.iri] = entry
        for identifier in sorted(self._known):
            known = self._known[identifier]
            namesakes = {iri: one for name in known.names for iri, one in entries.get(name, {}).items()}
            found = _choose(known, namesakes.values())
            if found is not None:
                yield Link(known.actor, *found)

    def _entries(self, wanted: frozenset[str]) -> Iterator[tuple[str, _Entry]]:
        """Yield the entries that have one of the `wanted` names, with it."""
        for where, row in self._rows():
            names = {fold(name) for name in row["names"].split(";")} - {""}
            if not names:
                raise InputError(f"{where} has no name.")
            iri = _iri(row["identifier"], where)
            start, end = (_date(row[column], column, where) for column in ("from", "to"))
            for name in names & wanted:
                yield name, _Entry(iri, _Context.of(row["description"]), start, end)

    def _rows(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield each row, its values stripped, with words for where it stands."""
        name = f"The authority file {self._path}"
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                rows = csv.DictReader(
                    file, delimiter="\t" if self._path.suffix == ".tsv" else ",", strict=True
                )
                missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
                if missing:
                    raise InputError(
                        f"{name} lacks the column “{missing[0]}”; it needs {', '.join(COLUMNS)}."
                    )
                for row in rows:
                    values = {column: (row[column] or "").strip() for column in COLUMNS}
                    yield f"{name}, line {rows.line_num},", values
        except OSError as error:
            raise InputError(f"{name} cannot be read: {error.strerror}.") from error
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(f"{name} is no table in UTF-8: {error}.") from error


def _iri(identifier: str, where: str) -> str:
    if _ITEM.fullmatch(identifier):
        return f"{_WIKIDATA}{identifier}"
    if not _IRI.fullmatch(identifier):
        raise InputError(
            f"{where} has the identifier “{identifier}”; write an IRI or an item of Wikidata, “Q42”."
        )
    return identifier


def _date(text: str, column: str, where: str) -> str:
    """A date as precise as it is written, "" where none is; years before the first are all one."""
    match = _DATE.fullmatch(text)
    if text and match is None:
        raise InputError(f"{where} has “{text}” in “{column}”; write 2018, 2018-09 or 2018-09-17.")
    return "0000" if text.startswith("-") else match.group(1) if match else ""


def _choose(known: _Known, namesakes: Iterable[_Entry]) -> tuple[str, float] | None:
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
