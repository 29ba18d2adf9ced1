"""From stances to positions: who holds them, and which node of the graph they are toward.

A target is the agreement or actor that its words refer to; where they refer to none that has a name
("a withdrawal", "those murderers"), it stays what the text calls it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import (
    Actor,
    ActorType,
    Agreement,
    Document,
    Layer,
    Mention,
    Name,
    Polarity,
    Position,
    Span,
    Stance,
    Statement,
    Target,
)
from kg.resolve.coreference.referents import nouns
from kg.resolve.coreference.speakers import SpeakerResolver
from kg.language.lexicon import lexicon
from kg.language.folding import fold, words_of
from kg.language.noun_phrases import parse_noun_phrase as parse_phrase
from kg.acts.scheme import NO_POSITION, Scheme
from kg.resolve.allegiance import Sides
from kg.text.span_index import SpanIndex

# What a target is called by is its words up to here: a description may go on for ever.
_LONGEST_TARGET = 120
# "your" and "which" point at nobody in the graph.
_NOBODY = frozenset(
    {
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
    }
)
_SENTENCE = re.compile(r"[^.!?\n]*")


class PositionFinder:
    """Finds the positions of one article, once its speakers and agreements are known."""

    def __init__(
        self,
        document: Document,
        names: Iterable[Name],
        agreements: Iterable[Mention],
        resolver: SpeakerResolver,
        sides: Sides,
        scheme: Scheme,
    ) -> None:
        self._text = document.text
        self._places = {
            name.span
            for name in names
            if name.kind == "place" and not lexicon().country_of(name.span.of(document.text))
        }
        self._agreements = SpanIndex(agreements, lambda one: one.span)
        self._resolver = resolver
        self._sides = sides
        self._scheme = scheme

    def fill(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """The statements of the article, whose speakers are resolved, with their positions.

        What "Brown said that Smith rejects the plan" tells of Smith is Smith's own, in the statement inside.
        """
        filled = [replace(one, positions=self._find(one)) for one in statements]
        inner: dict[str, list[Position]] = defaultdict(list)
        for one in filled:
            if one.within:
                inner[one.within] += [own for own in one.positions if own.layer is Layer.SPEECH]
        return tuple(
            replace(
                one, positions=tuple(own for own in one.positions if not _told_within(own, inner[one.id]))
            )
            for one in filled
        )

    def _find(self, statement: Statement) -> tuple[Position, ...]:
        """The positions of `statement`, in the order of their targets."""
        found: dict[str, Position] = {}
        for stance in statement.stances:
            for position in self._positions(stance, statement):
                known = found.get(position.id)
                if known is None or known.confidence < position.confidence:
                    found[position.id] = position
        return tuple(sorted(found.values(), key=lambda one: (one.target.span, one.layer, one.id)))

    def _positions(self, stance: Stance, statement: Statement) -> Iterator[Position]:
        if stance.act == NO_POSITION:
            return
        holder = self._holder(stance, statement)
        if holder is None:
            return
        act = self._scheme.refine(stance.act, self._words_around(stance, statement))
        for target, confidence in self._targets(stance.target, statement):
            if target.refers_to is not None and target.refers_to.id == holder.refers_to.id:
                continue
            if stance.polarity is Polarity.OPPOSES and self._is_own(target, holder):
                continue
            yield Position(
                id=_identifier(statement, stance.layer, holder, act, target),
                layer=stance.layer,
                holder=holder,
                act=act,
                polarity=stance.polarity,
                target=target,
                condition=stance.condition,
                confidence=round(stance.confidence * confidence, 3),
            )

    def _is_own(self, target: Target, holder: Mention) -> bool:
        own, held = target.refers_to, holder.refers_to
        return isinstance(own, Actor) and isinstance(held, Actor) and self._sides.is_own(own, held)

    def _holder(self, stance: Stance, statement: Statement) -> Mention | None:
        """Who holds it: the speaker, or whom the words in the content refer to; "we" is the speaker."""
        if stance.holder is None or self._is_first_person(stance.holder):
            speaker = statement.speaker
            if speaker is None or stance.holder is None:
                return speaker
            return replace(speaker, span=stance.holder, text=stance.holder.of(self._text))
        return self._refer(stance.holder)

    def _targets(self, span: Span, statement: Statement) -> Iterator[tuple[Target, float]]:
        """What the words at `span` refer to, each with a confidence; nothing for "you" and for places."""
        if span in self._places:
            return
        text = " ".join(span.of(self._text).split())
        agreements = self._agreements_at(span)
        if agreements:
            for mention in agreements:
                assert isinstance(mention.refers_to, Agreement)
                yield Target(span, text, mention.refers_to), mention.confidence
            return
        words = [word.lower() for word in words_of(text)]
        if self._is_first_person(span):
            speaker = statement.speaker.refers_to if statement.speaker else None
            if isinstance(speaker, Actor):
                yield Target(span, text, speaker), 1.0
            return
        referred = None if len(words) == 1 and words[0] in _NOBODY else self._refer(span)
        actor = referred.refers_to if referred else None
        if isinstance(actor, Actor) and actor.type is not ActorType.UNNAMED:
            yield Target(span, text, actor), 1.0
            return
        pronoun = len(words) == 1 and (words[0] in lexicon().pronouns or words[0] in _NOBODY)
        if words and not pronoun:
            yield Target(span, _shortened(text)), 1.0

    def _agreements_at(self, span: Span) -> list[Mention]:
        """The agreements that the head of the phrase at `span` names."""
        head = Span(span.start, span.start + max(1, len(parse_phrase(span.of(self._text)).text)))
        return [
            one
            for one in self._agreements.starting_in(span)
            if abs(one.span.end - min(head.end, span.end)) <= 1
        ]

    def _refer(self, span: Span) -> Mention | None:
        """Whom the words at `span` refer to; nobody where they name a thing ("the retaliation")."""
        mention = self._resolver.refer((span,))
        actor = mention.refers_to if mention else None
        if not isinstance(actor, Actor):
            return None
        if actor.type is ActorType.UNNAMED:
            phrase = parse_phrase(span.of(self._text))
            return mention if phrase.names_people or phrase.head in nouns() else None
        return mention

    def _is_first_person(self, span: Span) -> bool:
        words = words_of(span.of(self._text))
        return len(words) == 1 and lexicon().pronouns.get(words[0].lower()) == "first"

    def _words_around(self, stance: Stance, statement: Statement) -> str:
        """The cue and the sentence of the target: where the words for an act may stand."""
        cue = statement.cue.of(self._text) if statement.cue else ""
        part = next((part for part in statement.content if part.overlaps(stance.target)), None)
        if part is None:
            return cue
        before = self._text[part.start : stance.target.start]
        start = part.start + max(before.rfind(mark) for mark in ".!?\n") + 1
        sentence = _SENTENCE.match(self._text, max(start, part.start), part.end)
        return f"{cue} {sentence.group() if sentence else ''}"


def _told_within(position: Position, inner: list[Position]) -> bool:
    return position.layer is Layer.CONTENT and any(
        own.holder.refers_to.id == position.holder.refers_to.id
        and own.target.span.overlaps(position.target.span)
        for own in inner
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TARGET else text[: _LONGEST_TARGET - 1].rstrip() + "…"


def _identifier(statement: Statement, layer: Layer, holder: Mention, act: str, target: Target) -> str:
    """Derived from the statement, who, what and toward whom; two that are the same in these are one."""
    toward = target.refers_to.id if target.refers_to else fold(target.text)
    digest = hashlib.sha256(
        "\0".join([statement.id, layer, holder.refers_to.id, act, toward]).encode("utf-8", "surrogatepass")
    )
    return f"po-{digest.hexdigest()[:16]}"
