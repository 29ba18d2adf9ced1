"""Mentions: words of an article that refer to somebody or something."""

from dataclasses import dataclass

from kg.model.entity import Actor, Agreement, Place
from kg.model.partial_date import PartialDate
from kg.model.span import Span

Confidence = float
"""A probability from 0 to 1, each of one thing: that words refer to an entity, that a position is taken."""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that refer to an actor.

    `metonym` says that a place's name stands for its government ("Paris has said"). `candidates` are others
    whom the words may mean, the likeliest first.
    """

    span: Span
    text: str
    actor: Actor
    metonym: bool = False
    confidence: Confidence = 1.0
    candidates: tuple[Actor, ...] = ()

    @property
    def entity(self) -> Actor:
        """Whom the words refer to."""
        return self.actor


@dataclass(frozen=True, slots=True)
class AgreementMention:
    """Words that refer to an agreement; several mentions of the same words are several readings of them."""

    span: Span
    text: str
    agreement: Agreement
    confidence: Confidence = 1.0

    @property
    def entity(self) -> Agreement:
        """What the words refer to."""
        return self.agreement


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place."""

    span: Span
    text: str
    place: Place

    @property
    def entity(self) -> Place:
        """What the words name."""
        return self.place


Mention = ActorMention | AgreementMention | PlaceMention


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that give a date ("on Saturday", "last month")."""

    span: Span
    text: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Through what or where something was said: the words, and what they name ("on Twitter": Twitter)."""

    span: Span
    text: str
    name: str
