"""Finding links: for each mention without a name, the mentions to which it may refer.

A mention-ranking model over states of the encoder: the mentions of a text see each other in two layers of
attention, then each pair of a mention and a candidate is scored (Lee et al. 2017, "End-to-end neural
coreference resolution", with given mentions and with features of the pairs). Trained by `training/links/`.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from kg.extract.encoder import Encoder, HalfArray
from kg.extract.links.mentions import KINDS, TextMention, find_mentions
from kg.extract.links.pairs import PairFinder, Pairs
from kg.extract.viterbi import FloatArray, IntArray
from kg.model import Extraction, Link, Span
from kg.text.text import Text

# Mentions that see each other, and of these, those on either side that are only seen.
_STRETCH = 320
_MARGIN = 60
# Mentions whose pairs are described and scored together.
_ROWS = 200
# Antecedents that are less likely, or beyond this number, are left out.
_LEAST = 0.01
_MOST = 12


def find_links(text: Text, extraction: Extraction, states: HalfArray, encoder: Encoder) -> Iterator[Link]:
    """Yield the links of the mentions of `text` that are no names, in text order.

    `extraction` has the names and attributions, `states` [W, width] those of the words of `text`.
    """
    mentions = find_mentions(text, extraction)
    rows = [number for number, one in enumerate(mentions) if not one.is_name]
    if not rows:
        return
    anaphors, antecedents, nobody = _encode(mentions, states, encoder)
    finder = PairFinder(mentions)
    for start in range(0, len(rows), _ROWS):
        text.deadline.check()
        part = rows[start : start + _ROWS]
        pairs = finder.pairs(part)
        scores = encoder.score_links(anaphors[pairs.rows], antecedents[pairs.candidates], pairs.features)
        yield from _links(mentions, part, pairs, scores, nobody, encoder.settings.link_temperature)


def mention_vectors(mentions: Sequence[TextMention], states: HalfArray) -> FloatArray:
    """[M, 5 * width]: the states of first and last word, of all on average, of the words before and after."""
    first = np.array([one.first for one in mentions], dtype=np.int64)
    last = np.array([one.last for one in mentions], dtype=np.int64)
    means = [states[one.first : one.last + 1].astype(np.float32).mean(0) for one in mentions]
    around = [states[np.maximum(first - 1, 0)], states[np.minimum(last + 1, len(states) - 1)]]
    vectors: FloatArray = np.concatenate([states[first], states[last], np.stack(means), *around], axis=1)
    return vectors.astype(np.float32)


def mention_inputs(mentions: Sequence[TextMention]) -> tuple[IntArray, FloatArray]:
    """The kinds [M] of mentions, and their flags [M, 5]: source, quoted, in a content, plural, definite."""
    kinds = np.array([KINDS.index(one.kind) for one in mentions], dtype=np.int64)
    flags = [
        (one.is_source, one.quotation >= 0, one.content >= 0, one.is_plural, one.is_definite)
        for one in mentions
    ]
    return kinds, np.array(flags, dtype=np.float32)


def _encode(
    mentions: Sequence[TextMention], states: HalfArray, encoder: Encoder
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The outputs of `Encoder.encode_mentions`, stretch by stretch so that vectors take little memory."""
    parts: list[tuple[FloatArray, ...]] = []
    own = _STRETCH - 2 * _MARGIN
    for start in range(0, len(mentions), own):
        first, end = max(0, start - _MARGIN), min(len(mentions), start + own + _MARGIN)
        stretch = mentions[first:end]
        outputs = encoder.encode_mentions(mention_vectors(stretch, states), *mention_inputs(stretch))
        parts.append(tuple(array[start - first : start - first + own] for array in outputs))
    anaphors, antecedents, nobody = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return anaphors, antecedents, nobody


def _links(
    mentions: Sequence[TextMention],
    rows: list[int],
    pairs: Pairs,
    scores: FloatArray,
    nobody: FloatArray,
    temperature: float,
) -> Iterator[Link]:
    bounds = np.searchsorted(pairs.rows, [*rows, len(mentions)])
    for row, first, end in zip(rows, bounds[:-1], bounds[1:], strict=True):
        all_scores = np.append(scores[first:end], nobody[row]) / temperature
        weights = np.exp(all_scores - all_scores.max())
        shares = (weights / weights.sum())[:-1]
        found: list[tuple[Span, float]] = [
            (mentions[int(pairs.candidates[first + place])].span, round(float(shares[place]), 3))
            for place in np.argsort(-shares, kind="stable")[:_MOST]
            if shares[place] >= _LEAST
        ]
        yield Link(mentions[row].span, tuple(found))
