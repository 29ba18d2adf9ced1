"""Sentences of directed sentiment (`benchmarks.directed`) as examples of two pairs each."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.directed import (
    P_AGAINST_Q,
    P_FOR_Q,
    Q_AGAINST_P,
    Q_FOR_P,
    read_directed_sentences,
)
from kg.extract.stances.candidates import Phrase, overlap
from kg.model import Layer, Polarity
from kg.text.text import Text
from training.stances.examples import POLARITIES, UNKNOWN, Example, Pair


def read_directed(path: Path) -> Iterator[Example]:
    """The sentences of a file; each example has both ordered pairs, p to q first."""
    for number, one in enumerate(read_directed_sentences(path)):
        words = Text(one.text).words
        p, q = ((words.at(span.start), words.at(span.end - 1) + 1) for span in (one.p, one.q))
        if not overlap(p, q):
            yield Example(words.texts, _pairs(p, q, one.label), name=f"DSE {number}")


def _pairs(p: Phrase, q: Phrase, label: int) -> list[Pair]:
    def pair(holder: Phrase, target: Phrase, supports: int, opposes: int) -> Pair:
        if label not in (supports, opposes):
            return Pair(holder, target, 0.0, layer=Layer.CONTENT)
        polarity = Polarity.SUPPORTS if label == supports else Polarity.OPPOSES
        return Pair(holder, target, 1.0, UNKNOWN, POLARITIES.index(polarity), layer=Layer.CONTENT)

    return [pair(p, q, P_FOR_Q, P_AGAINST_Q), pair(q, p, Q_FOR_P, Q_AGAINST_P)]
