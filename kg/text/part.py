"""The parts of an article: its lines and paragraphs by kind."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Span


class PartKind(StrEnum):
    """What a line or a paragraph is."""

    BODY = "body"
    HEADLINE = "headline"
    SUBHEADING = "subheading"
    KICKER = "kicker"
    CAPTION = "caption"
    PULL_QUOTE = "pull_quote"
    BULLET = "bullet"
    QUESTION = "question"
    ANSWER = "answer"
    TURN = "turn"
    BYLINE = "byline"
    CREDIT = "credit"
    DATE = "date"
    TIMESTAMP = "timestamp"
    LINKS = "links"
    NOTICE = "notice"
    SIGNATURE = "signature"
    CORRECTION = "correction"


READ_APART = frozenset(
    {PartKind.HEADLINE, PartKind.SUBHEADING, PartKind.KICKER, PartKind.CAPTION, PartKind.PULL_QUOTE}
)
"""The kinds that are read, but not as a part of the body."""
TURNS = frozenset({PartKind.QUESTION, PartKind.ANSWER, PartKind.TURN})
"""The kinds that are what one speaker says, in a transcript or an interview."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line or paragraph. `label` is what stands before its text: "Q:", a bullet, a time, a dateline."""

    span: Span
    kind: PartKind
    label: Span | None = None

    @property
    def names_speaker(self) -> bool:
        """Whether the label is the name of who speaks."""
        return self.kind is PartKind.TURN and self.label is not None
