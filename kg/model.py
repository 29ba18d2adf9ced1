"""The nouns. Every offset is in code points of `Document.text`, every span is `[start, end)`."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ActorType(StrEnum):
    """What kind of speaker an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"


class Manner(StrEnum):
    """How an article gives a statement: in quotation marks, in its own words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points `[start, end)` of a document's text. `end` is greater than `start`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """What the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `id` is its path as given, or its URL."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None
    noise: tuple[Span, ...] = ()
    """What stands in the text but is not the article's: marked, never cut."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name or a date that the text gives. `kind` is one of `labels.NAME_KINDS`."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office or affiliation that an article gives an actor ("security analyst at …")."""

    text: str
    span: Span
    document: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or is spoken of. Two actors with one `id` are the same actor.

    `members` are those who speak together ("France and Italy"). `gender` is what titles, offices
    and given names say, "male" or "female"; it serves to tell namesakes apart and goes nowhere else.
    """

    id: str
    name: str
    type: ActorType
    members: tuple["Actor", ...] = ()
    gender: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A treaty, deal, memorandum, process, cease-fire or zone."""

    id: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601, as precise as known: `2018`, `2018-09` or `2018-09-17`."""
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


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a document that refer to an actor, an agreement or a place.

    `metonym` says that a place's name stands for its government ("Paris has said"); `confidence` is
    less than 1 where the words may refer to something else as well.
    """

    span: Span
    text: str
    refers_to: Entity
    metonym: bool = False
    confidence: float = 1.0


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A date that words of a document give ("on Saturday", "last month").

    `date` is ISO 8601, as precise as it is known: `2020-02-08`, `2020-W06`, `2020-02` or `2020`.
    """

    span: Span
    text: str
    date: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Circumstance:
    """Through what or where something was said: the words, and what they name ("on Twitter": Twitter)."""

    span: Span
    text: str
    name: str


class Polarity(StrEnum):
    """How the holder of a position stands toward its target."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class Layer(StrEnum):
    """Whose act a position is: the speaker's by speaking, or one that the content tells of."""

    SPEECH = "speech"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Target:
    """What a position is toward: an actor or agreement, or else an event or course of action in its words."""

    span: Span
    text: str
    refers_to: Actor | Agreement | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """A position as extraction reads it, nobody resolved: spans, and the act of the scheme's root.

    `holder` is None where the speaker holds it. `condition` is the clause on which it depends.
    """

    layer: Layer
    holder: Span | None
    act: str
    polarity: Polarity
    target: Span
    condition: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Position:
    """Who does what toward whom, by speaking or by deed: one cell of the table actor by target.

    `act` is the notation of a concept in the scheme of acts; `holder` the mention of who holds it.
    """

    id: str
    layer: Layer
    holder: Mention
    act: str
    polarity: Polarity
    target: Target
    condition: Span | None
    confidence: float


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


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, with its evidence.

    Extraction gives the spans and stances; resolution fills in everything from `speaker` on.
    `text` is the wording: `content` without its outer quotation marks and its "that".
    """

    id: str
    document: str
    text: str
    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...]
    source_inherited: bool
    manner: Manner
    confidence: float
    within: str | None = None
    """The identifier of the statement in whose content this one stands, if any."""
    stances: tuple[Stance, ...] = ()
    speaker: Mention | None = None
    addressee: Mention | None = None
    medium: Circumstance | None = None
    occasion: Circumstance | None = None
    said_on: When | None = None
    agreements: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document gives before anything is resolved, each in order."""

    statements: tuple[Statement, ...]
    names: tuple[Name, ...]
    sentences: tuple[Span, ...]
    skipped: tuple[tuple[str, int], ...] = ()
    """Languages that are not read (ISO 639), each with the number of statements left out for it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read and resolved: everything the graph needs to know of it."""

    document: Document
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[Actor, Role], ...] = ()
    facts: tuple[AgreementFact, ...] = ()
