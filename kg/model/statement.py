"""Statements: attributions with resolved speakers, positions and circumstances; readings of articles."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self

from kg.model.article import Article
from kg.model.attribution import Attribution, Layer, Polarity
from kg.model.entity import Actor, Agreement, AgreementFact, Role
from kg.model.mention import (
    ActorMention,
    AgreementMention,
    Candidate,
    Circumstance,
    Confidence,
    DateMention,
    Mention,
)
from kg.model.partial_date import PartialDate
from kg.model.span import Span

VECTOR_WIDTH, VECTOR_LENGTH = 384, 500
"""The size of the vector of a sentence, in numbers of 8 bits, and about the length of each vector."""


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a position: an actor or agreement, or else (`entity` None) the words of the text."""

    span: Span
    text: str
    entity: Actor | Agreement | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A position of an actor toward a target.

    `act` is the notation of a concept in the scheme of acts, `holder` the mention of who holds the position.
    """

    id: str
    layer: Layer
    holder: ActorMention
    act: str
    polarity: Polarity
    target: Target
    condition: Span | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FigureContext:
    """The wording and sentence of a figure, by which reports of the same figure are compared.

    Of its sentence, `dates` are the dates, `weekdays` the days whose date is not known, `undated` the words
    of all dates that are not known, `periods` phrases such as "in two weeks", `countries` the countries,
    `stems` the stems of the longer words.
    """

    is_approximate: bool = False
    """Whether the number is qualified by "about" or "some"."""
    is_vague: bool = False
    """Whether the number is a word such as "hundreds"."""
    is_remainder: bool = False
    """Whether it counts others than an earlier figure, or a part: "three other soldiers", "two of them"."""
    is_unsettled: bool = False
    """Whether its sentence tells of a change, a part, a possibility or another event: "rose to"."""
    sentence: Span | None = None
    latest: date | None = None
    """The latest day that the article names with its year: it is not older."""
    dates: tuple[PartialDate, ...] = ()
    weekdays: frozenset[str] = frozenset()
    undated: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a statement, or in what the article says itself, with its lower and upper bound.

    "more than 50 targets" has `least` 51 and no `most`; "five soldiers" has 5 and 5. `counted` is the noun
    phrase without the number, `outcome` what happened to the counted ("killed"), if stated.
    """

    span: Span
    text: str
    least: float | None
    most: float | None
    counted: str
    outcome: str | None = None
    context: FigureContext = field(default_factory=FigureContext, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Attribution):
    """A resolved attribution. `article` is the identifier of its article.

    `speaker` is None if the source has no referent that is sure enough. `candidates` are then those it may
    refer to, the most likely first; the candidates of a known speaker are in its mention.
    """

    article: str
    speaker: ActorMention | None = None
    candidates: tuple[Candidate, ...] = ()
    addressee: ActorMention | None = None
    medium: Circumstance | None = None
    occasion: Circumstance | None = None
    said_on: DateMention | None = None
    agreements: tuple[AgreementMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, attribution: Attribution, **resolved: Any) -> Self:
        """The statement of `attribution`; `resolved` has the other fields by name."""
        return cls(**{one.name: getattr(attribution, one.name) for one in fields(Attribution)}, **resolved)


@dataclass(frozen=True, slots=True)
class SentenceVector:
    """A sentence of an article with what it means: VECTOR_WIDTH numbers of 8 bits (`kg.extract.meaning`)."""

    span: Span
    numbers: bytes


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """One article, read and resolved. `noise`, `paragraphs` and `sentences` are in text order.

    `figures` are those that the article gives itself: they stand in the content of no statement.
    """

    article: Article
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[Actor, Role], ...] = ()
    facts: tuple[AgreementFact, ...] = ()
    figures: tuple[Figure, ...] = ()
    noise: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[SentenceVector, ...] = ()
    """Empty if it is not known what they mean."""
