"""Statements: attributions whose speakers, targets and circumstances are resolved; and articles of them."""

from dataclasses import dataclass, field, fields
from typing import Any, Self

from kg.model.article import Article
from kg.model.attribution import Attribution, Layer, Polarity
from kg.model.entity import Actor, Agreement, AgreementFact, Role
from kg.model.mention import (
    ActorMention,
    AgreementMention,
    Circumstance,
    Confidence,
    DateMention,
    Mention,
)
from kg.model.partial_date import PartialDate
from kg.model.span import Span


@dataclass(frozen=True, slots=True)
class Target:
    """What a position is toward: an actor or agreement, or else an event or course of action in its words."""

    span: Span
    text: str
    entity: Actor | Agreement | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Who does what toward whom, by speaking or by deed.

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
    """By what two reports of one figure are recognised: how it is worded, and its sentence.

    `dates` are those of the sentence, `weekdays` the names of days whose date is not known, `periods` its
    words such as "in two weeks", `countries` those it names, `stems` the stems of its longer words.
    """

    is_approximate: bool = False
    """Whether it is "about" or "some" so many."""
    is_vague: bool = False
    """Whether it is "hundreds" or the like."""
    is_remainder: bool = False
    """Whether it counts others than were counted before: "three other soldiers"."""
    dates: tuple[PartialDate, ...] = ()
    weekdays: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a statement gives: what is counted, and how many, at least and at most.

    "more than 50 targets" is at least 51 and has no `most`; "five soldiers" is 5 and 5. `counted` is the
    noun phrase without the number, `fate` what befell what is counted ("killed"), if the text tells.
    """

    span: Span
    text: str
    least: float | None
    most: float | None
    counted: str
    fate: str | None = None
    context: FigureContext = field(default_factory=FigureContext, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Attribution):
    """Who said what, with its evidence: an attribution, resolved. `article` identifies its article."""

    article: str
    speaker: ActorMention | None = None
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
        """`attribution` with what is resolved of it: the further fields by name."""
        return cls(**{one.name: getattr(attribution, one.name) for one in fields(Attribution)}, **resolved)


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """One article read and resolved: everything the graph needs to know of it.

    `noise` and `paragraphs` are what the text's form tells, in order.
    """

    article: Article
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[Actor, Role], ...] = ()
    facts: tuple[AgreementFact, ...] = ()
    noise: tuple[Span, ...] = ()
    paragraphs: tuple[Span, ...] = ()
