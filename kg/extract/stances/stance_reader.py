"""Stances of an attribution: split it into passages, find phrases, score pairs, choose the most likely."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.stances.candidates import Phrase, phrases_of
from kg.extract.stances.conditions import condition_of
from kg.extract.stances.passages import Passage, passages_of
from kg.extract.stances.performatives import cue_positions, first_person_positions
from kg.extract.stances.stance_model import PassageStates, StanceModel
from kg.model import Attribution, Extraction, Layer, Polarity, Span, Stance
from kg.text import Text
from kg.text.words import Words

# Pairs of phrases farther apart than this are not scored, in words.
_MAX_DISTANCE = 30
# Pairs that are scored per passage.
_MAX_PAIRS = 600
# Factor on the confidence of a position in a question.
_QUESTION_FACTOR = 0.5
# The logit of a position taken by a performative verb, above those of the model.
_PERFORMATIVE_LOGIT = 4.0
_SENTENCE_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class _Scored:
    holder: Phrase
    target: Phrase
    act: str
    polarity: Polarity
    logit: float


def add_stances(extraction: Extraction, text: Text, model: StanceModel) -> Extraction:
    """Add the stances of its attributions to `extraction`, the extraction of `text`."""
    dates = [name.span for name in extraction.names if name.kind == "date"]
    attributions = tuple(
        replace(one, stances=read_stances(one, text, dates, model)) for one in extraction.attributions
    )
    return replace(extraction, attributions=attributions)


def read_stances(
    attribution: Attribution, text: Text, dates: Sequence[Span], model: StanceModel
) -> tuple[Stance, ...]:
    """The stances that `attribution` takes or reports, in the order of their targets.

    `dates` are in order; a phrase inside one of them is neither holder nor target.
    """
    text.deadline.check()
    found = [
        one
        for passage in passages_of(attribution, text.words)
        for one in _stances(passage, attribution, text, dates, model)
    ]
    return tuple(sorted(found, key=lambda one: (one.target, one.layer, one.holder or one.target)))


def _stances(
    passage: Passage, attribution: Attribution, text: Text, dates: Sequence[Span], model: StanceModel
) -> Iterator[Stance]:
    words = text.words
    texts = [words.texts[number] for number in passage.numbers]
    states = model.read(texts, passage.marks())
    phrases = [
        phrase
        for phrase in phrases_of(texts, states.nouns, states.verbs)
        if all(passage.said[place] for place in range(*phrase))
        and not _is_in_date(_span(phrase, passage, words), dates)
    ]
    settings = model.settings
    speech = [
        *_performative_positions(passage, texts, phrases),
        *_score(_speech_pairs(passage, phrases), states, model),
    ]
    content = _score(_content_pairs(texts, phrases), states, model)
    for layer, scored, least in (
        (Layer.SPEECH, speech, settings.least_speech),
        (Layer.CONTENT, content, settings.least_content),
    ):
        for one in _choose(scored, least):
            target = _span(one.target, passage, words)
            part = next((part for part in attribution.content if part.start <= target.start < part.end), None)
            yield Stance(
                layer=layer,
                holder=None if layer is Layer.SPEECH else _span(one.holder, passage, words),
                act=one.act,
                polarity=one.polarity,
                target=target,
                condition=condition_of(text.view, target, part) if part else None,
                confidence=round(
                    _confidence(one.logit, settings.calibration) * _sentence_factor(texts, one.target), 3
                ),
            )


def _performative_positions(passage: Passage, texts: list[str], phrases: list[Phrase]) -> Iterator[_Scored]:
    """The positions that the cue and first-person verbs take, if the passage has a source."""
    if passage.source is None:
        return
    found = [*first_person_positions(texts, passage.said, phrases)]
    if passage.cue is not None:
        found += cue_positions(texts, passage.cue, phrases)
    for one in found:
        yield _Scored(passage.source, one.target, one.act, one.polarity, _PERFORMATIVE_LOGIT)


def _speech_pairs(passage: Passage, phrases: list[Phrase]) -> list[tuple[Phrase, Phrase]]:
    if passage.source is None:
        return []
    return [(passage.source, phrase) for phrase in phrases]


def _content_pairs(texts: list[str], phrases: list[Phrase]) -> list[tuple[Phrase, Phrase]]:
    """The ordered pairs of phrases of one sentence that are near each other and do not overlap."""
    sentences, number = [], 0
    for text in texts:
        sentences.append(number)
        number += text in _SENTENCE_ENDS
    pairs = [
        (one, other)
        for one in phrases
        for other in phrases
        if (one[1] <= other[0] or other[1] <= one[0])
        and sentences[one[0]] == sentences[other[0]]
        and max(other[0] - one[1], one[0] - other[1]) <= _MAX_DISTANCE
    ]
    return pairs[:_MAX_PAIRS]


def _score(pairs: list[tuple[Phrase, Phrase]], states: PassageStates, model: StanceModel) -> list[_Scored]:
    """Score each pair: its most likely act other than "no position", and the logit of any position."""
    if not pairs:
        return []
    acts, polarities = model.score(states, pairs)
    names, signs = model.settings.acts, model.settings.polarities
    scored = []
    for (holder, target), act, polarity in zip(pairs, acts, polarities, strict=True):
        none = min(max(float(act[0]), 1e-6), 1 - 1e-6)
        name = names[1 + int(act[1:].argmax())]
        scored.append(
            _Scored(
                holder, target, name, Polarity(signs[int(polarity.argmax())]), math.log((1 - none) / none)
            )
        )
    return scored


def _choose(scored: Iterable[_Scored], least: float) -> list[_Scored]:
    """The most likely pairs of at least the probability `least`, without duplicates."""
    threshold = math.log(least / (1 - least))
    kept: list[_Scored] = []
    for one in sorted(scored, key=lambda one: (-one.logit, one.target, one.holder)):
        if one.logit < threshold:
            break
        if not any(_is_duplicate(one, other) for other in kept):
            kept.append(one)
    return kept


def _is_duplicate(one: _Scored, other: _Scored) -> bool:
    """Whether holders and targets overlap, in this order or reversed."""
    alike = _overlaps(one.target, other.target) and _overlaps(one.holder, other.holder)
    return alike or (_overlaps(one.target, other.holder) and _overlaps(one.holder, other.target))


def _overlaps(one: Phrase, other: Phrase) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _sentence_factor(texts: list[str], target: Phrase) -> float:
    """The factor on the confidence by the sentence of `target`: lower for a question."""
    end = next((text for text in texts[target[1] :] if text in _SENTENCE_ENDS), "")
    return _QUESTION_FACTOR if end == "?" else 1.0


def _confidence(logit: float, calibration: tuple[float, float]) -> float:
    bias, weight = calibration
    return 1 / (1 + math.exp(-(bias + weight * logit)))


def _is_in_date(span: Span, dates: Sequence[Span]) -> bool:
    number = bisect_right(dates, span.start, key=lambda date: date.start) - 1
    return number >= 0 and span.end <= dates[number].end


def _span(phrase: Phrase, passage: Passage, words: Words) -> Span:
    return Span(words.starts[passage.numbers[phrase[0]]], words.ends[passage.numbers[phrase[1] - 1]])
