"""What is read of one text before anything is resolved: attributions, stances and names."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model.mention import Confidence
from kg.model.span import Span


class Manner(StrEnum):
    """How an article gives a statement: in quotation marks, in its own words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


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


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name or a date that the text gives. `kind` is person, organisation, place, other or date."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Stance:
    """A position as it is read, nobody resolved: spans, and the act of the scheme's root.

    `holder` is None where the speaker holds it. `condition` is the clause on which it depends.
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
    """Somebody's words as they are read, nobody resolved: source, cue and content.

    `text` is the wording: `content` without its outer quotation marks and its "that". `within` is the
    identifier of the attribution in whose content this one stands, if any.
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


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one text gives before anything is resolved, each in order.

    `skipped` has the languages that are not read (ISO 639), each with the number of attributions left out.
    """

    attributions: tuple[Attribution, ...]
    names: tuple[Name, ...]
    sentences: tuple[Span, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
