"""Candidate holders and targets, from hand-written labels."""

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.stances.candidates import BEGINS, GOES_ON, OUTSIDE, phrases_of


def found(text: str, nouns: list[int], verbs: list[int] | None = None) -> list[str]:
    texts = text.split()
    return [" ".join(texts[slice(*one)]) for one in phrases_of(texts, nouns, verbs or [OUTSIDE] * len(texts))]


def test_parts_of_of_phrase() -> None:
    assert found("the leaders of the party met", [BEGINS, GOES_ON, GOES_ON, GOES_ON, GOES_ON, OUTSIDE]) == [
        "the leaders",
        "the leaders of the party",
        "the party",
    ]


def test_possessor() -> None:
    assert found("Brown ' s plan failed", [BEGINS, GOES_ON, GOES_ON, GOES_ON, OUTSIDE]) == [
        "Brown",
        "Brown ' s plan",
    ]


def test_adjacent_phrases_are_separate() -> None:
    assert found("him the prize", [BEGINS, BEGINS, GOES_ON]) == ["him", "the prize"]


def test_course_of_action() -> None:
    assert found(
        "no talk of leaving the union",
        [BEGINS, GOES_ON, OUTSIDE, OUTSIDE, BEGINS, GOES_ON],
        [OUTSIDE, OUTSIDE, OUTSIDE, BEGINS, GOES_ON, GOES_ON],
    ) == [
        "no talk",
        "leaving the union",
        "the union",
    ]


def test_phrase_does_not_start_with_preposition() -> None:
    assert found("in the north", [BEGINS, GOES_ON, GOES_ON]) == ["the north"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["of", "'", "s", "in", "war", "The"]), st.integers(0, 2), st.integers(0, 2))
    )
)
def test_phrases_are_valid_ranges(rows: list[tuple[str, int, int]]) -> None:
    texts = [text for text, _, _ in rows]
    phrases = phrases_of(texts, [noun for _, noun, _ in rows], [verb for _, _, verb in rows])
    assert phrases == sorted(set(phrases))
    assert all(0 <= first < end <= len(texts) for first, end in phrases)


def test_course_of_action_does_not_start_with_preposition() -> None:
    assert found(
        "the war in Syria", [BEGINS, GOES_ON, OUTSIDE, OUTSIDE], [OUTSIDE, OUTSIDE, BEGINS, GOES_ON]
    ) == [
        "the war",
        "Syria",
    ]
    assert found("we want to leave it", [OUTSIDE] * 5, [OUTSIDE, OUTSIDE, BEGINS, GOES_ON, GOES_ON]) == [
        "to leave it"
    ]


def test_phrase_does_not_end_with_preposition_or_article() -> None:
    assert found("arrive in Geneva to talk", [OUTSIDE] * 5, [BEGINS, GOES_ON, GOES_ON, GOES_ON, OUTSIDE]) == [
        "arrive in Geneva"
    ]


def test_phrase_needs_head() -> None:
    assert found("hit them everywhere", [OUTSIDE, BEGINS, BEGINS]) == ["them"]
    assert found("the two have been", [BEGINS, GOES_ON, BEGINS, BEGINS]) == []


def test_phrase_does_not_cross_sentence_end() -> None:
    assert found("leave Geneva . Sweden", [OUTSIDE, BEGINS, GOES_ON, GOES_ON]) == []
    assert found("Gen . Smith", [BEGINS, GOES_ON, GOES_ON]) == ["Gen . Smith"]
