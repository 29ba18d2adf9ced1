"""The counts, worked out by hand."""

import pytest

from kg.evaluation.scoring import Scores
from kg.model import Span

#       0123456789012345678901234567890123456789
TEXT = "Mr. Brown said that the vote was void."
BROWN, SAID, CLAUSE = Span(0, 9), Span(10, 14), Span(15, 37)
MARKED: dict[str, tuple[Span, ...]] = {"source": (BROWN,), "cue": (SAID,), "content": (CLAUSE,)}


def figures(*found: dict[str, tuple[Span, ...]]) -> dict[str, tuple[int, int, int]]:
    scores = Scores()
    scores.add(TEXT, [MARKED], found)
    return {name: (count.found, count.marked, count.right) for name, count in scores.counts.items()}


def test_all_right() -> None:
    assert set(figures(MARKED).values()) == {(1, 1, 1)}


def test_nothing_found() -> None:
    assert set(figures().values()) == {(0, 1, 0)}


def test_a_short_source_is_linked_but_not_exact() -> None:
    counts = figures({**MARKED, "source": (Span(4, 9),)})
    assert counts == {
        "source": (1, 1, 0),
        "cue": (1, 1, 1),
        "content": (1, 1, 1),
        "linked": (1, 1, 1),
        "linked exact": (1, 1, 0),
    }


def test_less_than_half_of_the_content_is_not_linked() -> None:
    # "that the" are two of the content's five words; "that the vote" are three.
    assert figures({**MARKED, "content": (Span(15, 23),)})["linked"] == (1, 1, 0)
    assert figures({**MARKED, "content": (Span(15, 28),)})["linked"] == (1, 1, 1)


def test_the_wrong_source_is_not_linked() -> None:
    assert figures({**MARKED, "source": (Span(20, 28),)})["linked"] == (1, 1, 0)


def test_each_marked_one_counts_once() -> None:
    counts = figures(MARKED, {**MARKED, "content": (Span(15, 28),)})
    assert counts["linked"] == (2, 1, 1)
    # A source that is found twice is one chunk.
    assert counts["source"] == (1, 1, 1)


def test_a_content_in_pieces_has_a_chunk_for_each() -> None:
    pieces = (Span(15, 23), Span(24, 37))
    # Consecutive words are one run, whatever the spans.
    assert figures({**MARKED, "content": pieces})["content"] == (1, 1, 1)
    apart = (Span(15, 19), Span(24, 37))
    assert figures({**MARKED, "content": apart})["content"] == (2, 1, 0)


def test_which_of_the_found_are_right() -> None:
    wrong = {"source": (), "cue": (Span(29, 32),), "content": (Span(33, 37),)}
    assert Scores().add(TEXT, [MARKED], [wrong, MARKED]) == [False, True]


def test_precision_recall_and_f1() -> None:
    scores = Scores()
    scores.add(TEXT, [MARKED, MARKED], [MARKED])
    count = scores.counts["linked"]
    assert (count.precision, count.recall) == (1.0, 0.5)
    assert count.f1 == pytest.approx(2 / 3)
