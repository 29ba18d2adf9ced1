"""Outlets behind the labels of questions."""

import pytest

from kg.extract.outlets import abbreviated, interviewing
from kg.model import Name, Span
from kg.text.text import Text
from tests.builders_text import span_of

RAW = "Wikinews, HuffPost, the Associated Press and Minetest met Dana Holt, who runs CentOS."
NAMES = [
    Name(span_of(RAW, name), "organisation")
    for name in ("Wikinews", "HuffPost", "Associated Press", "Minetest", "CentOS")
]


@pytest.mark.parametrize(
    ("label", "expected"),
    [("WN", "Wikinews"), ("HP", "HuffPost"), ("AP", "Associated Press"), ("DH", None), ("W", None)],
)
def test_what_a_label_abbreviates(label: str, expected: str | None) -> None:
    found = abbreviated(label, NAMES, Text(RAW))
    assert (found and found.span.of(RAW)) == expected


def test_a_label_that_fits_two_is_of_neither() -> None:
    raw = "Wikinews and Westnord met."
    names = [Name(Span(0, 8), "organisation"), Name(Span(13, 21), "organisation")]
    assert abbreviated("WN", names, Text(raw)) is None


@pytest.mark.parametrize(
    ("raw", "outlet"),
    [
        ("The Courier spoke to Dana Holt.", "Courier"),
        ("With the Courier, Dana Holt discusses quotas.", "Courier"),
        ("Dana Holt told the Courier that she would stay.", "Courier"),
        ("Dana Holt left the Courier in May.", None),
    ],
)
def test_who_interviews(raw: str, outlet: str | None) -> None:
    names = [Name(span_of(raw, "Courier"), "organisation")]
    found = interviewing(names, len(raw), Text(raw))
    assert (found and found.span.of(raw)) == outlet
