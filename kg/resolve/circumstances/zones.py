"""Zones: the stretches of text around a cue in which circumstances of its statement can stand.

A zone lies in the cue's sentence. It has no words of a statement's content and no source or cue of
another statement, except the content of an outer statement in which all of the zone stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.language.lexicon import lexicon
from kg.model import Attribution, Extraction, Span
from kg.text.span_index import SpanIndex
from kg.text.text import Text

# Code points on each side of a cue; what stands further away belongs to other words.
_REACH = 300
# A source that follows its cue is not further from it, in code points.
_SOURCE_AFTER_CUE = 60
# Contents around one place in a text: enough for any text that people write, and a bound.
_MOST_AROUND = 8


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one statement; each may be missing."""

    cue: Span
    after: tuple[Span, ...] = ()
    """From the cue on, with the cue itself; in two pieces if the source follows the cue."""
    between: Span | None = None
    """Between source and cue."""
    frame: Span | None = None
    """Before both, from the start of the sentence."""
    tail: Span | None = None
    """After the content."""


class ZoneFinder:
    """Finds the zones of the attributions of one text."""

    def __init__(self, text: Text, extraction: Extraction) -> None:
        self._view, self._sentences = text.view, text.sentences
        contents = ((span, owner) for owner in extraction.attributions for span in owner.content)
        marks = (
            (span, owner)
            for owner in extraction.attributions
            for span in (*owner.source, *([owner.cue] if owner.cue else []))
        )
        self._contents = SpanIndex(contents, lambda pair: pair[0])
        self._sources_and_cues = SpanIndex(marks, lambda pair: pair[0])

    def zones(self, statement: Attribution, cue: Span) -> Zones:
        """The zones of a statement, given with its cue."""
        bounds = self._bounds(statement, cue)
        low, high = bounds.start, bounds.end
        obstacles = self._obstacles(statement, cue, bounds)
        source = [span for span in statement.source if low <= span.start and span.end <= high]
        before = [span for span in source if span.end <= cue.start]
        anchor = min([cue.start, *(span.start for span in before)])
        first = max([low, *(span.end for span in obstacles if span.end <= anchor)])
        between = before[-1].end if before else cue.start
        between_end = min([cue.start, *(span.start for span in obstacles if span.start >= between)])
        return Zones(
            cue,
            tuple(self._after(cue, [span for span in source if span.start >= cue.end], obstacles, high)),
            _span(between, between_end),
            None if self._is_relative(before) else self._frame(first, anchor, low),
            self._tail(statement, cue, obstacles, bounds),
        )

    def _is_relative(self, source: list[Span]) -> bool:
        """Whether the source is "who" or the like: what stands before it is another clause's."""
        words = source[-1].of(self._view).lower() if source else ""
        return lexicon().pronouns.get(words) == "relative"

    def _frame(self, start: int, end: int, low: int) -> Span | None:
        """What stands before source and cue; after another statement's words only if a mark parts them."""
        parted = start == low or self._view[start:end].lstrip()[:1] in (",", '"', ";")
        return _span(start, end) if parted else None

    def _bounds(self, statement: Attribution, cue: Span) -> Span:
        """The cue's sentence, within the contents of other statements in which the cue stands."""
        sentence = self._sentences.around(cue.start) or cue
        low = max(sentence.start, cue.start - _REACH)
        high = max(cue.end, min(sentence.end, cue.end + _REACH))
        for span, owner in self._contents.before(cue.start + 1, _MOST_AROUND):
            if owner is not statement and cue.end <= span.end:
                low, high = max(low, span.start), min(high, span.end)
        return Span(low, high)

    def _obstacles(self, statement: Attribution, cue: Span, bounds: Span) -> list[Span]:
        """What statements say within `bounds`, and the sources and cues of the others, in order."""
        contents = [*self._contents.before(bounds.start, _MOST_AROUND), *self._contents.starting_in(bounds)]
        spans = [
            span
            for span, owner in contents
            if span.end > bounds.start
            and (owner is statement or not (span.start <= cue.start and cue.end <= span.end))
        ]
        own = [cue, *statement.source]
        spans += [
            span
            for span, owner in self._sources_and_cues.starting_in(bounds)
            if owner is not statement and not any(span.overlaps(mark) for mark in own)
        ]
        return sorted(spans)

    def _after(self, cue: Span, source: list[Span], obstacles: list[Span], high: int) -> Iterator[Span]:
        """From the cue to the next words of a statement, without the source if it follows."""
        end = min([high, *(span.start for span in obstacles if span.start >= cue.end)])
        if source and source[0].start < end and source[0].start - cue.end <= _SOURCE_AFTER_CUE:
            yield Span(cue.start, source[0].start)
            start = source[-1].end
            rest = _span(start, min([high, *(span.start for span in obstacles if span.start >= start)]))
            if rest:
                yield rest
        else:
            yield Span(cue.start, end)

    def _tail(self, statement: Attribution, cue: Span, obstacles: list[Span], bounds: Span) -> Span | None:
        """What follows the content in its sentence, if the cue stands before it."""
        last = statement.content[-1]
        if last.start < cue.end or last.start > bounds.end:
            return None
        sentence = self._sentences.around(last.end - 1)
        end = min(last.end + _REACH, sentence.end if sentence else last.end)
        around = self._contents.before(cue.start + 1, _MOST_AROUND)
        outer = [span for span, owner in around if owner is not statement]
        end = min([end, *(span.end for span in outer if span.start <= cue.start and last.end <= span.end)])
        inside = Span(last.end, end) if end > last.end else None
        if inside is None:
            return None
        others = self._obstacles(statement, cue, inside) if inside.end > bounds.end else obstacles
        return _span(last.end, min([end, *(span.start for span in others if span.start >= last.end)]))


def _span(start: int, end: int) -> Span | None:
    return Span(start, end) if end > start else None
