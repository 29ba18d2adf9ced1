"""The sequences of words that the model reads apart: the body of a text, and each line that is none of it.

A headline or a caption between two paragraphs is no context of theirs, so the body is read as if it were not
there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Span
from kg.text.noise import merge_spans
from kg.text.part import READ_APART, PartKind
from kg.text.span_index import SpanIndex
from kg.text.text import Text
from kg.text.view import blank
from kg.text.words import PARAGRAPH_START, Words
from kg.text.written import FILLER


@dataclass(frozen=True, slots=True)
class WordSequence:
    """Words that are read together, their paragraphs numbered without gaps."""

    words: Words
    kind: PartKind
    """The kind of the line; body for the whole body."""
    left_out: SpanIndex[Span]
    """The lines, noise and names of speakers that may stand between the words."""
    view: str
    """The view of the text with fillers for noise and for the lines between the words, so that it runs on."""


def sequences_of(text: Text) -> Iterator[WordSequence]:
    """The body of `text`, then its headlines, captions and the like one by one."""
    apart = {number: part for number, part in enumerate(text.parts) if part.kind in READ_APART}
    speakers = SpanIndex((part.label for part in text.parts if part.label and part.names_speaker), _itself)
    lines = merge_spans([*text.noise, *(part.span for part in apart.values())])
    body = (
        number
        for number, (paragraph, start) in enumerate(
            zip(text.words.paragraphs, text.words.starts, strict=True)
        )
        if paragraph not in apart and speakers.around(start) is None
    )
    yield WordSequence(
        _select(text.words, body), PartKind.BODY, SpanIndex([*lines, *speakers], _itself), _fill(text, lines)
    )
    noise, view = SpanIndex(text.noise, _itself), _fill(text, text.noise)
    for part in apart.values():
        first, last = text.words.at(part.span.start), text.words.at(part.span.end - 1)
        yield WordSequence(_select(text.words, range(first, last + 1)), part.kind, noise, view)


def _fill(text: Text, spans: tuple[Span, ...]) -> str:
    return blank(text.view, spans, FILLER) if spans else text.view


def _itself(span: Span) -> Span:
    return span


def _select(words: Words, numbers: Iterable[int]) -> Words:
    """The words of these numbers, which are in order; the first ones of paragraphs are marked as such."""
    selected = Words([], [], [], [], [])
    before, count = -1, -1
    for number in numbers:
        opens = words.paragraphs[number] != before
        before, count = words.paragraphs[number], count + opens
        selected.texts.append(words.texts[number])
        selected.starts.append(words.starts[number])
        selected.ends.append(words.ends[number])
        selected.features.append(words.features[number] | (PARAGRAPH_START if opens else 0))
        selected.paragraphs.append(count)
    return selected


def split_content(content: tuple[Span, ...], sequence: WordSequence) -> tuple[Span, ...]:
    """Split the spans of a content where something that was left out stands between its words."""
    return tuple(part for span in content for part in _pieces(span, sequence))


def _pieces(span: Span, sequence: WordSequence) -> Iterator[Span]:
    words, start = sequence.words, span.start
    for gap in sequence.left_out.inside(span):
        last = words.at(gap.start)
        if words.ends[last] > start and last + 1 < len(words):
            yield Span(start, words.ends[last])
            start = words.starts[last + 1]
    yield Span(start, span.end)
