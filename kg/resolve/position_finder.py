"""Resolution of stances to positions: their holders and targets.

A target is the agreement or actor that its words refer to; without a named referent ("a withdrawal", "those
murderers"), it is the words themselves. Holders and targets are looked up in the coreference table.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.acts.scheme import NO_POSITION, Scheme
from kg.language.common_nouns import body_nouns
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import parse_noun_phrase
from kg.model import (
    ActorMention,
    ActorType,
    Agreement,
    AgreementMention,
    Layer,
    Name,
    Polarity,
    Position,
    Span,
    Stance,
    Statement,
    StatementKind,
    Target,
    Unsaid,
)
from kg.resolve.allegiance import Allegiances
from kg.resolve.coreference.table import CoreferenceTable
from kg.text.span_index import SpanIndex

# The words of a target are truncated to this many code points.
_LONGEST_TARGET = 120
# Words without a referent in the graph.
_NOBODY = frozenset(
    [
        "you",
        "your",
        "yours",
        "yourself",
        "who",
        "which",
        "that",
        "what",
        "one",
        "there",
        "this",
        "these",
        "those",
    ]
)
# Words that point to something told before, and the factor on the confidence of a position toward what has
# only these and a noun ("this arrangement"): a reader of the position does not know what it is.
_POINTING = frozenset({"this", "that", "these", "those", "such"})
_POINTING_DOUBT = 0.6
_POINTING_WORDS = 2
# The act of who refuses to say something.
_REFUSAL = "REJECT"
_SENTENCE = re.compile(r"[^.!?\n]*")


class PositionFinder:
    """Finds the positions of one article, given its coreference and agreements."""

    def __init__(
        self,
        raw: str,
        names: Iterable[Name],
        agreements: Iterable[AgreementMention],
        coreference: CoreferenceTable,
        allegiances: Allegiances,
        scheme: Scheme,
    ) -> None:
        self._raw = raw
        self._places = {
            name.span
            for name in names
            if name.kind == "place" and not lexicon().country_of(name.span.of(raw))
        }
        self._agreements = SpanIndex(agreements, lambda one: one.span)
        self._coreference = coreference
        self._allegiances = allegiances
        self._scheme = scheme

    def fill(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Add positions to the statements of the article, whose speakers are resolved.

        A position that the nested statement takes by speaking is dropped from the outer one.
        """
        filled = [replace(one, positions=self._find(one)) for one in statements]
        inner: dict[str, list[Position]] = defaultdict(list)
        for one in filled:
            if one.within:
                inner[one.within] += [own for own in one.positions if own.layer is Layer.SPEECH]
        return tuple(
            replace(
                one, positions=tuple(own for own in one.positions if not _is_of_inner(own, inner[one.id]))
            )
            if inner[one.id]
            else one
            for one in filled
        )

    def _find(self, statement: Statement) -> tuple[Position, ...]:
        """The positions of `statement`, in the order of their targets."""
        found: dict[tuple[Layer, str, str], Position] = {}
        for stance in statement.stances:
            if not _is_taken(stance, statement):
                continue
            for position in self._positions(stance, statement):
                # At most one position a target.
                key = (position.layer, position.holder.actor.id, _toward(position.target))
                known = found.get(key)
                if known is None or known.confidence < position.confidence:
                    found[key] = position
        return tuple(sorted(found.values(), key=lambda one: (one.target.span, one.layer, one.id)))

    def _positions(self, stance: Stance, statement: Statement) -> Iterator[Position]:
        holder = self._holder(stance, statement)
        if stance.act == NO_POSITION or holder is None:
            return
        act = self._scheme.refine(stance.act, self._words_around(stance, statement))
        for target, confidence in self._targets(stance.target, statement):
            if target.entity is not None and target.entity.id == holder.actor.id:
                continue
            yield Position(
                id=_identifier(statement, stance.layer, holder, act, target),
                layer=stance.layer,
                holder=holder,
                act=act,
                polarity=stance.polarity,
                target=target,
                condition=stance.condition,
                confidence=round(stance.confidence * confidence * self._doubt(stance, holder, target), 3),
            )

    def _doubt(self, stance: Stance, holder: ActorMention, target: Target) -> float:
        """The factor on the confidence of a position toward `target` by the allegiance of the holder."""
        entity = target.entity
        if stance.polarity is Polarity.NEUTRAL or entity is None or isinstance(entity, Agreement):
            return 1.0
        return self._allegiances.doubt(holder.actor, entity)

    def _holder(self, stance: Stance, statement: Statement) -> ActorMention | None:
        """The holder: the speaker (also for "we"), or the referent of the words in the content."""
        if stance.holder is None:
            return statement.speaker
        if self._is_first_person(stance.holder):
            speaker = statement.speaker
            words = stance.holder.of(self._raw)
            return replace(speaker, span=stance.holder, text=words) if speaker else None
        return self._refer(stance.holder)

    def _targets(self, span: Span, statement: Statement) -> Iterator[tuple[Target, float]]:
        """Yield the referents of `span`, each with a confidence; none for "you" and for places."""
        if span in self._places:
            return
        text = " ".join(span.of(self._raw).split())
        agreements = self._agreements_at(span)
        if agreements:
            for one in agreements:
                yield Target(span, text, one.agreement), one.confidence
            return
        if self._is_first_person(span):
            if statement.speaker:
                yield Target(span, text, statement.speaker.actor), 1.0
            return
        words = [word.lower() for word in words_of(text)]
        nobody = len(words) == 1 and words[0] in _NOBODY
        mention = None if nobody else self._refer(span)
        if mention is not None and mention.actor.type is not ActorType.UNNAMED:
            yield Target(span, text, mention.actor), mention.confidence
        elif words and not nobody and not (len(words) == 1 and words[0] in lexicon().pronouns):
            points = words[0] in _POINTING and len(words) <= _POINTING_WORDS
            yield course_of_action(span, text), _POINTING_DOUBT if points else 1.0

    def _agreements_at(self, span: Span) -> list[AgreementMention]:
        """The agreements named by the head of the phrase at `span`."""
        head = Span(span.start, span.start + max(1, len(parse_noun_phrase(span.of(self._raw)).text)))
        return [
            one
            for one in self._agreements.starting_in(span)
            if abs(one.span.end - min(head.end, span.end)) <= 1
        ]

    def _refer(self, span: Span) -> ActorMention | None:
        """The actor that `span` refers to; None if it names a thing ("the retaliation")."""
        mention = self._coreference.at(span)
        if mention is not None and mention.actor.type is ActorType.UNNAMED:
            phrase = parse_noun_phrase(span.of(self._raw))
            return mention if phrase.names_people or phrase.head in body_nouns() else None
        return mention

    def _is_first_person(self, span: Span) -> bool:
        words = words_of(span.of(self._raw))
        return len(words) == 1 and lexicon().pronouns.get(words[0].lower()) == "first"

    def _words_around(self, stance: Stance, statement: Statement) -> str:
        """The cue and the sentence of the target, in which labels of acts are searched."""
        cue = statement.cue.of(self._raw) if statement.cue else ""
        part = next((part for part in statement.content if part.overlaps(stance.target)), None)
        if part is None:
            return cue
        before = self._raw[part.start : stance.target.start]
        start = part.start + max(before.rfind(mark) for mark in ".!?\n") + 1
        sentence = _SENTENCE.match(self._raw, max(start, part.start), part.end)
        return f"{cue} {sentence.group() if sentence else ''}"


def _is_taken(stance: Stance, statement: Statement) -> bool:
    """Whether it is a position at all: not by a deed, nor by what is not said, except to refuse to say it."""
    if statement.unsaid is Unsaid.REFUSED:
        return stance.layer is Layer.SPEECH and stance.holder is None and stance.act == _REFUSAL
    return statement.unsaid is None and statement.kind is not StatementKind.ACT


def _is_of_inner(position: Position, inner: list[Position]) -> bool:
    """Whether a nested statement takes the same position."""
    return position.layer is Layer.CONTENT and any(
        own.holder.actor.id == position.holder.actor.id and own.target.span.overlaps(position.target.span)
        for own in inner
    )


def course_of_action(span: Span, words: str) -> Target:
    """The target that is its `words`, which stand at `span`, shortened; runs of white space are one space."""
    text = " ".join(words.split())
    short = text if len(text) <= _LONGEST_TARGET else text[: _LONGEST_TARGET - 1].rstrip() + "…"
    return Target(span, short)


def _toward(target: Target) -> str:
    """What a target is identified by: its entity, or its words."""
    return target.entity.id if target.entity else fold(target.text)


def _identifier(statement: Statement, layer: Layer, holder: ActorMention, act: str, target: Target) -> str:
    """A hash of statement, layer, holder, act and target, which identify a position."""
    joined = "\0".join([statement.id, layer, holder.actor.id, act, _toward(target)])
    return f"po-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
