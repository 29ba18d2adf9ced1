"""Offices of people: whole, clean, and before the name with what they are of."""

import pytest

from tests.builders_text import resolve_marks
from tests.conftest import speaker_of


def roles(sentence: str, name: str = "Jane Doe") -> list[str]:
    reading = resolve_marks(
        f"{sentence} |<{name}> [said] {{it was over}}.", {name: "person", "Bo Roe": "person"}
    )
    return [role.text for actor, role in reading.roles if actor.name == name]


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Sparta elected former Foreign Minister Jane Doe.", "former Foreign Minister"),
        ("They met Jane Doe, director of the harbour programme at Port College.",
         "director of the harbour programme at Port College"),
        ("They met Jane Doe, a banker who gave large sums.", "banker"),
        ("They met Jane Doe, president of the league.", "president of the league"),
        ("Bo Roe defeated incumbent Senator Jane Doe.", "incumbent Senator"),
    ],
)  # fmt: skip
def test_an_office_is_whole_and_clean(sentence: str, office: str) -> None:
    assert roles(sentence) == [office]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met Jane Doe, and do you think that billionaires will pay?",
        "They met Jane Doe, senior correspondent Bo Roe and others.",
        "They met Jane Doe, questioning the governor about it.",
        "They met Jane Doe, said the president had left.",
    ],
)
def test_a_clause_and_the_office_of_another_are_none(sentence: str) -> None:
    assert roles(sentence) == []


@pytest.mark.parametrize(
    "source",
    [
        "UN Special Envoy for Malta Jane Doe",
        "Former Minister for Women and Equalities Jane Doe",
        "Ministry of Defence spokeswoman Jane Doe",
        "Speaker of the parliament Jane Doe",
    ],
)
def test_an_office_with_of_or_for_before_the_name_is_the_persons(source: str) -> None:
    reading = resolve_marks(f"<{source}> [said] {{it was over}}.", {"Jane Doe": "person"})
    assert speaker_of(reading.statements[0]) == "Jane Doe"


@pytest.mark.parametrize(
    "source",
    [
        "A spokesman for Jane Doe",
        "A spokesman for Senator Jane Doe",
        "A friend of singer Jane Doe",
        "Supporters of Republican Jane Doe",
    ],
)
def test_who_speaks_for_somebody_is_not_that_somebody(source: str) -> None:
    reading = resolve_marks(f"<{source}> [said] {{it was over}}.", {"Jane Doe": "person"})
    assert speaker_of(reading.statements[0]) != "Jane Doe"


def test_the_holder_may_be_named_after_the_office() -> None:
    text = (
        "<Sparta's governor> [said] {it was over}. |On Monday regional governor Jane Doe <she> [said] {so}."
    )
    reading = resolve_marks(text, {"Jane Doe": "person"})
    assert speaker_of(reading.statements[0]) == "Jane Doe"
