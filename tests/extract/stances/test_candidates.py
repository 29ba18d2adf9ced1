"""Candidate holders and targets, from hand-written scores of spans."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.stances.candidates import LONGEST_PHRASE, Kind, head_of, phrases_of


def found(text: str, *phrases: str) -> list[str]:
    """The phrases of `text` if the model scores these spans of its words, in `phrases`, as noun phrases."""
    texts = text.split()
    scores = np.full((len(Kind), len(texts), len(texts)), -5.0, dtype=np.float32)
    for phrase in phrases:
        words = phrase.split()
        first = next(n for n in range(len(texts)) if texts[n : n + len(words)] == words)
        scores[Kind.NOUN, first, first + len(words) - 1] = 2.0
    return [" ".join(texts[slice(*one)]) for one in phrases_of(texts, scores)]


def test_phrases_inside_phrases() -> None:
    text = "the leaders of the party met"
    assert found(text, "the leaders", "the leaders of the party", "the party") == [
        "the leaders",
        "the leaders of the party",
        "the party",
    ]


def test_measure_is_no_phrase() -> None:
    assert found("we hit 40 degrees", "we", "40 degrees") == ["we"]


def test_phrase_ends_with_its_sentence() -> None:
    assert found("they left the valley . Rain fell", "the valley . Rain", "Rain") == ["Rain"]


def test_abbreviation_is_inside_a_phrase() -> None:
    assert found("with Gen . Smith of the army", "Gen . Smith") == ["Gen . Smith"]


def test_phrase_ends_with_a_word() -> None:
    assert found("the law , he said", "the law ,", "the law") == ["the law"]


def test_head_is_before_what_modifies_it() -> None:
    texts = ["the", "new", "ban", "on", "arms"]
    assert texts[head_of(texts, (0, 5))] == "ban"
    assert texts[head_of(texts, (0, 2))] == "new"


@given(st.lists(st.sampled_from(["of", "'", "in", "war", "The", "."]), min_size=1, max_size=40))
def test_phrases_are_valid_ranges(texts: list[str]) -> None:
    rng = np.random.default_rng(len(texts))
    scores = rng.normal(size=(len(Kind), len(texts), len(texts))).astype(np.float32)
    phrases = phrases_of(texts, scores)
    assert phrases == sorted(set(phrases))
    assert all(0 <= first < end <= len(texts) and end - first <= LONGEST_PHRASE for first, end in phrases)
