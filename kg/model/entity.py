"""Whom and what a graph is about: actors, agreements and places."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.partial_date import PartialDate
from kg.model.span import Span


class ActorType(StrEnum):
    """What kind of speaker an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or is spoken of. Two actors with one `id` are the same actor.

    `members` are those who speak together ("France and Italy"). `gender` is what titles, offices and given
    names say, "male" or "female"; it tells namesakes apart and is not written anywhere.
    """

    id: str
    name: str
    type: ActorType
    members: tuple["Actor", ...] = ()
    gender: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Role:
    """An office or affiliation that an article gives an actor ("security analyst at …")."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty, deal, memorandum, process, cease-fire or zone."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    date: PartialDate | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """What an article says of an agreement, and where. `kind` is date, place or party."""

    agreement: Agreement
    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place that an article names."""

    id: str
    name: str


Entity = Actor | Agreement | Place
