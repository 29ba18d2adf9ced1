"""Viterbi and forward algorithm, compared with enumeration of all sequences."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.labels import NAME_LABELS, ROLE_LABELS, legal_transition
from kg.extract.viterbi import Transitions, best_labels, name_transitions, runs


def test_inside_label_follows_same_kind_only() -> None:
    assert legal_transition(ROLE_LABELS, "B-cue", "I-cue")
    assert not legal_transition(ROLE_LABELS, "O", "I-cue")
    assert not legal_transition(ROLE_LABELS, "B-source", "I-content")


def test_runs() -> None:
    labels = [
        ROLE_LABELS.index(one) for one in ("B-source", "I-source", "B-cue", "O", "B-content", "B-content")
    ]
    assert runs(np.array(labels), ROLE_LABELS) == [
        ("source", 0, 2),
        ("cue", 2, 3),
        ("content", 4, 5),
        ("content", 5, 6),
    ]


def test_rows_of_different_lengths_are_decoded_independently() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(5, 30, len(NAME_LABELS)))
    lengths = np.array([30, 1, 7, 19, 29])
    together, logs = best_labels(scores, lengths, name_transitions())
    for row, length in enumerate(lengths):
        alone, log = best_labels(scores[row : row + 1, :length], lengths[row : row + 1], name_transitions())
        assert together[row, :length].tolist() == alone[0].tolist()
        assert not together[row, length:].any()
        np.testing.assert_allclose(logs[row], log[0])
        names = [NAME_LABELS[number] for number in alone[0]]
        assert all(legal_transition(NAME_LABELS, a, b) for a, b in pairwise(["O", *names]))


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_best_sequence_equals_enumeration(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(1, 5, 3))
    transitions = Transitions(rng.normal(size=(3, 3)), rng.normal(size=3))

    def total(path: tuple[int, ...]) -> float:
        steps = sum(transitions.steps[a, b] for a, b in pairwise(path))
        return float(transitions.first[path[0]] + steps + sum(scores[0, i, k] for i, k in enumerate(path)))

    paths = {path: total(path) for path in product(range(3), repeat=length)}
    best = max(paths, key=paths.__getitem__)
    labels, log_probability = best_labels(scores, np.array([length]), transitions)
    assert tuple(labels[0, :length]) == best
    assert not labels[0, length:].any()
    expected = paths[best] - np.log(sum(np.exp(value) for value in paths.values()))
    np.testing.assert_allclose(log_probability[0], expected, atol=1e-9)
