"""What is said inside a content: each content that could hold a cue is read once more, by itself.

PolNeAR, which the model learned from, marks no attribution inside another, so the model gives none
there. Read as a text of its own, the same words show it: "Smith had promised to leave" in "Brown said
that Smith had promised to leave". And where the inner cue is joined to the outer one ("said that A
and warned that B"), the content ends before it.
"""

from dataclasses import replace

from kg.extraction.attributions import BATCH, Attribution, attributions_in
from kg.extraction.encoder import Encoder
from kg.extraction.subwords import Window, shifted, windows_of
from kg.extraction.words import IN_QUOTATION, Words
from kg.model import Span

# Fewer words hold no source, cue and content.
_SHORTEST = 5
# What the model says of words that it never saw as a text of their own is worth less.
_LEAST_NESTED, _LEAST_JOINED = 0.7, 0.5
_JOINING = frozenset({"and", "but"})


def reread_contents(
    attributions: list[Attribution], words: Words, encoder: Encoder
) -> tuple[list[Attribution], list[Attribution]]:
    """(`attributions`, those among them split that hold a joined cue; attributions nested in theirs)."""
    known = {offset for one in attributions if one.cue for offset in range(one.cue.start, one.cue.end)}
    inner = [
        one
        for one in _read(_windows(attributions, words, encoder), words, encoder)
        if one.cue and known.isdisjoint(range(one.cue.start, one.cue.end))
    ]
    nested = [one for one in inner if one.source and one.confidence >= _LEAST_NESTED]
    joined = {
        one.cue.start: one
        for one in inner
        if one.cue and not one.source and one.confidence >= _LEAST_JOINED and _is_joined(one, words)
    }
    result = [_cut(one, sorted(joined), words) for one in attributions]
    return [*(one for one in result if one.content), *joined.values()], nested


def _windows(attributions: list[Attribution], words: Words, encoder: Encoder) -> list[Window]:
    """The contents in which a word stands that often opens a cue, each word at most once."""
    cue_words = encoder.settings.cue_words
    ranges = sorted(
        (words.at(span.start), words.at(span.end - 1) + 1) for one in attributions for span in one.content
    )
    windows: list[Window] = []
    for first, end in ranges:
        first = max(first, windows[-1].end) if windows else first
        if end - first >= _SHORTEST and any(
            words.texts[number].lower() in cue_words for number in range(first + 1, end - 2)
        ):
            windows.append(Window(first, end))
    return windows


def _read(windows: list[Window], words: Words, encoder: Encoder) -> list[Attribution]:
    found: list[Attribution] = []
    subwords: dict[int, list[int]] = {}
    parts: list[Window] = []
    for window in windows:
        own = encoder.subwords(words.texts[window.start : window.end])
        subwords.update(enumerate(own, window.start))
        # A content longer than the encoder's window is cut like any text.
        parts += [shifted(part, window.start) for part in windows_of(own)]
    for first in range(0, len(parts), BATCH):
        some = parts[first : first + BATCH]
        scores = encoder.score_windows(some, subwords, words.features)
        found += attributions_in(scores, some, [(part.start, part.end) for part in some], words, encoder)
    return found


def _is_joined(attribution: Attribution, words: Words) -> bool:
    """Whether the cue follows an "and" of the article's own, and what it opens comes after it."""
    assert attribution.cue
    number = words.at(attribution.cue.start)
    return (
        number > 0
        and words.texts[number - 1].lower() in _JOINING
        and not words.features[number] & IN_QUOTATION
        and attribution.content[0].start > attribution.cue.start
    )


def _cut(attribution: Attribution, cues: list[int], words: Words) -> Attribution:
    """`attribution` with its content ended before the first of `cues` inside it, and the "and" there."""
    content = []
    for span in attribution.content:
        inside = [start for start in cues if span.start < start < span.end]
        if not inside:
            content.append(span)
            continue
        end = words.ends[words.at(inside[0]) - 2]
        if end > span.start:
            content.append(Span(span.start, end))
        break
    return replace(attribution, content=tuple(content))
