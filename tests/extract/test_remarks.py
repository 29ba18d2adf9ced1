"""Remarks with their owner, with names and attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.remarks import add_remarks
from kg.model import Name, Span
from kg.text import Text


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def read(text: str, *people: str, attributions: tuple[Decoded, ...] = ()) -> list[tuple[str, str]]:
    names = [Name(span(text, person), "person") for person in people]
    found = add_remarks(list(attributions), names, Text(text).words)
    return [(one.source[0].of(text), one.content[0].of(text)) for one in found]


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        (
            "Clara Hoff’s remark, “let them sell the pools”, was widely quoted.",
            ("Clara Hoff",),
            [("Clara Hoff", "“let them sell the pools”")],
        ),
        ("His answer: “I was not there.”", (), [("His", "“I was not there.”")]),
        ("The Jones’ message “we are still here” hung in the window.", (), []),
        ("The remark, “let them sell the pools”, was widely quoted.", (), []),
        ("Clara Hoff’s car, “the red one of hers”, was sold.", ("Clara Hoff",), []),
    ],
)
def test_a_remark_is_of_its_owner(
    text: str, people: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert read(text, *people) == expected


def test_who_rejects_the_remark_has_not_made_it() -> None:
    text = "Hoff’s claim, “the pools are sold”, was rejected by the mayor."
    taken = Decoded(
        (span(text, "Hoff’s claim, “the pools are sold”"),),
        span(text, "rejected"),
        (span(text, "the mayor"),),
        0.9,
    )
    assert read(text, "Hoff", attributions=(taken,)) == [("Hoff", "“the pools are sold”")]
