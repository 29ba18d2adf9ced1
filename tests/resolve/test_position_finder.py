"""From stances to positions: the stances are written by hand, over real sentences."""

from dataclasses import replace

import pytest
from kg.extract.pipeline import extract_document

from kg.acts.scheme import read_scheme
from kg.model import Layer, Polarity, Position, Span, Stance
from kg.resolve.registry import load_registry
from kg.resolve.resolver import resolve_article
from kg.text import make_document

Row = tuple[str, str, str, str | None]


def positions(text: str, *stances: tuple[str | None, str, str, str]) -> list[Position]:
    """The positions where each statement has those of the stances that stand in it."""
    document = make_document("test.txt", text)
    extraction = extract_document(document)

    def span(words: str, inside: list[Span]) -> Span | None:
        for part in inside:
            at = text.find(words, part.start, part.end)
            if at >= 0:
                return Span(at, at + len(words))
        return None

    statements = []
    for one in extraction.statements:
        parts = [*one.content, *([one.cue] if one.cue else [])]
        own = [
            Stance(
                Layer.CONTENT if holder else Layer.SPEECH,
                span(holder, parts) if holder else None,
                act,
                Polarity(polarity),
                place,
                None,
                0.9,
            )
            for holder, act, polarity, target in stances
            if (place := span(target, parts)) is not None
        ]
        statements.append(replace(one, stances=tuple(own)))
    extraction = replace(extraction, statements=tuple(statements))
    reading = resolve_article(document, extraction, load_registry(), read_scheme())
    return [position for one in reading.statements for position in one.positions]


def rows(found: list[Position]) -> list[Row]:
    """(holder, act, target's words, target's node) of each."""
    return [
        (
            one.holder.entity.name,
            one.act,
            one.target.text,
            one.target.entity.name if one.target.entity else None,
        )
        for one in found
    ]


_LIMA = (
    "Peruvian Foreign Minister Ana Gervasi said on Monday that Chile was blocking the port and that talks on "
    "the fishing quota were over. “We will never accept the blockade,” she said."
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


def test_nobody_takes_a_position_toward_themselves() -> None:
    text = "Chile said that Chile would leave the pact."
    assert positions(text, (None, "ACCUSE", "opposes", "Chile")) == []


def test_agreement_is_the_target(readings: dict[str, object]) -> None:
    text = "French President Emmanuel Macron said on Friday that the Paris Agreement was a triumph."
    found = positions(text, (None, "SUPPORT", "supports", "the Paris Agreement"))
    assert rows(found) == [("Emmanuel Macron", "SUPPORT", "the Paris Agreement", "Paris Agreement")]


@pytest.mark.parametrize("thing", ["the retaliation", "the storm"])
def test_things_hold_no_position(thing: str) -> None:
    text = f"The mayor, Jane Dunn, said that {thing} had hit the harbour."
    assert positions(text, (thing, "ASSAULT", "opposes", "the harbour")) == []


def test_same_position_is_given_once() -> None:
    found = positions(_LIMA, (None, "ACCUSE", "opposes", "Chile"), (None, "ACCUSE", "opposes", "Chile"))
    assert len(found) == 1


def test_who_speaks_for_a_government_is_not_against_it() -> None:
    text = (
        "Peruvian Foreign Minister Ana Gervasi said on Monday that Peru would answer in kind. "
        "Former Peruvian president Luis Soto said that Peru had failed."
    )
    found = positions(text, (None, "THREATEN", "opposes", "Peru"))
    assert rows(found) == [("Luis Soto", "THREATEN", "Peru", "Peruvian government")]
    found = positions(text, (None, "SUPPORT", "supports", "Peru"))
    assert [row[0] for row in rows(found)] == ["Ana Gervasi", "Luis Soto"]


def test_nor_is_its_ministry() -> None:
    text = "The Peruvian Defence Ministry said that Peru would answer in kind."
    assert positions(text, (None, "THREATEN", "opposes", "Peru")) == []
