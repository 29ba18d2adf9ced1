"""Corrections of positions: matched to the position of a statement, and the position that results."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.acts.scheme import NO_POSITION, Scheme
from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_objects import AddedPosition
from kg.model import Actor, ActorMention, Agreement, Layer, Polarity, Position, Span, Statement, Target
from kg.resolve.position_finder import course_of_action
from kg.text.written import FILLER, without_fillers, written

# Between the words, and after the characters, of a text as `written` gives it.
_GAP = rf"[\s{FILLER}]+"
_FILLERS = f"{FILLER}*"
_APOSTROPHES = "'’"


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
    """The position that `holder` takes by speaking, with the default polarity of its act.

    It is sure. It is toward `target`, at the first words of the statement that mean it, else at all of them;
    without one toward words of the statement: None if these do not stand there.
    """
    if target is None:
        span = find_words(text, statement.content, added.target)
        toward = course_of_action(span, without_fillers(span.of(written(text)))) if span else None
    else:
        named = [one for one in (*statement.mentions, *statement.agreements) if one.entity.id == target.id]
        inside = [one.span for one in named if any(span.contains(one.span) for span in statement.content)]
        span = min(inside, default=statement.content[0])
        toward = Target(span, span.of(text), target)
    if toward is None:
        return None
    polarity = scheme.acts[added.act].polarity
    return Position(identifier, Layer.SPEECH, holder, added.act, polarity, toward, None, 1.0)


def find_words(text: str, spans: Sequence[Span], words: str) -> Span | None:
    """Where `words` first stand as whole words within one of `spans` of `text`; None if they do not.

    Case, white space, the form of apostrophes, and how the text encodes its characters do not matter.
    """
    parts = ("".join(_character(one) + _FILLERS for one in word) for word in words.split())
    pattern = re.compile(rf"(?<!\w){_GAP.join(parts)}(?!\w)", re.IGNORECASE)
    plain = written(text)
    for span in spans:
        found = pattern.search(plain, span.start, span.end)
        if found is not None:
            return Span(*found.span())
    return None


def stand_in(words: str, wording: str) -> bool:
    """Whether `words` stand in one of the pieces of the `wording` of a statement."""
    pieces = [piece for piece in wording.split(" … ") if piece]
    return any(find_words(one, [Span(0, len(one))], words) for one in pieces)


def _character(character: str) -> str:
    return f"[{_APOSTROPHES}]" if character in _APOSTROPHES else re.escape(character)
