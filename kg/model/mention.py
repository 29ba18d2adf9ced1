"""Mentions: spans of an article that refer to an entity, a date or a circumstance."""

from dataclasses import dataclass

from kg.model.entity import Actor, Agreement, Place
from kg.model.partial_date import PartialDate
from kg.model.span import Span

Confidence = float
"""A probability from 0 to 1: that a mention refers to its entity, that a position is taken."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a mention may refer to, and how likely."""

    actor: Actor
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A mention of an actor.

    `metonym` is true if the name of a place stands for its government ("Paris has said"). `candidates` are
    other possible referents, the most likely first.
    """

    span: Span
    text: str
    actor: Actor
    metonym: bool = False
    confidence: Confidence = 1.0
    candidates: tuple[Candidate, ...] = ()

    @property
    def entity(self) -> Actor:
        """The referent."""
        return self.actor


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """A mention of an agreement; an ambiguous span has one mention for each possible referent.

    `status` is what the article tells of how far the agreement has got. `is_name` is false for words that
    only point at it ("the deal").
    """

    span: Span
    text: str
    agreement: Agreement
    confidence: Confidence = 1.0
    status: str | None = None
    is_name: bool = True

    @property
    def entity(self) -> Agreement:
        """The referent."""
        return self.agreement


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A mention of a place."""

    span: Span
    text: str
    place: Place

    @property
    def entity(self) -> Place:
        """The referent."""
        return self.place


Mention = ActorMention | AgreementMention | PlaceMention


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression ("on Saturday", "last month") and its date."""

    span: Span
    text: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Circumstance:
    """The medium or occasion of a statement; `name` is what the words name ("on Twitter": Twitter)."""

    span: Span
    text: str
    name: str
