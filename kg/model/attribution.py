"""The output of the extraction models: attributions, stances and names, not yet resolved."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.mention import Confidence
from kg.model.span import Span


class Manner(StrEnum):
    """How a statement is reported: in quotation marks, in the article's words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class StatementKind(StrEnum):
    """What is reported: words that were uttered, what somebody thinks, or what somebody does."""

    SPEECH = "speech"
    ATTITUDE = "attitude"
    ACT = "act"


class Unsaid(StrEnum):
    """Why a reported statement is not (yet) said: "did not say", "declined to say", "if he says", …"""

    NEGATED = "negated"
    REFUSED = "refused"
    HYPOTHETICAL = "hypothetical"
    QUESTION = "question"
    FUTURE = "future"


class Polarity(StrEnum):
    """The attitude of the holder of a position toward its target."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    NEUTRAL = "neutral"
    MIXED = "mixed"


class Layer(StrEnum):
    """Where a position is taken: by the speaker in speaking, or in what the content reports."""

    SPEECH = "speech"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name or a date in the text. `kind` is person, organisation, place, other or date."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Stance:
    """A position before resolution: spans, and a root act of the scheme.

    `holder` is None if the speaker holds it. `condition` is the clause on which it depends.
    """

    layer: Layer
    holder: Span | None
    act: str
    polarity: Polarity
    target: Span
    condition: Span | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution before resolution: source, cue and content.

    `text` is the wording: `content` without its outer quotation marks and a leading "that". `within` is the
    identifier of the attribution whose content contains this one, if any. `unsaid` is None if it was said.
    """

    id: str
    text: str
    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...]
    source_inherited: bool
    manner: Manner
    confidence: Confidence
    within: str | None = None
    stances: tuple[Stance, ...] = ()
    kind: StatementKind = StatementKind.SPEECH
    unsaid: Unsaid | None = None

    @property
    def is_said_speech(self) -> bool:
        """Whether it is what questions, counts and pages take by default: words, and said."""
        return self.kind is StatementKind.SPEECH and self.unsaid is None


@dataclass(frozen=True, slots=True)
class Link:
    """The mentions to which a pronoun, a description or a source may refer, each with its probability.

    The most likely come first. They are mentions before it, names inside it or names soon after it. What
    remains to 1 is the probability that none is meant.
    """

    span: Span
    antecedents: tuple[tuple[Span, Confidence], ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The extraction of one text; each field is in text order.

    `skipped` has the languages that are not read (ISO 639), each with the number of attributions left out.
    """

    attributions: tuple[Attribution, ...]
    names: tuple[Name, ...]
    sentences: tuple[Span, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    links: tuple[Link, ...] = ()
