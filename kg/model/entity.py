"""Entities: actors, agreements and places."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.partial_date import PartialDate
from kg.model.span import Span

STATUSES = ("ended", "in force", "under negotiation", "proposed")
"""How far an agreement can have got, from the farthest."""


class ActorType(StrEnum):
    """The type of an actor."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or is mentioned. Two actors with the same `id` are the same actor.

    `members` are those of a group ("France and Italy"). `gender`, "male" or "female", comes from titles,
    offices and given names; it distinguishes namesakes and is not written to the graph or the records.
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
    """A treaty, deal, memorandum, process, cease-fire or zone, made or being made.

    `status` is how far it has got across all articles, one of `STATUSES`; None if none tells. `is_local` is
    true for one that has no name or parties to be known by in other articles.
    """

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    date: PartialDate | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    status: str | None = None
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """A fact that an article states about an agreement. `kind` is date, place, party or status."""

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
