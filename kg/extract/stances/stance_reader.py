"""Stances of attributions: split them into passages, find phrases, score pairs, verify the most likely."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.acts.scheme import NO_POSITION, read_scheme
from kg.extract.stances.candidates import Phrase, head_of, overlap, phrases_of
from kg.extract.stances.conditions import condition_of
from kg.extract.stances.pair_passages import pair_passage
from kg.extract.stances.passages import Passage, passages_of
from kg.extract.stances.performatives import Performed, cue_positions, first_person_positions
from kg.extract.stances.stance_model import PassageStates, StanceModel, StanceSettings
from kg.extract.viterbi import FloatArray
from kg.model import Attribution, Extraction, Layer, Polarity, Span, Stance
from kg.text.text import Text
from kg.text.words import Words

# Pairs of phrases farther apart than this are not scored, in words.
_MAX_DISTANCE = 30
# Pairs that are scored per passage and layer.
_MAX_PAIRS = 600
# Factor on the confidence of a position in a question.
_QUESTION_FACTOR = 0.5
# What a performative verb adds to the logit of the model for its target.
_PERFORMATIVE_LOGIT = 2.0
# A longer phrase with the same head is the target if its logit is at most so much lower; where the head is no
# name, what follows it belongs to what is meant ("limits on tax breaks").
_LONGER, _LONGER_COMMON = 1.0, 4.0
_NEGATIONS = frozenset(["not", "never", "cannot", "t", "without"])
_SENTENCE_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage of an attribution with its words, states and phrases in cue and content."""

    attribution: int
    passage: Passage
    texts: list[str]
    states: PassageStates
    phrases: list[Phrase]


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """A pair with its logit by the pair head, and the probabilities of acts and polarities.

    `performed` is what a performative verb tells of it.
    """

    holder: Phrase
    target: Phrase
    logit: float
    acts: FloatArray
    polarities: FloatArray
    performed: Performed | None = None


@dataclass(frozen=True, slots=True)
class VerifiedPair:
    """A likely pair with act and polarity, and its logits by pair head and verifier."""

    holder: Phrase
    target: Phrase
    act: str
    polarity: Polarity
    logits: tuple[float, float]


def add_stances(extraction: Extraction, text: Text, model: StanceModel) -> Extraction:
    """Add the stances of its attributions to `extraction`, the extraction of `text`."""
    dates = [name.span for name in extraction.names if name.kind == "date"]
    found = read_stances(extraction.attributions, text, dates, model)
    pairs = zip(extraction.attributions, found, strict=True)
    return replace(extraction, attributions=tuple(replace(one, stances=stances) for one, stances in pairs))


def read_stances(
    attributions: Sequence[Attribution], text: Text, dates: Sequence[Span], model: StanceModel
) -> list[tuple[Stance, ...]]:
    """The stances that each attribution takes or reports, in the order of their targets.

    `dates` are in order; a phrase that ends in one of them ("the raid on Sunday") is no holder or target.
    """
    found: list[list[Stance]] = [[] for _ in attributions]
    passages = read_passages(attributions, text, dates, model)
    for layer in Layer:
        text.deadline.check()
        likely = likely_pairs(passages, layer, model, least=model.settings.likely[layer])
        for read, one in verified_pairs(likely, layer, text, model):
            confidence = _confidence(one, read, model.settings.calibration[layer])
            if confidence >= model.settings.least[layer]:
                attribution = attributions[read.attribution]
                found[read.attribution].append(_stance(one, read, confidence, layer, attribution, text))
    return [
        tuple(sorted(stances, key=lambda one: (one.target, one.layer, one.holder or one.target)))
        for stances in found
    ]


def read_passages(
    attributions: Sequence[Attribution], text: Text, dates: Sequence[Span], model: StanceModel
) -> list[ReadPassage]:
    """The passages of the attributions, encoded, with the phrases in cue and content."""
    words = text.words
    passages = [(number, one) for number, each in enumerate(attributions) for one in passages_of(each, words)]
    texts = [[words.texts[number] for number in one.numbers] for _, one in passages]
    inputs = [(own, one.marks()) for own, (_, one) in zip(texts, passages, strict=True)]
    found = []
    for (attribution, passage), own, states in zip(passages, texts, model.read(inputs), strict=True):
        phrases = [
            phrase
            for phrase in phrases_of(own, states.spans)
            if all(passage.said[place] for place in range(*phrase))
            and not _leaves_cue(phrase, passage)
            and not _ends_in_date(span_of(phrase, passage, words), dates)
        ]
        found.append(ReadPassage(attribution, passage, own, states, phrases))
    return found


def likely_pairs(
    passages: list[ReadPassage], layer: Layer, model: StanceModel, *, least: float
) -> list[tuple[ReadPassage, LikelyPair]]:
    """The pairs of a layer with at least the logit `least`, none of which overlap, with their passages."""
    pairs = [
        (number, holder, target)
        for number, one in enumerate(passages)
        for holder, target in (_speech_pairs(one) if layer is Layer.SPEECH else _content_pairs(one))
    ]
    scored = _score(pairs, passages, layer, model)
    return [
        (one, pair)
        for number, one in enumerate(passages)
        for pair in _choose(scored[number], one.texts, least)
    ]


def verified_pairs(
    likely: list[tuple[ReadPassage, LikelyPair]], layer: Layer, text: Text, model: StanceModel
) -> list[tuple[ReadPassage, VerifiedPair]]:
    """Likely pairs of a layer as pair head and verifier, on average, or a performative verb tell them."""
    if not likely:
        return []
    settings = model.settings
    fits = _fitting(settings.acts, tuple(map(Polarity, settings.polarities)), layer)
    column = list(Layer).index(layer)
    passages = [pair_passage(read.passage, one.holder, one.target, layer, text.words) for read, one in likely]
    found = []
    for (read, one), logits, acts, signs in zip(likely, *model.verify(passages), strict=True):
        told = one.performed
        act, polarity = (
            (told.act, told.polarity)
            if told
            else _most_likely(acts + one.acts, signs + one.polarities, settings, fits)
        )
        both = one.logit, float(logits[column])
        found.append((read, VerifiedPair(one.holder, one.target, act, polarity, both)))
    return found


def _stance(
    one: VerifiedPair,
    read: ReadPassage,
    confidence: float,
    layer: Layer,
    attribution: Attribution,
    text: Text,
) -> Stance:
    target = span_of(one.target, read.passage, text.words)
    part = next((part for part in attribution.content if part.start <= target.start < part.end), None)
    return Stance(
        layer=layer,
        holder=None if layer is Layer.SPEECH else span_of(one.holder, read.passage, text.words),
        act=one.act,
        polarity=one.polarity,
        target=target,
        condition=condition_of(text.view, target, part) if part else None,
        confidence=round(confidence, 3),
    )


def _performed(read: ReadPassage) -> list[Performed]:
    """The positions that the cue and first-person verbs take."""
    found = [*first_person_positions(read.texts, read.passage.said, read.phrases)]
    if read.passage.cue is not None:
        found += cue_positions(read.texts, read.passage.cue, read.phrases)
    return found


def _speech_pairs(read: ReadPassage) -> list[tuple[Phrase, Phrase]]:
    if read.passage.source is None:
        return []
    return [(read.passage.source, phrase) for phrase in read.phrases][:_MAX_PAIRS]


def _content_pairs(read: ReadPassage) -> list[tuple[Phrase, Phrase]]:
    """The ordered pairs of phrases of one sentence that are near each other and do not overlap.

    What somebody "did not" or "never" do is no position of theirs.
    """
    words = [text.lower() for text in read.texts]
    sentences, number = [], 0
    for text in read.texts:
        sentences.append(number)
        number += text in _SENTENCE_ENDS
    pairs = [
        (one, other)
        for one in read.phrases
        for other in read.phrases
        if (one[1] <= other[0] or other[1] <= one[0])
        and sentences[one[0]] == sentences[other[0]]
        and max(other[0] - one[1], one[0] - other[1]) <= _MAX_DISTANCE
        and _NEGATIONS.isdisjoint(words[min(one[1], other[1]) : max(one[0], other[0])])
    ]
    return pairs[:_MAX_PAIRS]


def _score(
    pairs: list[tuple[int, Phrase, Phrase]], passages: list[ReadPassage], layer: Layer, model: StanceModel
) -> dict[int, list[LikelyPair]]:
    """Score pairs: by passage, each with its logit, acts and polarities."""
    found: dict[int, list[LikelyPair]] = defaultdict(list)
    if not pairs:
        return found
    taken, acts, polarities = model.score([one.states for one in passages], pairs)
    column = list(Layer).index(layer)
    performed = (
        {number: _performed(one) for number, one in enumerate(passages)} if layer is Layer.SPEECH else {}
    )
    for (number, holder, target), logits, act, sign in zip(pairs, taken, acts, polarities, strict=True):
        one = LikelyPair(holder, target, float(logits[column]), act, sign)
        for told in performed.get(number, ()):
            if told.target == target and told.polarity is not Polarity.NEUTRAL:
                one = replace(one, logit=float(logits[column]) + _PERFORMATIVE_LOGIT, performed=told)
        found[number].append(one)
    return found


def _most_likely(
    acts: FloatArray, signs: FloatArray, settings: StanceSettings, fits: list[tuple[int, int]]
) -> tuple[str, Polarity]:
    """The most likely act and polarity of the fitting ones."""
    best = max(fits, key=lambda pair: float(acts[pair[0]]) * float(signs[pair[1]]))
    return settings.acts[best[0]], Polarity(settings.polarities[best[1]])


@cache
def _fitting(names: tuple[str, ...], signs: tuple[Polarity, ...], layer: Layer) -> list[tuple[int, int]]:
    """The acts with the polarities that fit them by the scheme; by speaking, nobody is neutral."""
    acts = read_scheme().acts
    return [
        (number, place)
        for number, name in enumerate(names)
        if name != NO_POSITION
        for place, polarity in enumerate(signs)
        if acts[name].fits(polarity) and (layer is Layer.CONTENT or polarity is not Polarity.NEUTRAL)
    ]


def _choose(scored: Iterable[LikelyPair], texts: list[str], least: float) -> list[LikelyPair]:
    """The most likely pairs of at least the logit `least`, without duplicates, each with its whole target."""
    ranked = sorted(scored, key=lambda one: (-one.logit, one.target, one.holder))
    kept: list[LikelyPair] = []
    for one in ranked:
        if one.logit < least:
            break
        if not any(_is_duplicate(one, other) for other in kept):
            kept.append(_whole(one, ranked, texts))
    return kept


def _whole(one: LikelyPair, ranked: list[LikelyPair], texts: list[str]) -> LikelyPair:
    """`one`, with the longest phrase around its target that has the same head and is nearly as likely."""
    head = head_of(texts, one.target)
    longer = _LONGER_COMMON if texts[head].islower() else _LONGER
    around = [
        other.target
        for other in ranked
        if other.holder == one.holder
        and other.logit >= one.logit - longer
        and other.target[0] <= one.target[0] < one.target[1] <= other.target[1]
        and head_of(texts, other.target) == head
    ]
    return replace(one, target=max(around, key=lambda phrase: (phrase[1] - phrase[0], phrase)))


def _is_duplicate(one: LikelyPair, other: LikelyPair) -> bool:
    """Whether holders and targets overlap, in this order or reversed."""
    alike = overlap(one.target, other.target) and overlap(one.holder, other.holder)
    return alike or (overlap(one.target, other.holder) and overlap(one.holder, other.target))


def _sentence_factor(texts: list[str], target: Phrase) -> float:
    """The factor on the confidence by the sentence of `target`: lower for a question."""
    end = next((text for text in texts[target[1] :] if text in _SENTENCE_ENDS), "")
    return _QUESTION_FACTOR if end == "?" else 1.0


def _confidence(one: VerifiedPair, read: ReadPassage, calibration: tuple[float, float, float]) -> float:
    bias, *weights = calibration
    logit = bias + sum(weight * own for weight, own in zip(weights, one.logits, strict=True))
    return _sentence_factor(read.texts, one.target) / (1 + math.exp(-logit))


def _leaves_cue(phrase: Phrase, passage: Passage) -> bool:
    """Whether the phrase has words of the cue and others ("saying it cannot accept")."""
    cue = passage.cue or (0, 0)
    return overlap(phrase, cue) and not cue[0] <= phrase[0] < phrase[1] <= cue[1]


def _ends_in_date(span: Span, dates: Sequence[Span]) -> bool:
    number = bisect_right(dates, span.end - 1, key=lambda date: date.start) - 1
    return number >= 0 and span.end <= dates[number].end


def span_of(phrase: Phrase, passage: Passage, words: Words) -> Span:
    """The place of a phrase of a passage in the text."""
    return Span(words.starts[passage.numbers[phrase[0]]], words.ends[passage.numbers[phrase[1] - 1]])
