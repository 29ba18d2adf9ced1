"""Renaming: candidates that become one actor."""

from dataclasses import replace

import pytest

from kg.model import Actor, ArticleReading, Candidate
from kg.resolve.renaming import Renaming
from tests.builders import make_reading, person
from tests.with_doubt import BROWN, JONES, SMITH, STATEMENTS, A

Shares = list[tuple[str, float]]


def renamed(names: dict[str, Actor], reading: ArticleReading) -> ArticleReading:
    return Renaming(actor=lambda actor: names.get(actor.id, actor)).reading(reading)


def shares(candidates: tuple[Candidate, ...]) -> Shares:
    return [(one.actor.name, one.confidence) for one in candidates]


def test_candidates_are_renamed() -> None:
    (statement,) = renamed(
        {SMITH.id: person("John B. Smith")}, make_reading(A, STATEMENTS["unsure"])
    ).statements
    assert statement.speaker is None
    assert shares(statement.candidates) == [
        ("John B. Smith", 0.475),
        ("Paul Jones", 0.305),
        ("Sam Brown", 0.22),
    ]


@pytest.mark.parametrize(
    ("jones", "brown", "expected"),
    [
        (0.2, 0.19, [("John Smith", 0.4), ("Paul Jones", 0.39)]),
        (0.25, 0.24, [("Paul Jones", 0.49), ("John Smith", 0.4)]),
    ],
)
def test_two_names_of_one_candidate_add_up(jones: float, brown: float, expected: Shares) -> None:
    candidates = (Candidate(SMITH, 0.4), Candidate(JONES, jones), Candidate(BROWN, brown))
    doubted = replace(STATEMENTS["unsure"], candidates=candidates)
    (statement,) = renamed({BROWN.id: JONES}, make_reading(A, doubted)).statements
    assert statement.speaker is None
    assert shares(statement.candidates) == expected


def test_no_doubt_is_left_where_the_names_are_of_one_actor() -> None:
    (statement,) = renamed({JONES.id: SMITH}, make_reading(A, STATEMENTS["unsure"])).statements
    assert statement.candidates == ()
    assert statement.speaker is not None
    assert (statement.speaker.text, statement.speaker.span) == ("He", STATEMENTS["unsure"].source[0])
    assert (statement.speaker.actor, statement.speaker.confidence) == (SMITH, 0.78)
    assert shares(statement.speaker.candidates) == [("Sam Brown", 0.22)]


def test_a_candidate_who_is_the_speaker_after_all_adds_to_its_confidence() -> None:
    (statement,) = renamed({JONES.id: SMITH}, make_reading(A, STATEMENTS["sure"])).statements
    assert statement.speaker is not None
    assert (statement.speaker.confidence, statement.speaker.candidates) == (1.0, ())
