"""Tokenisation of words into sub-words, and windows of words for the encoder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.text.words import PARAGRAPH_START

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Longer words (a URL, a line of dashes) are cut to this many sub-words, so that any word fits a window.
_MAX_SUBWORDS = 8
# Sub-words of a window without the two special ones; the length that the encoder was trained on.
WINDOW_SUBWORDS = 318
_CLS, _SEP, _UNKNOWN, _PAD = 101, 102, 100, 0

IntArray = NDArray[np.int64]
Subwords = list[list[int]] | dict[int, list[int]]
"""Sub-word numbers by the number of the word, with boundaries (`mark_boundaries`)."""


@dataclass(frozen=True, slots=True)
class Window:
    """The words `[start, end)` of one text."""

    start: int
    end: int


def subwords_of(texts: list[str], tokenizer: "Tokenizer") -> list[list[int]]:
    """The sub-word numbers of each word, at least one per word."""
    if not texts:
        return []
    encoding = tokenizer.encode(texts, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in texts]
    for identifier, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None and len(pieces[word]) < _MAX_SUBWORDS:
            pieces[word].append(identifier)
    return [piece or [_UNKNOWN] for piece in pieces]


def mark_boundaries(subwords: list[list[int]], features: list[int]) -> list[list[int]]:
    """`subwords` with `[SEP]` before those of each word that opens a paragraph, by its feature."""
    pairs = zip(subwords, features, strict=True)
    return [[_SEP, *pieces] if feature & PARAGRAPH_START else pieces for pieces, feature in pairs]


def shift_window(window: Window, offset: int) -> Window:
    """Move `window` by `offset` words."""
    return Window(window.start + offset, window.end + offset)


def windows_of(subwords: list[list[int]], *, first: int = 0, overlap: int = 0) -> list[Window]:
    """Split the words into windows, each as long as `WINDOW_SUBWORDS` allows.

    Consecutive windows share up to `overlap` sub-words, in whole words. If `first` is greater than 0, the
    first window ends at the latest before word `first`.
    """
    windows = []
    start = 0
    limit = first if first else len(subwords)
    while start < len(subwords):
        end, size = start, 0
        while end < limit and size + len(subwords[end]) <= WINDOW_SUBWORDS:
            size += len(subwords[end])
            end += 1
        windows.append(Window(start, end))
        if end == len(subwords):
            break
        limit = len(subwords)
        shared, start = 0, end
        while shared + len(subwords[start - 1]) <= overlap and start - 1 > windows[-1].start:
            start -= 1
            shared += len(subwords[start])
    return windows


def batch_arrays(windows: list[Window], subwords: Subwords, features: list[int]) -> dict[str, IntArray]:
    """The encoder's inputs for windows of one text, padded to the longest.

    `input_ids`, `feature_ids` and `attention_mask` are [windows, sub-words]; `word_index` [windows, words] is
    the position of the first sub-word of each word, behind a boundary (0, that of [CLS], for padding).
    """
    rows = [range(window.start, window.end) for window in windows]
    length = max(sum(len(subwords[word]) for word in row) for row in rows) + 2
    most_words = max(len(row) for row in rows)
    shape = (len(windows), length)
    input_ids = np.full(shape, _PAD, dtype=np.int64)
    feature_ids = np.zeros(shape, dtype=np.int64)
    attention_mask = np.zeros(shape, dtype=np.int64)
    word_index = np.zeros((len(windows), most_words), dtype=np.int64)
    for number, row in enumerate(rows):
        identifiers, feature_row = [_CLS], [0]
        for position, word in enumerate(row):
            word_index[number, position] = len(identifiers) + (subwords[word][0] == _SEP)
            identifiers += subwords[word]
            feature_row += [features[word]] * len(subwords[word])
        identifiers.append(_SEP)
        feature_row.append(0)
        input_ids[number, : len(identifiers)] = identifiers
        feature_ids[number, : len(identifiers)] = feature_row
        attention_mask[number, : len(identifiers)] = 1
    return {
        "input_ids": input_ids,
        "feature_ids": feature_ids,
        "attention_mask": attention_mask,
        "word_index": word_index,
    }
