"""From stances to positions: names, attributions and stances are written by hand."""

import pytest

from kg.model import Layer, Position, StatementKind, Unsaid
from tests.builders_text import resolve_marks

Row = tuple[str, str, str, str | None]

NAMES = {
    **dict.fromkeys(("Ana Gervasi", "Luis Soto", "Emmanuel Macron", "Jane Dunn"), "person"),
    **dict.fromkeys(("Chile", "Peru"), "place"),
    "Peruvian Defence Ministry": "organisation",
}


def positions(marked: str, *stances: tuple[str | None, str, str, str]) -> list[Position]:
    """The positions where each statement has those of the stances that stand in it."""
    reading = resolve_marks(marked, NAMES, stances=stances, linked=True)
    return [position for one in reading.statements for position in one.positions]


def rows(found: list[Position]) -> list[Row]:
    """(holder, act, target's words, target's node) of each."""
    return [
        (
            one.holder.actor.name,
            one.act,
            one.target.text,
            one.target.entity.name if one.target.entity else None,
        )
        for one in found
    ]


_LIMA = (
    "<Peruvian Foreign Minister Ana Gervasi> [said] on Monday {that Chile was blocking the port and that "
    "talks on the fishing quota were over}. |{“We will never accept the blockade,”} <she> [said]."
)


def test_speaker_and_government() -> None:
    assert rows(positions(_LIMA, (None, "ACCUSE", "opposes", "Chile"))) == [
        ("Ana Gervasi", "ACCUSE", "Chile", "Chilean government")
    ]


def test_course_of_action_keeps_its_words() -> None:
    assert rows(positions(_LIMA, (None, "REJECT", "opposes", "the blockade"))) == [
        ("Ana Gervasi", "REJECT", "the blockade", None)
    ]


def test_deed_in_the_content() -> None:
    (one,) = positions(_LIMA, ("Chile", "COERCE", "opposes", "the port"))
    assert rows([one]) == [("Chilean government", "COERCE", "the port", None)]
    assert one.layer is Layer.CONTENT


def test_we_is_the_speaker() -> None:
    found = positions(_LIMA, ("We", "REJECT", "opposes", "the blockade"))
    assert rows(found) == [("Ana Gervasi", "REJECT", "the blockade", None)]


def test_taking_no_position_is_none() -> None:
    assert positions(_LIMA, (None, "STATE", "neutral", "Chile")) == []


_BLOCKADE = ((None, "REJECT", "opposes", "the blockade"), ("Chile", "COERCE", "opposes", "the port"))


@pytest.mark.parametrize(
    ("kind", "unsaid", "expected"),
    [
        ("speech", None, ["COERCE", "REJECT"]),
        ("attitude", None, ["COERCE", "REJECT"]),
        ("act", None, []),
        ("speech", "refused", ["REJECT"]),
        ("speech", "negated", []),
        ("speech", "hypothetical", []),
    ],
)
def test_what_is_not_said_takes_no_position_but_a_refusal(
    kind: str, unsaid: str | None, expected: list[str]
) -> None:
    reading = resolve_marks(
        _LIMA,
        NAMES,
        stances=_BLOCKADE,
        kind=StatementKind(kind),
        unsaid=Unsaid(unsaid) if unsaid else None,
        linked=True,
    )
    assert [position.act for one in reading.statements for position in one.positions] == expected


def test_nobody_takes_a_position_toward_themselves() -> None:
    text = "<Chile> [said] {that Chile would leave the pact}."
    assert positions(text, (None, "ACCUSE", "opposes", "Chile")) == []


def test_agreement_is_the_target() -> None:
    text = "<French President Emmanuel Macron> [said] on Friday {that the Paris Agreement was a triumph}."
    found = positions(text, (None, "SUPPORT", "supports", "the Paris Agreement"))
    assert rows(found) == [("Emmanuel Macron", "SUPPORT", "the Paris Agreement", "Paris Agreement")]


@pytest.mark.parametrize("thing", ["the retaliation", "the storm"])
def test_things_hold_no_position(thing: str) -> None:
    text = f"<The mayor, Jane Dunn>, [said] {{that {thing} had hit the harbour}}."
    assert positions(text, (thing, "ASSAULT", "opposes", "the harbour")) == []


def test_same_position_is_given_once() -> None:
    found = positions(_LIMA, (None, "ACCUSE", "opposes", "Chile"), (None, "ACCUSE", "opposes", "Chile"))
    assert len(found) == 1


def test_who_speaks_for_a_government_hardly_takes_a_position_toward_it() -> None:
    text = (
        "<Peruvian Foreign Minister Ana Gervasi> [said] on Monday {that Peru would answer in kind}. |"
        "<Former Peruvian president Luis Soto> [said] {that Peru had failed}."
    )
    found = positions(text, (None, "THREATEN", "opposes", "Peru"))
    assert rows(found) == [
        ("Ana Gervasi", "THREATEN", "Peru", "Peruvian government"),
        ("Luis Soto", "THREATEN", "Peru", "Peruvian government"),
    ]
    assert [one.confidence for one in found] == [0.175, 0.873]
    found = positions(text, (None, "SUPPORT", "supports", "Peru"))
    assert [row[0] for row in rows(found)] == ["Ana Gervasi", "Luis Soto"]
    assert [one.confidence for one in found] == [0.175, 0.873]


def test_nor_is_its_ministry() -> None:
    text = "<The Peruvian Defence Ministry> [said] {that Peru would answer in kind}."
    (one,) = positions(text, (None, "THREATEN", "opposes", "Peru"))
    assert rows([one]) == [("Peruvian Defence Ministry", "THREATEN", "Peru", "Peruvian government")]
    assert one.confidence == 0.175


@pytest.mark.parametrize(
    ("role", "confidence"),
    [
        ("the director for Peru at Human Rights Watch", 0.873),
        # Her office reads like one of the state: the evidence lowers the confidence, and deletes nothing.
        ("the Peruvian secretary of a league for human rights", 0.175),
    ],
)
def test_whose_office_is_not_of_the_state_keeps_her_opposition(role: str, confidence: float) -> None:
    text = f"<Ana Gervasi, {role}>, [said] {{that Peru had jailed the students}}."
    (one,) = positions(text, (None, "ACCUSE", "opposes", "Peru"))
    assert rows([one]) == [("Ana Gervasi", "ACCUSE", "Peru", "Peruvian government")]
    assert one.confidence == confidence
