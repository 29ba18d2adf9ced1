"""A reading of a text against one or two readers."""

import pytest

from kg.evaluation.reading import ReadingScores, ReadStatement, calibration_error
from kg.model import Span, StatementKind, Unsaid

TEXT = (
    "The mayor said the bridge would stay. He did not say that fares would rise. "
    "The union fears a long strike and called the plan a mistake."
)


def statement(
    words: str,
    kind: StatementKind = StatementKind.SPEECH,
    unsaid: Unsaid | None = None,
    confidence: float = 1.0,
) -> ReadStatement:
    start = TEXT.index(words)
    return ReadStatement((Span(start, start + len(words)),), kind, unsaid, confidence)


BRIDGE = statement("the bridge would stay")
FARES = statement("that fares would rise", unsaid=Unsaid.NEGATED)
STRIKE = statement("a long strike", StatementKind.ATTITUDE)
MISTAKE = statement("the plan a mistake")


def test_what_both_readers_have_is_required_and_what_one_has_is_allowed() -> None:
    scores = ReadingScores()
    given = [statement("bridge would stay", confidence=0.8), MISTAKE]
    scores.add(TEXT, given, [[BRIDGE, FARES], [BRIDGE, FARES, MISTAKE]])
    assert (scores.found.right, scores.found.marked) == (1, 1)
    assert (scores.said.right, scores.said.found) == (2, 2)


def test_an_unsaid_statement_given_as_said_is_wrong() -> None:
    scores = ReadingScores()
    scores.add(TEXT, [BRIDGE, statement("that fares would rise", confidence=0.6)], [[BRIDGE, FARES]])
    assert (scores.said.right, scores.said.found) == (1, 2)
    assert (scores.kinds.right, scores.kinds.found) == (1, 2)
    assert scores.confidences == [(1.0, True), (0.6, False)]


def test_an_attitude_is_neither_required_nor_given_as_said() -> None:
    scores = ReadingScores()
    scores.add(TEXT, [STRIKE], [[BRIDGE, STRIKE]])
    assert (scores.found.right, scores.found.marked) == (0, 1)
    assert scores.said.found == 0
    assert (scores.kinds.right, scores.kinds.found) == (1, 1)


def test_less_than_half_of_the_words_is_another_statement() -> None:
    scores = ReadingScores()
    scores.add(TEXT, [statement("stay")], [[BRIDGE]])
    assert (scores.found.right, scores.said.right) == (0, 0)


def test_one_statement_is_matched_once() -> None:
    scores = ReadingScores()
    scores.add(TEXT, [BRIDGE, statement("bridge would stay")], [[BRIDGE]])
    assert (scores.found.right, scores.said.right, scores.said.found) == (1, 1, 2)


def test_the_calibration_error_is_the_mean_gap_of_confidence_and_share_of_right_ones() -> None:
    scores = ReadingScores(confidences=[(0.85, True), (0.85, False), (0.25, False), (0.25, False)])
    # In the one bin 0.85 against 0.5, in the other 0.25 against 0.
    assert calibration_error(scores.confidences) == pytest.approx((0.35 + 0.25) / 2)
