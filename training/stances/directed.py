"""Directed sentiment: who is for or against whom in a sentence of news (Park, Mellon and Rioux 2021).

"Who Blames or Endorses Whom? Entity-to-Entity Directed Sentiment Extraction in News Text", Findings of ACL. A
line has the sentence with both entities in brackets, the entities p and q, and the label: 0 neither, 1 p is for
q, 2 q is for p, 3 p is against q, 4 q is against p.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kg.extract.stances.candidates import Phrase, overlap
from kg.model import Layer, Polarity
from kg.text import Text
from kg.text.words import Words
from training.stances.examples import POLARITIES, UNKNOWN, Example, Pair

NEITHER = 0
_P_FOR_Q, _Q_FOR_P, _P_AGAINST_Q, _Q_AGAINST_P = range(1, 5)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


def read_directed(path: Path) -> Iterator[tuple[Example, int]]:
    """The sentences of a file with their labels; each example has both ordered pairs, p to q first."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        marked, *_, label = line.split("\t")
        places: list[tuple[int, int]] = []
        text = ""
        last = 0
        for match in _BRACKETED.finditer(marked):
            text += marked[last : match.start()]
            places.append((len(text), len(text) + len(match[1])))
            text += match[1]
            last = match.end()
        text += marked[last:]
        if len(places) != 2 or any(first == end for first, end in places):
            continue
        words = Text(text).words
        p, q = (_phrase(words, place) for place in places)
        if not overlap(p, q):
            yield Example(words.texts, _pairs(p, q, int(label)), name=f"DSE {number}"), int(label)


def label_of(for_q: tuple[float, bool], for_p: tuple[float, bool], least: float) -> int:
    """The label of a sentence by the probability and the polarity (supports) of p to q, and of q to p."""
    if max(for_q[0], for_p[0]) < least:
        return NEITHER
    if for_q[0] >= for_p[0]:
        return _P_FOR_Q if for_q[1] else _P_AGAINST_Q
    return _Q_FOR_P if for_p[1] else _Q_AGAINST_P


def _pairs(p: Phrase, q: Phrase, label: int) -> list[Pair]:
    def pair(holder: Phrase, target: Phrase, supports: int, opposes: int) -> Pair:
        if label not in (supports, opposes):
            return Pair(holder, target, 0.0, layer=Layer.CONTENT)
        polarity = Polarity.SUPPORTS if label == supports else Polarity.OPPOSES
        return Pair(holder, target, 1.0, UNKNOWN, POLARITIES.index(polarity), layer=Layer.CONTENT)

    return [pair(p, q, _P_FOR_Q, _P_AGAINST_Q), pair(q, p, _Q_FOR_P, _Q_AGAINST_P)]


def _phrase(words: Words, place: tuple[int, int]) -> Phrase:
    return words.at(place[0]), words.at(max(place[0], place[1] - 1)) + 1
