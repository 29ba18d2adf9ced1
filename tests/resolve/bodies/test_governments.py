"""Whose regime, whose forces: by country, by ruler, by having just one."""

import pytest

from kg.model import ArticleReading
from kg.resolve.bodies.governments import Governments
from kg.resolve.people.people import find_people
from tests.builders_text import read_marks, resolve_marks
from tests.conftest import speaker_of


def government(words: str, phrase: str) -> str | None:
    text, extraction = read_marks(words, {"Isaias Afwerki": "person"})
    found = Governments(text.raw, find_people(text, extraction)).government_of(phrase)
    return found.id if found else None


_ERITREA = (
    "The Eritrean regime has said nothing. Eritrean President Isaias Afwerki spoke on Monday, officials said."
)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the regime", "eritrean-government"),
        ("the Afwerki regime", "eritrean-government"),
        ("regime forces", "eritrean-government"),
        ("forces of the Afwerki regime", "eritrean-government"),
        ("Afwerki's troops", "eritrean-government"),
        ("the North Korean regime", "north-korean-government"),
        ("Ethiopian government troops", "ethiopian-government"),
        ("the regime change", None),
        ("the sanctions regime", None),
        ("Ethiopian troops", None),
        ("the government", None),
    ],
)
def test_whose_regime(phrase: str, expected: str | None) -> None:
    assert government(_ERITREA, phrase) == expected


def test_friends_of_a_country_are_not_its_regime() -> None:
    assert government("The Syrian regime spoke.", "Russian-backed regime forces") == "syrian-government"
    assert government("Talks went on.", "Russian-backed regime forces") is None


def test_two_regimes_leave_the_regime_open() -> None:
    text = "The Eritrean regime and the Sudanese regime met."
    assert government(text, "the regime") is None
    assert government(text, "the Sudanese regime") == "sudanese-government"


def test_regime_is_never_that_of_the_country_an_article_is_about(readings: dict[str, ArticleReading]) -> None:
    named = {
        mention.entity.id
        for reading in readings.values()
        for mention in reading.mentions
        if "regime" in mention.text.lower()
    }
    assert named <= {"syrian-government"}


def test_regime_that_speaks() -> None:
    reading = resolve_marks(
        "<The Belarusian regime> [denied] {the charge}. |{“We know nothing of it,”} <the regime> [said] in a "
        "statement."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Belarusian government"] * 2
