"""Lines between paragraphs: headlines, bylines, credits and captions that articles have and the corpora lack.

The model learns to read the paragraphs around such a line as if it were not there.
"""

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.model import Span
from kg.text.view import plain_view, quoted_view
from kg.text.words import PARAGRAPH_START, Words, split_words
from training.examples import Example

LINES = Path(__file__).with_name("lines.txt")
# The share of texts that get lines, and their most.
_SHARE, _MOST = 0.35, 4


def add_lines(example: Example, rng: random.Random) -> Example:
    """`example` with some lines of `lines.txt` before paragraphs, for a part of the draws; else as it is."""
    words = example.words
    opens = [number for number in range(len(words)) if words.features[number] & PARAGRAPH_START]
    if rng.random() >= _SHARE or not opens or not example.versions:
        return example
    places = sorted(rng.choices([opens[0], *opens], k=rng.randint(1, _MOST)))
    texts: list[str] = []
    features: list[int] = []
    kept: list[int | None] = []
    for number in range(len(words)):
        while places and places[0] == number:
            places.pop(0)
            line = _words(rng.choice(_lines()))
            texts += line.texts
            features += line.features
            kept += [None] * len(line)
        texts.append(words.texts[number])
        features.append(words.features[number])
        kept.append(number)
    to = {number: place for place, number in enumerate(kept) if number is not None}
    versions = [[one for marked in version if (one := marked.moved(to))] for version in example.versions]
    names = example.names
    return replace(
        example,
        # Offsets are not used in training.
        words=Words(
            texts, list(range(len(texts))), list(range(1, len(texts) + 1)), features, _paragraphs(features)
        ),
        versions=versions,
        names=names and [-100 if number is None else names[number] for number in kept],
    )


def _paragraphs(features: list[int]) -> list[int]:
    number, paragraphs = -1, []
    for feature in features:
        number += bool(feature & PARAGRAPH_START)
        paragraphs.append(number)
    return paragraphs


@cache
def _lines() -> list[str]:
    return LINES.read_text(encoding="utf-8").splitlines()


@cache
def _words(line: str) -> Words:
    whole = [Span(0, len(line))]
    return split_words(quoted_view(plain_view(line), whole), whole)
