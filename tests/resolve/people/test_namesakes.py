"""Who is called by a surname that several people of an article have."""

import pytest

from kg.model import ActorType
from tests.builders_text import resolve_marks

NAMES = {
    "Mehmet Yilmaz": "person",
    "Ayse Yilmaz": "person",
    "Yilmaz": "person",
    "Gabriela Fuentes Salas": "person",
    "Fuentes": "person",
    "Del": "person",
    "Marcia Price": "person",
    "Price": "person",
    "Allergan": "person",
    "Pope Francis": "person",
    "Francis": "person",
}
BOTH = (
    "<Interior Minister Mehmet Yilmaz> [said] {the border was closed}. |"
    "<Governor Ayse Yilmaz> [said] {it was open}. |"
)


def speakers(marked: str) -> list[str | None]:
    reading = resolve_marks(marked, NAMES)
    return [one.speaker.actor.name if one.speaker else None for one in reading.statements]


def test_nobody_is_named_in_doubt() -> None:
    reading = resolve_marks(BOTH + "{“It is closed,”} <Yilmaz> [said].", NAMES)
    last = reading.statements[-1]
    assert last.speaker is None
    assert [one.actor.name for one in last.candidates] == ["Ayse Yilmaz", "Mehmet Yilmaz"]
    assert all(one.confidence < 0.5 for one in last.candidates)


def test_doubt_goes_on_with_the_pronoun() -> None:
    marked = BOTH + "{“It is closed,”} <Yilmaz> [said]. |<He> [added] {that nobody would pass}."
    last = resolve_marks(marked, NAMES, linked=True).statements[-1]
    assert "Yilmaz" not in {one.actor.name for one in last.candidates}
    assert last.speaker is None or last.speaker.actor.name == "Mehmet Yilmaz"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Minister Yilmaz", "Mehmet Yilmaz"),
        ("Governor Yilmaz", "Ayse Yilmaz"),
        ("Yilmaz, the governor,", "Ayse Yilmaz"),
    ],
)
def test_office_decides(source: str, name: str) -> None:
    assert speakers(BOTH + f"<{source}> [said] {{no}}.")[-1] == name


def test_who_was_called_by_the_surname_before_the_other_came_keeps_it() -> None:
    marked = (
        "<Mehmet Yilmaz> [said] {no}. |<Yilmaz> [added] {that he was sure}. |"
        "<Ayse Yilmaz> [said] {yes}. |<Yilmaz> [said] {it was closed}."
    )
    assert speakers(marked) == ["Mehmet Yilmaz", "Mehmet Yilmaz", "Ayse Yilmaz", "Mehmet Yilmaz"]


def test_relative_is_not_called_by_the_surname() -> None:
    marked = (
        "For his wife, state senator Ayse Yilmaz, it was late. <Mehmet Yilmaz> [said] {no}. |"
        "<Yilmaz> [said] {it was closed}."
    )
    assert speakers(marked)[-1] == "Mehmet Yilmaz"


def test_the_one_named_far_more_often() -> None:
    named = "Mehmet Yilmaz came. Mehmet Yilmaz ate. Ayse Yilmaz slept. Mehmet Yilmaz left. |"
    marked = f"{named}<Yilmaz> [said] {{it was late}}."
    assert speakers(marked) == ["Mehmet Yilmaz"]


def test_the_one_spoken_of_here() -> None:
    far = "The river is long and the town is old. " * 80
    marked = f"Mehmet Yilmaz came. {far}Ayse Yilmaz slept. |<Yilmaz> [said] {{it was late}}."
    assert speakers(marked) == ["Ayse Yilmaz"]


def test_first_of_two_surnames() -> None:
    marked = "<Gabriela Fuentes Salas> [said] {no}. |<Fuentes> [said] {it would stay so}."
    assert speakers(marked) == ["Gabriela Fuentes Salas"] * 2


def test_title_taken_for_a_name() -> None:
    assert speakers("<Del. Marcia Price> [said] {no}. |<Price> [added] {yes}.") == ["Marcia Price"] * 2


def test_firm_taken_for_a_person() -> None:
    reading = resolve_marks("<Allergan, the Irish drug company,> [said] {no}.", NAMES)
    assert reading.statements[0].speaker is not None
    assert reading.statements[0].speaker.actor.type.value == "organisation"


def test_royal_name_is_the_fuller_one() -> None:
    assert speakers("<Francis> [said] {no}. |<Pope Francis> [added] {yes}.") == ["Pope Francis"] * 2


def test_units_of_different_numbers() -> None:
    marked = "<The 101st Brigade> [said] {it had gone}. |<The 102nd Brigade> [said] {it had not}."
    assert speakers(marked) == ["101st Brigade", "102nd Brigade"]
    names = {"Congress": "organisation", "NBA": "organisation"}
    reading = resolve_marks("The 115th Congress met for the 5th NBA game. |<Doe> [said] {no}.", names)
    assert [one.text for one in reading.mentions] == ["115th Congress", "NBA"]


def test_a_family_is_no_person() -> None:
    marked = (
        "<Marcia Price> [said] {no}. |The Prices had left the town. "
        "<The Prices> [said] {that nobody had told them}."
    )
    reading = resolve_marks(marked, {**NAMES, "Prices": "person"})
    last = reading.statements[-1].speaker
    assert last is not None
    assert (last.actor.name, last.actor.type) == ("Prices", ActorType.GROUP)
