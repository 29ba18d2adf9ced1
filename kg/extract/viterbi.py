"""Viterbi decoding of label scores into spans, with legal transitions only."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.extract.labels import NAME_LABELS, legal_transition

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]

_ILLEGAL = -1e4
# Avoids the logarithm of 0 for unreachable labels.
_TINY = np.finfo(float).tiny


class Transitions(NamedTuple):
    """Scores of a linear-chain CRF: `steps` [before, after] and `first` [label]."""

    steps: FloatArray
    first: FloatArray


def best_labels(
    scores: FloatArray, lengths: IntArray, transitions: Transitions
) -> tuple[IntArray, FloatArray]:
    """The best label sequence of each row, and its log-probability.

    `scores` is [rows, words, labels], `lengths` [rows] the number of words of each row; the labels [rows,
    words] are 0 beyond it. Viterbi and forward algorithm of a linear-chain CRF (Lafferty et al. 2001),
    vectorised over rows.
    """
    rows, words = scores.shape[:2]
    steps, first = transitions
    best = np.empty(scores.shape)
    pointers = np.zeros(scores.shape, dtype=np.int64)
    best[:, 0] = first + scores[:, 0]
    for word in range(1, words):
        candidates = best[:, word - 1, :, None] + steps
        pointers[:, word] = candidates.argmax(1)
        best[:, word] = candidates.max(1) + scores[:, word]
    row, last = np.arange(rows), lengths - 1
    path = np.zeros((rows, words), dtype=np.int64)
    path[row, last] = best[row, last].argmax(-1)
    for word in range(words - 1, 0, -1):
        before = pointers[row, word, path[:, word]]
        path[:, word - 1] = np.where(word <= last, before, path[:, word - 1])
    return path, best[row, last].max(-1) - _log_totals(scores, lengths, steps, first)


def _log_totals(scores: FloatArray, lengths: IntArray, steps: FloatArray, first: FloatArray) -> FloatArray:
    """The log of the summed weight of all label sequences of each row (the forward algorithm)."""
    weights = np.exp(steps)
    totals = np.empty(scores.shape)
    totals[:, 0] = first + scores[:, 0]
    for word in range(1, scores.shape[1]):
        highest = totals[:, word - 1].max(1, keepdims=True)
        summed = np.exp(totals[:, word - 1] - highest) @ weights
        totals[:, word] = np.log(np.maximum(summed, _TINY)) + highest + scores[:, word]
    last = totals[np.arange(len(scores)), lengths - 1]
    highest = last.max(1, keepdims=True)
    result: FloatArray = np.log(np.exp(last - highest).sum(1)) + highest[:, 0]
    return result


def name_transitions() -> Transitions:
    """Transition scores of the name labels: 0 if legal, -10,000 if not."""
    steps = [[_score(before, after) for after in NAME_LABELS] for before in NAME_LABELS]
    return Transitions(np.array(steps), np.array([_score("O", label) for label in NAME_LABELS]))


def runs(labels: IntArray, kinds: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """(kind, first, end) of each run of B- and I- labels, end-exclusive. `kinds[0]` is the outside label."""
    found: list[tuple[str, int, int]] = []
    for position in np.flatnonzero(labels).tolist():
        label = kinds[labels[position]]
        if label.startswith("B-"):
            found.append((label[2:], position, position + 1))
        elif label.startswith("I-") and found and found[-1][2] == position:
            found[-1] = (found[-1][0], found[-1][1], position + 1)
    return found


def _score(before: str, after: str) -> float:
    return 0.0 if legal_transition(NAME_LABELS, before, after) else _ILLEGAL
