"""Decoding of attributions and names from the scores of the encoder.

Each window is encoded once. Then, for each word that is likely to start a cue (an *anchor*), source, cue and
content of its attribution are decoded together.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from kg.extract.encoder import Anchor, Encoder, HalfArray, WindowScores
from kg.extract.labels import KIND_LABELS, NAME_LABELS, ROLE_LABELS, UNSAID_LABELS
from kg.extract.reach import reach_of
from kg.extract.settings import Settings
from kg.extract.subwords import Window, shift_window, windows_of
from kg.extract.viterbi import FloatArray, IntArray, best_labels, name_transitions, runs
from kg.model import Manner, Name, Span, StatementKind, Unsaid
from kg.text.words import IN_QUOTATION, Words

# Sub-words that consecutive windows share; each anchor is decoded in the window whose edges are farthest.
OVERLAP = 100
# Words whose sub-words are in memory at once.
_STRETCH = 50_000
# Windows that are decoded together.
BATCH = 8
_NONE = KIND_LABELS.index("none")
# Avoids the logarithm of 0.
_SURE = 1 - 1e-6
# Attributions whose cues overlap and whose contents overlap by this Jaccard index are duplicates.
_DUPLICATE_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded attribution: one cue with its source and content."""

    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...]
    confidence: float
    source_inherited: bool = False
    scores: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """The logit of the anchor, and the log-probabilities of the role labels and of being a statement."""
    kind: StatementKind = StatementKind.SPEECH
    unsaid: Unsaid | None = None
    manner: Manner | None = None
    """Known otherwise than by the quotation marks: a turn of a transcript is direct."""


@dataclass(frozen=True, slots=True)
class DecodedWords:
    """The attributions and names of a sequence, in text order, and the states [W, width] of its words."""

    attributions: list[Decoded]
    names: list[Name]
    states: HalfArray


def decode_attributions(
    words: Words, encoder: Encoder, check: Callable[[], None] = lambda: None
) -> DecodedWords:
    """Decode the attributions and names of one sequence of words.

    `check` is called between windows; it may raise.
    """
    names: list[Name] = []
    attributions: list[Decoded] = []
    states = [np.zeros((0, encoder.state_width), dtype=np.float16)]
    for start, end in _stretches(words):
        subwords = encoder.subwords(words, start, end)
        numbered = dict(enumerate(subwords, start))
        windows = [shift_window(window, start) for window in windows_of(subwords, overlap=OVERLAP)]
        domains = _domains(windows)
        for first in range(0, len(windows), BATCH):
            check()
            part = windows[first : first + BATCH]
            owned = domains[first : first + BATCH]
            scores = encoder.score_windows(part, numbered, words.features)
            names += _names(scores, part, owned, words)
            states += _states(scores, part, owned)
            attributions += attributions_in(scores, part, owned, words, encoder)
    attributions = drop_duplicates(attributions)
    return DecodedWords(sorted(attributions, key=first_word), sorted(names), np.concatenate(states))


def _stretches(words: Words) -> Iterator[tuple[int, int]]:
    """Split the words into stretches `[start, end)` that fit into memory, at paragraph ends where possible.

    Elsewhere an attribution across the cut is lost (a paragraph of 50,000 words or more).
    """
    start = 0
    while start < len(words):
        end = min(start + _STRETCH, len(words))
        if end < len(words):
            paragraph = bisect_left(words.paragraphs, words.paragraphs[end])
            end = paragraph if paragraph > start else end
        yield start, end
        start = end


def _domains(windows: list[Window]) -> list[tuple[int, int]]:
    """For each window, the words `[first, end)` that are decoded in it rather than in its neighbours."""
    between = ((before.end + after.start) // 2 for before, after in pairwise(windows))
    return list(pairwise([windows[0].start, *between, windows[-1].end]))


def _names(
    scores: WindowScores, windows: list[Window], domains: list[tuple[int, int]], words: Words
) -> Iterator[Name]:
    labels, _ = best_labels(scores.names, scores.mask.sum(1), name_transitions())
    for window, (first, end), row in zip(windows, domains, labels, strict=True):
        for kind, start, stop in runs(row, NAME_LABELS):
            if first <= window.start + start < end:
                yield Name(_span(words, window.start + start, window.start + stop), kind)


def _states(
    scores: WindowScores, windows: list[Window], domains: list[tuple[int, int]]
) -> Iterator[HalfArray]:
    """The states of the words of each domain; half precision, since a text can have 100,000 words."""
    for number, (window, (first, end)) in enumerate(zip(windows, domains, strict=True)):
        own = slice(first - window.start, end - window.start)
        both = (scores.words[number, own], scores.cues[number, own])
        yield np.concatenate(both, axis=1).astype(np.float16)


def attributions_in(
    scores: WindowScores,
    windows: list[Window],
    domains: list[tuple[int, int]],
    words: Words,
    encoder: Encoder,
) -> Iterator[Decoded]:
    """Decode the attributions of `windows` whose anchors lie in the window's domain, words `[first, end)`."""
    threshold = _logit(encoder.settings.anchor_threshold)
    rows, places = np.nonzero((scores.anchors > threshold) & (scores.mask > 0))
    anchors = []
    for row, place in zip(rows.tolist(), places.tolist(), strict=True):
        start, (first, end) = windows[row].start, domains[row]
        if first <= start + place < end:
            reach = reach_of(words, start + place)
            until = min(reach[1], windows[row].end) - start
            anchors.append(Anchor(row, place, max(reach[0] - start, 0), until))
    for part in encoder.score_roles(scores, anchors):
        labels, log_probabilities = best_labels(part.scores, part.lengths, encoder.settings.transitions)
        kinds = _probabilities(part.kinds)
        unsaid = part.unsaid.argmax(1).tolist()
        for number, anchor in enumerate(part.anchors):
            start = windows[anchor.window].start
            evidence = (
                float(scores.anchors[anchor.window, anchor.word]),
                float(log_probabilities[number]),
                math.log1p(-min(kinds[number, _NONE], _SURE)),
            )
            confidence = _confidence(evidence, encoder.settings)
            if confidence < encoder.settings.least_confidence:
                continue
            spans = _role_spans(labels[number], start + anchor.first, words)
            yield from _attribution(
                spans,
                start + anchor.word,
                words,
                confidence=round(confidence, 3),
                scores=evidence,
                kind=_kind(kinds[number], encoder.settings.least_speech),
                unsaid=Unsaid(UNSAID_LABELS[unsaid[number]]) if unsaid[number] else None,
            )


def _confidence(evidence: tuple[float, float, float], settings: Settings) -> float:
    bias, *weights = settings.confidence
    return _sigmoid(bias + sum(weight * value for weight, value in zip(weights, evidence, strict=True)))


def _kind(probabilities: FloatArray, least_speech: float) -> StatementKind:
    """Speech if that is sure enough, else attitude or act, whichever is more likely."""
    speech, attitude, act = probabilities[:_NONE]
    if speech >= least_speech:
        return StatementKind.SPEECH
    return StatementKind.ATTITUDE if attitude >= act else StatementKind.ACT


def _probabilities(scores: FloatArray) -> FloatArray:
    weights = np.exp(scores - scores.max(1, keepdims=True))
    result: FloatArray = weights / weights.sum(1, keepdims=True)
    return result


def _attribution(spans: dict[str, list[Span]], anchor: int, words: Words, **fields: Any) -> Iterator[Decoded]:
    """The attribution with its cue at word `anchor` and other `fields`, if it has a content."""
    content = [part for span in spans["content"] for part in _within_paragraphs(span, anchor, words)]
    if not content:
        return
    first = _span(words, anchor, anchor + 1)
    yield Decoded(
        content=tuple(content),
        cue=next((cue for cue in spans["cue"] if cue.overlaps(first)), first),
        source=tuple(
            span for span in spans["source"] if words.paragraph_of(span) == words.paragraph_of(first)
        ),
        **fields,
    )


def _role_spans(labels: IntArray, offset: int, words: Words) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for role, first, end in runs(labels, ROLE_LABELS):
        spans[role].append(_span(words, offset + first, offset + end))
    return spans


def _within_paragraphs(span: Span, anchor: int, words: Words) -> list[Span]:
    """Split `span` at paragraph breaks outside quotations; return the part nearest to the anchor.

    A quotation can continue over paragraphs, reported speech cannot: the rest is another sentence, such as a
    headline.
    """
    first, last = words.at(span.start), words.at(span.end - 1)
    if words.paragraphs[first] == words.paragraphs[last]:
        return [span]
    cuts = [first]
    for number in range(first + 1, last + 1):
        breaks = words.paragraphs[number] != words.paragraphs[number - 1]
        if breaks and not (words.features[number] & words.features[number - 1] & IN_QUOTATION):
            cuts.append(number)
    parts = [(start, end) for start, end in pairwise([*cuts, last + 1])]
    start, end = min(parts, key=lambda part: max(part[0] - anchor, anchor - part[1] + 1, 0))
    return [_span(words, start, end)]


def drop_duplicates(attributions: list[Decoded]) -> list[Decoded]:
    """Drop attributions that share a cue and most of their content with a more confident one."""
    kept: list[Decoded] = []
    by_cue: dict[int, list[Decoded]] = defaultdict(list)
    for one in sorted(attributions, key=lambda one: (-one.confidence, first_word(one))):
        offsets = range(one.cue.start, one.cue.end) if one.cue else range(0)
        touching = (other for offset in offsets for other in by_cue[offset])
        if not any(_jaccard(one.content, other.content) >= _DUPLICATE_OVERLAP for other in touching):
            kept.append(one)
            for offset in offsets:
                by_cue[offset].append(one)
    return kept


def _jaccard(some: tuple[Span, ...], others: tuple[Span, ...]) -> float:
    shared = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start)) for one in some for other in others
    )
    size = sum(span.end - span.start for span in (*some, *others))
    return shared / (size - shared)


def first_word(attribution: Decoded) -> tuple[int, int]:
    """The starts of content and cue: the sort key of attributions in a text."""
    return attribution.content[0].start, attribution.cue.start if attribution.cue else 0


def _span(words: Words, first: int, end: int) -> Span:
    return Span(words.starts[first], words.ends[end - 1])


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))
