"""The header `Accept`: what a client wants most, of what there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.server.negotiation import negotiate

OFFERS = [
    ("application/sparql-results+json", "json"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("text/*", "csv"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "tsv"),
        ("text/*;q=0.5, text/tab-separated-values;q=0.4", "csv"),
        ("text/csv, */*", "csv"),
        ("text/csv;q=0, */*;q=0.1", "json"),
        ("text/csv;q=0", None),
        ("image/png", None),
        ("image/png, */*;q=0.1", "json"),
        ("nonsense, text/csv;q=much, text/tab-separated-values", "tsv"),
    ],
)
def test_what_is_wanted_most_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert negotiate(accept, OFFERS) == chosen


@given(st.text())
def test_any_header_can_be_read(accept: str) -> None:
    assert negotiate(accept, OFFERS) in {"json", "csv", "tsv", None}


@given(st.permutations(["text/csv;q=0.3", "text/tab-separated-values;q=0.8", "*/*;q=0.1"]))
def test_the_order_of_the_header_does_not_matter(parts: list[str]) -> None:
    assert negotiate(", ".join(parts), OFFERS) == "tsv"
