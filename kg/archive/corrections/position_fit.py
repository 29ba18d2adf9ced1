"""Corrections of positions: matched to the position of a statement, and the position that results."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.acts.scheme import NO_POSITION, Scheme
from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_objects import AddedPosition
from kg.model import (
    Actor,
    ActorMention,
    Agreement,
    Layer,
    Polarity,
    Position,
    Span,
    Statement,
    StatementKind,
    Target,
    Unsaid,
)
from kg.resolve.position_finder import course_of_action
from kg.text.written import FILLER, without_fillers, written

# Between the words, and after the characters, of a text as `written` gives it.
_GAP = rf"[\s{FILLER}]+"
_FILLERS = f"{FILLER}*"
_APOSTROPHES = "'’"
# The root act of a refusal to say something.
_REFUSAL = "REJECT"


def correct_position(
    correction: Correction,
    position: Position,
    statement: Statement,
    text: str,
    target: Actor | Agreement | None,
    scheme: Scheme,
) -> Position | None:
    """`position`, which other corrections may have changed, as `correction` leaves it; None if it removes it.

    `text` is the text of the article, `target` that of a `position-target`; the words of a `position-words`
    must stand in the statement (see `find_words`). Whatever a person says of a position is sure, so its
    confidence is 1. Its identifier stays.
    """
    what = correction.object
    match correction.kind:
        case CorrectionKind.NOT_A_POSITION:
            return None
        case CorrectionKind.POSITION_TARGET:
            position = replace(position, target=replace(position.target, entity=target))
        case CorrectionKind.POSITION_WORDS:
            span = find_words(text, statement.content, what)
            if span is not None:
                words = without_fillers(span.of(written(text)))
                position = replace(position, target=course_of_action(span, words))
        case CorrectionKind.POSITION_POLARITY:
            polarity = Polarity(what)
            act = scheme.act_for(position.act, polarity)
            position = replace(position, polarity=polarity, act=act)
    return replace(position, confidence=1.0)


def acts_of_positions(scheme: Scheme) -> list[str]:
    """The acts by which a position is taken, in the order of the scheme."""
    return [one.notation for one in scheme.acts.values() if one.root != NO_POSITION]


def add_position(
    identifier: str,
    added: AddedPosition,
    statement: Statement,
    text: str,
    holder: ActorMention,
    target: Actor | Agreement | None,
    scheme: Scheme,
) -> Position | None:
    """The position of `holder`, with the default polarity of its act.

    The statement tells it of `holder` if it is added so; else `holder` takes it by speaking.
    It is sure. It is toward `target`, at the first words of the statement that mean it, else at all of them;
    without one toward words of the statement: None if these do not stand there.
    """
    if target is None:
        span = find_words(text, statement.content, added.target)
        toward = course_of_action(span, without_fillers(span.of(written(text)))) if span else None
    else:
        span = _first_named(statement, target) or statement.content[0]
        toward = Target(span, span.of(text), target)
    if toward is None:
        return None
    polarity = scheme.acts[added.act].polarity
    layer = Layer.CONTENT if added.holder else Layer.SPEECH
    return Position(identifier, layer, holder, added.act, polarity, toward, None, 1.0)


def holder_mention(statement: Statement, holder: Actor, text: str) -> ActorMention:
    """A mention of who is told to hold a position: the first in the statement, else its first code point."""
    start = statement.content[0].start
    span = _first_named(statement, holder) or Span(start, start + 1)
    return ActorMention(span, span.of(text), holder)


def is_taken(position: Position, statement: Statement, scheme: Scheme) -> bool:
    """Whether a position that was read stays: not of a deed, nor of what is not said but to refuse it."""
    if statement.unsaid is Unsaid.REFUSED:
        return position.layer is Layer.SPEECH and scheme.acts[position.act].root == _REFUSAL
    return statement.unsaid is None and statement.kind is not StatementKind.ACT


def _first_named(statement: Statement, entity: Actor | Agreement) -> Span | None:
    """Where the statement first means `entity`; None if it does not."""
    named = (*statement.mentions, *statement.agreements)
    spans = [one.span for one in named if one.entity.id == entity.id]
    return min((one for one in spans if any(own.contains(one) for own in statement.content)), default=None)


def find_words(text: str, spans: Sequence[Span], words: str) -> Span | None:
    """Where `words` first stand as whole words within one of `spans` of `text`; None if they do not.

    Case, white space, the form of apostrophes, and how the text encodes its characters do not matter.
    """
    return next(_places(text, spans, words), None)


def find_nearest(text: str, words: str, content: Sequence[Span]) -> Span | None:
    """Where `words` stand nearest to `content`, beside it rather than in it; None if they do not.

    As in `find_words`, case and white space do not matter.
    """

    def distance(span: Span) -> tuple[bool, int, int]:
        gaps = (max(one.start - span.end, span.start - one.end) for one in content)
        return any(one.overlaps(span) for one in content), min(gaps, default=0), span.start

    return min(_places(text, [Span(0, len(text))], words), key=distance, default=None)


def _places(text: str, spans: Sequence[Span], words: str) -> Iterator[Span]:
    """Yield where `words` stand as whole words within `spans`."""
    parts = ("".join(_character(one) + _FILLERS for one in word) for word in words.split())
    pattern = re.compile(rf"(?<!\w){_GAP.join(parts)}(?!\w)", re.IGNORECASE)
    plain = written(text)
    for span in spans:
        yield from (Span(*found.span()) for found in pattern.finditer(plain, span.start, span.end))


def stand_in(words: str, wording: str) -> bool:
    """Whether `words` stand in one of the pieces of the `wording` of a statement."""
    pieces = [piece for piece in wording.split(" … ") if piece]
    return any(find_words(one, [Span(0, len(one))], words) for one in pieces)


def _character(character: str) -> str:
    return f"[{_APOSTROPHES}]" if character in _APOSTROPHES else re.escape(character)
