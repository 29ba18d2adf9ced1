"""From scores to spans: Viterbi over words, with legal transitions only."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.extraction.labels import NAME_LABELS, legal_transition

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.int64]

_ILLEGAL = -1e4


class Transitions(NamedTuple):
    """Scores of a linear-chain CRF: `steps` [before, after] and `first` [label]."""

    steps: FloatArray
    first: FloatArray


def best_labels(
    scores: FloatArray, lengths: IntArray, transitions: Transitions
) -> tuple[IntArray, FloatArray]:
    """The best label sequence of each row, and the log-probability of that sequence.

    `scores` is [rows, words, labels], `lengths` [rows] the number of words that count in a row;
    the labels [rows, words] are 0 beyond it. Viterbi and forward algorithm of a linear-chain
    CRF (Lafferty et al. 2001), all rows at once.
    """
    rows, words, labels = scores.shape
    steps = transitions.steps[None]
    best = transitions.first + scores[:, 0]
    total = best.copy()
    pointers = np.zeros((words, rows, labels), dtype=np.int64)
    for word in range(1, words):
        live = (word < lengths)[:, None]
        candidates = best[:, :, None] + steps
        pointers[word] = np.where(live, candidates.argmax(1), np.arange(labels))
        best = np.where(live, candidates.max(1) + scores[:, word], best)
        total = np.where(live, _log_sum(total[:, :, None] + steps) + scores[:, word], total)
    path = np.zeros((rows, words), dtype=np.int64)
    label = best.argmax(-1)
    row = np.arange(rows)
    for word in range(words - 1, -1, -1):
        path[:, word] = np.where(word < lengths, label, 0)
        label = pointers[word, row, label] if word else label
    return path, best.max(-1) - _log_sum(total[:, :, None])[:, 0]


def name_transitions() -> Transitions:
    """Transitions of the name labels: 0 where legal, very low where not."""
    steps = [[_score(before, after) for after in NAME_LABELS] for before in NAME_LABELS]
    return Transitions(np.array(steps), np.array([_score("O", label) for label in NAME_LABELS]))


def runs(labels: IntArray, kinds: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """(kind, first, end) of each run of B- and I- labels, numbered as in `kinds`, end-exclusive."""
    found: list[tuple[str, int, int]] = []
    for position, label in enumerate(kinds[number] for number in labels):
        if label.startswith("B-"):
            found.append((label[2:], position, position + 1))
        elif label.startswith("I-") and found and found[-1][2] == position:
            found[-1] = (found[-1][0], found[-1][1], position + 1)
    return found


def _score(before: str, after: str) -> float:
    return 0.0 if legal_transition(NAME_LABELS, before, after) else _ILLEGAL


def _log_sum(values: FloatArray) -> FloatArray:
    """Log of the sum of exponentials over axis 1."""
    highest = values.max(1, keepdims=True)
    result: FloatArray = np.log(np.exp(values - highest).sum(1)) + highest[:, 0]
    return result
