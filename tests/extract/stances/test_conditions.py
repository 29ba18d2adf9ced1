"""Conditional clauses."""

import pytest

from kg.extract.stances.conditions import condition_of
from kg.model import Span


def condition(text: str, target: str) -> str | None:
    at = text.index(target)
    found = condition_of(text, Span(at, at + len(target)), Span(0, len(text)))
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        (
            "If any harm comes to our soldiers in observation posts, we will hit regime forces",
            "regime forces",
            "If any harm comes to our soldiers in observation posts",
        ),
        (
            "it will drive back the Syrian forces unless they withdraw by the end of February",
            "the Syrian forces",
            "unless they withdraw by the end of February",
        ),
        ("the strike goes on until the board resigns", "the strike", "until the board resigns"),
        (
            "In the event of a new attack, proper response will be given",
            "proper response",
            "In the event of a new attack",
        ),
        ("We will sue. If it rains, we leave the camp.", "We", None),
        ("he asked if the bank would pay", "the bank", None),
        ("as if the bank had paid", "the bank", None),
        ("the bank will pay", "the bank", None),
    ],
)
def test_conditions(text: str, target: str, expected: str | None) -> None:
    assert condition(text, target) == expected
