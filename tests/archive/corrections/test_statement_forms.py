"""The kind, the cue and the saying of statements as people give them, and positions told of others."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.acts.scheme import read_scheme
from kg.archive.corrections.correction_file import read_corrections
from kg.archive.corrections.correction_fit import apply_corrections, fit_corrections
from kg.archive.corrections.correction_objects import AddedPosition
from kg.archive.corrections.correction_writing import add_corrections, restore
from kg.archive.corrections.position_fit import find_nearest
from kg.graph.write.correction_quads import correction_quads
from kg.model import Layer, Polarity, Statement, StatementKind, Unsaid
from tests.archive.corrections.test_additions import ADD, ADDED, RAINS
from tests.archive.corrections.test_additions import ARTICLE as ADDED_TO
from tests.archive.corrections.test_additions import corrected as corrected_additions
from tests.archive.corrections.test_position_corrections import (
    ACCUSED,
    ARTICLE,
    ID,
    READING,
    STATEMENT,
    THREATENED,
    fitted,
    row,
)
from tests.builders import find, make_reading
from tests.conftest import raise_error

KIND, UNSAID, CUE = "statement-kind", "statement-unsaid", "statement-cue"


def corrected(folder: Path, *claims: tuple[str, ...], read: Statement = STATEMENT) -> Statement:
    reading = replace(READING, statements=(read,))
    corrections, errors = fitted(folder, *claims, reading=reading)
    assert errors == []
    (statement,) = apply_corrections(reading, corrections).statements
    return statement


def test_an_attitude_keeps_its_positions(tmp_path: Path) -> None:
    one = corrected(tmp_path, (KIND, ID, "attitude"))
    assert (one.kind, one.unsaid) == (StatementKind.ATTITUDE, None)
    assert [own.act for own in one.positions] == ["ACCUSE", "SUPPORT", "THREATEN"]


@pytest.mark.parametrize("claim", [(KIND, ID, "act"), (UNSAID, ID, "negated"), (UNSAID, ID, "question")])
def test_a_deed_and_what_is_not_said_take_no_position(tmp_path: Path, claim: tuple[str, ...]) -> None:
    assert corrected(tmp_path, claim).positions == ()


def test_positions_that_somebody_has_corrected_or_added_stay(tmp_path: Path) -> None:
    one = corrected(
        tmp_path,
        (KIND, ID, "act"),
        ("position-accepted", ACCUSED),
        ("position-polarity", THREATENED, "mixed"),
        ("position-added", f"{ID}/po-1", "SUPPORT lima-pact"),
    )
    assert [row(own)[:3] for own in one.positions] == [
        ("Ann Lee", "ACCUSE", "opposes"),
        ("Chilean government", "THREATEN", "mixed"),
        ("Ann Lee", "SUPPORT", "supports"),
    ]


def test_to_refuse_to_say_something_is_a_position(tmp_path: Path) -> None:
    first, *others = STATEMENT.positions
    read = replace(STATEMENT, positions=(replace(first, act="REJECT"), *others))
    one = corrected(tmp_path, (UNSAID, ID, "refused"), read=read)
    assert one.unsaid is Unsaid.REFUSED
    assert [own.act for own in one.positions] == ["REJECT"]


def test_what_was_read_as_not_said_was_said(tmp_path: Path) -> None:
    read = replace(STATEMENT, unsaid=Unsaid.FUTURE, kind=StatementKind.ACT)
    one = corrected(tmp_path, (UNSAID, ID, "said"), (KIND, ID, "speech"), read=read)
    assert one.is_said_speech
    assert len(one.positions) == 3


def test_the_cue_is_another_one_or_none(tmp_path: Path) -> None:
    spoke = find(ARTICLE, "spoke of")
    assert corrected(tmp_path, (CUE, ID, f"{spoke.start}-{spoke.end}")).cue == spoke
    assert corrected(tmp_path, (CUE, ID, "none"), read=replace(STATEMENT, cue=spoke)).cue is None


def test_a_statement_that_is_added_has_a_kind_and_a_cue(tmp_path: Path) -> None:
    told = find(ADDED_TO, "told")
    reading = corrected_additions(
        tmp_path,
        ADD,
        (KIND, ADDED.id, "attitude"),
        (UNSAID, ADDED.id, "hypothetical"),
        (CUE, ADDED.id, f"{told.start}-{told.end}"),
        ("speaker", ADDED.id, "paul-roe"),
        ("statement-accepted", ADDED.id),
    )
    one = reading.statements[1]
    assert (one.id, one.kind, one.unsaid, one.cue) == (
        ADDED.id,
        StatementKind.ATTITUDE,
        Unsaid.HYPOTHETICAL,
        told,
    )


def test_a_position_that_is_told_of_somebody_else(tmp_path: Path) -> None:
    """Ann Lee says it of Paul Roe; without a speaker it stays, and a merge makes another one its holder."""
    claim = ("position-added", f"{RAINS.id}/po-1", "by paul-roe SUPPORT lima-pact")
    (one,) = corrected_additions(tmp_path, claim).statements[0].positions
    assert (one.layer, one.polarity, row(one)) == (
        Layer.CONTENT,
        Polarity.SUPPORTS,
        ("Paul Roe", "SUPPORT", "supports", "Lima pact", 1.0),
    )
    # Nothing of the statement names Paul Roe.
    assert (one.holder.span.start, one.holder.span.end) == (
        RAINS.content[0].start,
        RAINS.content[0].start + 1,
    )
    reading = corrected_additions(
        tmp_path, claim, ("unnamed-speaker", RAINS.id), ("same-actor", "paul-roe", "ann-lee")
    )
    assert [row(own)[0] for own in reading.statements[0].positions] == ["Ann Lee"]


def test_the_holder_stands_where_the_statement_names_them(tmp_path: Path) -> None:
    """The second half of the statement, “Chile had threatened it”, is told of Chile."""
    reading = make_reading(
        ARTICLE, replace(STATEMENT, mentions=(STATEMENT.positions[2].holder,)), mentions=READING.mentions
    )
    claim = ("position-added-words", f"{ID}/po-1", "by chilean-government REJECT its fleet’s withdrawal")
    corrections, errors = fitted(tmp_path, claim, reading=reading)
    assert errors == []
    added = apply_corrections(reading, corrections).statements[0].positions[3]
    assert added.holder.span == find(ARTICLE, "Chile")
    assert row(added)[:4] == ("Chilean government", "REJECT", "opposes", "its fleet’s withdrawal")


def test_an_act_of_a_scheme_may_have_a_space(tmp_path: Path) -> None:
    extra = tmp_path / "acts.ttl"
    extra.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix acts: <https://w3id.org/actor-statement-graph/acts#> .\n"
        "<https://example.org/walk-out> a skos:Concept ; skos:notation 'WALK \"OUT\"' ;\n"
        "  skos:prefLabel 'walks out'@en ; skos:definition 'Leaves.'@en ; skos:broader acts:REJECT .\n",
        encoding="utf-8",
    )
    scheme = read_scheme(extra)
    added = AddedPosition('WALK "OUT"', "its fleet", "chilean-government")
    assert str(added) == 'by chilean-government "WALK ""OUT""" its fleet'
    file = tmp_path / "c.csv"
    claim = ("position-added-words", f"{ID}/po-1", str(added))
    change = add_corrections(file, [claim], by="Ann", on="2026-11-23")
    found = fit_corrections(read_corrections(file, raise_error), [READING], file, raise_error, scheme=scheme)
    (one,) = [own for own in apply_corrections(READING, found).statements[0].positions if own.id == "po-1"]
    assert row(one)[:4] == ("Chilean government", 'WALK "OUT"', "opposes", "its fleet")
    restore(file, change)
    assert read_corrections(file, raise_error) == []


@pytest.mark.parametrize(
    "added",
    [
        AddedPosition("REJECT", "by the pact"),
        AddedPosition("by", "ann"),
        AddedPosition("WALK OUT", 'the "pact"', "ann-lee"),
        AddedPosition('"SAY"', "no"),
    ],
)
def test_a_position_is_read_as_it_is_written(added: AddedPosition) -> None:
    assert AddedPosition.parse(str(added)) == added


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ([(KIND, ID, "deed")], "“deed” is not a kind of statement; there are speech, attitude, act."),
        ([(UNSAID, ID, "denied")], "“denied” does not say why it is not said; there are said, negated"),
        ([(CUE, ID, "1-2 4-5")], "“1-2 4-5” is no place of a cue; write START-END, or “none”."),
        ([(CUE, ID, "1-999")], f"there are no words at 1-999 in the article of the statement {ID}."),
        ([(KIND, "st-zz", "act")], "there is no statement st-zz; its article may have changed."),
        ([(KIND, ID, "act"), (KIND, ID, "speech")], f"{ID} cannot be all of"),
        ([(KIND, ID, "act"), ("not-a-statement", ID)], f"{ID} cannot be all of"),
        (
            [("position-added", f"{ID}/po-1", "by nobody-here SUPPORT lima-pact")],
            "no actor has the identifier “nobody-here”.",
        ),
        (
            [("position-added", f"{ID}/po-1", "by paul-roe SUPPORT paul-roe")],
            "with the other lines, the position is its holder’s toward themselves.",
        ),
    ],
)
def test_what_does_not_fit(tmp_path: Path, claims: list[tuple[str, ...]], error: str) -> None:
    corrections, errors = fitted(tmp_path, *claims)
    assert len(errors) == 1
    assert error in errors[0]
    assert apply_corrections(READING, corrections) == READING


def test_the_graph_says_who_changed_the_kind_and_to_what(tmp_path: Path) -> None:
    spoke = find(ARTICLE, "spoke of")
    corrections, _ = fitted(
        tmp_path, (KIND, ID, "attitude"), (UNSAID, ID, "future"), (CUE, ID, f"{spoke.start}-{spoke.end}")
    )
    quads = [
        (one.predicate.value.rpartition("#")[2], str(one.object)) for one in correction_quads(corrections)
    ]
    assert sorted(value for name, value in quads if name == "correctedName") == [
        '"attitude"',
        '"future"',
        '"spoke of"',
    ]
    assert [value for name, value in quads if name == "byHand"] == ['"corrected"']
    assert [value for name, value in quads if name == "value"] == [f'"{STATEMENT.text}"']


def test_words_that_stand_in_several_places_are_the_nearest() -> None:
    text = "Roe said no to it. “It was said to rain,” Lee said. Poe said it."
    content = [find_nearest(text, "“It was said to rain,”", [])]
    assert content[0] is not None
    found = find_nearest(text, "said", [content[0]])
    assert found is not None
    assert (found.start, found.end) == (text.index("said. Poe"), text.index(". Poe"))
    assert find_nearest(text, "says", [content[0]]) is None
