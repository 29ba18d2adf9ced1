"""Pieces of a person's name, as a model may read them, joined."""

import pytest

from kg.extract.name_joins import join_names
from kg.model import Name, Span
from kg.text.text import Text


def joined(text: str, *pieces: str) -> list[str]:
    names = []
    for piece in pieces:
        start = text.index(piece)
        names.append(Name(Span(start, start + len(piece)), "person"))
    return [name.span.of(text) for name in join_names(names, Text(text).words)]


@pytest.mark.parametrize(
    ("text", "pieces", "whole"),
    [
        ("Robert “Bobby” Tanner said no.", ["Robert", "Bobby", "Tanner"], ["Robert “Bobby” Tanner"]),
        ("Robert “Bobby” Tanner said no.", ["Robert “", "Bobby” Tanner"], ["Robert “Bobby” Tanner"]),
        ("Joaquín “El Toro” Vega told the judge.", ["Joaquín"], ["Joaquín “El Toro” Vega"]),
        ("Jean-Luc de la Tour, a farmer, spoke.", ["Jean-Luc"], ["Jean-Luc de la Tour"]),
    ],
)
def test_a_nickname_or_particles_join_given_name_and_surname(
    text: str, pieces: list[str], whole: list[str]
) -> None:
    assert joined(text, *pieces) == whole


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Tanner said “No” Tuesday.", ["Tanner"]),
        ("Tanner “never” wrote.", ["Tanner"]),
        ("We saw Tanner. “Hello” She left.", ["Tanner"]),
        ("Tanner de la", ["Tanner"]),
    ],
)
def test_other_marks_join_nothing(text: str, pieces: list[str]) -> None:
    assert joined(text, *pieces) == pieces


def test_what_has_no_capital_is_no_name_and_a_capital_city_is_a_place() -> None:
    text = "The Dublin estate agency and the physics department of Leeds spoke."
    names = [
        Name(Span(4, 10), "organisation"),
        Name(Span(29, 51), "organisation"),
        Name(Span(55, 60), "organisation"),
    ]
    mended = join_names(names, Text(text).words)
    assert [(name.span.of(text), name.kind) for name in mended] == [
        ("Dublin", "place"),
        ("Leeds", "organisation"),
    ]
