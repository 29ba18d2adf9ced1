"""Statements and positions that people add, on readings made by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.archive.corrections.correction_fit import apply_corrections
from kg.archive.corrections.correction_objects import AddedPosition, AddedStatement, write_places
from kg.archive.corrections.correction_writing import with_identifiers
from kg.errors import UsageError
from kg.model import Agreement, ArticleReading, Figure, Manner, Span
from tests.archive.corrections.test_position_corrections import fitted, row
from tests.builders import find, make_article, make_reading, make_statement, mention, person

ANN, ROE = person("Ann Lee"), person("Paul Roe")
PACT = Agreement("lima-pact", "Lima pact", "deal")
ARTICLE = make_article(
    "Ann Lee said it rains. “The Lima pact is dead,” Paul Roe told five reporters, “and will not return.” "
    "Later Roe said that Ann Lee thinks it snows."
)
RAINS = make_statement(ARTICLE, "it rains", ANN)
SNOWS = replace(make_statement(ARTICLE, "it snows", ANN), within=RAINS.id)
FIVE = Figure(find(ARTICLE, "five reporters"), "five reporters", 5, 5, "reporters")
READING = make_reading(
    ARTICLE,
    RAINS,
    replace(SNOWS, within=None),
    mentions=(mention(ARTICLE, "Paul Roe", ROE), mention(ARTICLE, "Lima pact", PACT)),
    figures=(FIVE,),
)
DEAD, RETURN = find(ARTICLE, "“The Lima pact is dead,”"), find(ARTICLE, "“and will not return.”")
ADDED = AddedStatement(ARTICLE.id, (DEAD, RETURN), (find(ARTICLE, "Paul Roe"),))
ADD = ("statement-added", ADDED.id, str(ADDED))


def corrected(folder: Path, *claims: tuple[str, ...]) -> ArticleReading:
    corrections, errors = fitted(folder, *claims, reading=READING)
    assert errors == []
    return apply_corrections(READING, corrections)


def test_a_statement_that_was_not_read(tmp_path: Path) -> None:
    reading = corrected(tmp_path, ADD, ("speaker", ADDED.id, "paul-roe"))
    assert [one.text for one in reading.statements] == [
        "it rains",
        "The Lima pact is dead … and will not return.",
        "it snows",
    ]
    one = reading.statements[1]
    assert (one.id, one.confidence, one.manner) == (ADDED.id, 1.0, Manner.DIRECT)
    assert one.speaker is not None
    assert (one.speaker.actor, one.speaker.text, one.speaker.confidence) == (ROE, "Paul Roe", 1.0)
    assert [own.entity for own in one.agreements] == [PACT]
    assert reading.figures == (FIVE,)


def test_without_a_speaker_nobody_is_named(tmp_path: Path) -> None:
    one = corrected(tmp_path, ADD).statements[1]
    assert (one.speaker, one.candidates) == (None, ())
    assert [span.of(ARTICLE.text) for span in one.source] == ["Paul Roe"]


def test_what_is_added_stands_within_and_around_others(tmp_path: Path) -> None:
    outer = AddedStatement(ARTICLE.id, (find(ARTICLE, "that Ann Lee thinks it snows"),))
    inner = AddedStatement(ARTICLE.id, (find(ARTICLE, "snows"),))
    claims = [("statement-added", one.id, str(one)) for one in (outer, inner)]
    reading = corrected(tmp_path, *claims)
    within = {one.text: one.within for one in reading.statements}
    assert within == {
        "it rains": None,
        "Ann Lee thinks it snows": None,
        "it snows": outer.id,
        "snows": SNOWS.id,
    }


def test_a_figure_belongs_to_the_statement_that_is_added(tmp_path: Path) -> None:
    said = AddedStatement(ARTICLE.id, (find(ARTICLE, "told five reporters"),))
    reading = corrected(tmp_path, ("statement-added", said.id, str(said)))
    assert [one.figures for one in reading.statements] == [(), (FIVE,), ()]
    assert reading.figures == ()


def test_its_words_are_cut_and_it_is_accepted(tmp_path: Path) -> None:
    words = ("statement-words", ADDED.id, write_places([DEAD]))
    one = corrected(tmp_path, ADD, words, ("statement-accepted", ADDED.id)).statements[1]
    assert (one.text, one.content) == ("The Lima pact is dead", (DEAD,))


def test_positions_that_were_not_read(tmp_path: Path) -> None:
    claims = with_identifiers(
        [
            ("statement-added", "", str(ADDED)),
            ("speaker", "", "paul-roe"),
            ("position-added", ADDED.id, "REJECT lima-pact"),
            ("position-added-words", ADDED.id, "REQUEST will  not return"),
            ("position-added", RAINS.id, "SUPPORT paul-roe"),
        ]
    )
    assert claims[:2] == [ADD, ("speaker", ADDED.id, "paul-roe")]
    reading = corrected(tmp_path, *claims, ("position-polarity", claims[4][1], "mixed"))
    first, second, _ = reading.statements
    assert [row(one) for one in first.positions] == [("Ann Lee", "SUPPORT", "mixed", "Paul Roe", 1.0)]
    assert [row(one) for one in second.positions] == [
        ("Paul Roe", "REJECT", "opposes", "Lima pact", 1.0),
        ("Paul Roe", "REQUEST", "neutral", "will not return", 1.0),
    ]
    assert second.positions[0].target.span == find(ARTICLE, "Lima pact")
    assert second.positions[1].target.span == find(ARTICLE, "will not return")
    # Nothing of the statement means Paul Roe, so the evidence is all of it.
    assert first.positions[0].target.span == RAINS.content[0]


def test_the_holder_is_the_speaker_as_corrected(tmp_path: Path) -> None:
    claim = ("position-added", f"{RAINS.id}/po-1", "SUPPORT lima-pact")
    reading = corrected(
        tmp_path, claim, ("speaker", RAINS.id, "paul-roe"), ("same-actor", "paul-roe", "ann-lee")
    )
    assert [row(one) for one in reading.statements[0].positions] == [
        ("Ann Lee", "SUPPORT", "supports", "Lima pact", 1.0)
    ]


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        ([("statement-added", "st-1", "ar-0 1-5")], "there is no article ar-0; its text may have changed"),
        ([("statement-added", "st-1", f"{ARTICLE.id} 1-999")], "there are no words at 1-999 in the article"),
        ([("statement-added", "st-1", f"{ARTICLE.id} 1-9 from 998-999")], "there are no words at 1-9 from"),
        ([("statement-added", "st-1", ARTICLE.id)], "is no statement to add; write ARTICLE START-END"),
        ([("statement-added", "st-1", f"{ARTICLE.id} 9-3")], "is no statement to add"),
        (
            [("statement-added", "st-1", f"{ARTICLE.id} {write_places(RAINS.content)}")],
            f"these words are a statement already: {RAINS.id}.",
        ),
        ([ADD, ("not-a-statement", ADDED.id)], f"{ADDED.id} cannot be all of"),
        ([("speaker", ADDED.id, "paul-roe")], f"there is no statement {ADDED.id}"),
        ([("position-added", f"{RAINS.id}/po-1", "PRAISE lima-pact")], "“PRAISE” is no act of a position"),
        ([("position-added", f"{RAINS.id}/po-1", "STATE lima-pact")], "“STATE” is no act of a position"),
        ([("position-added", f"{RAINS.id}/po-1", "SUPPORT lima-pac")], "the nearest is “lima-pact”."),
        ([("position-added", f"{RAINS.id}/po-1", "SUPPORT")], "is no position to add; write its act and"),
        ([("position-added", RAINS.id, "SUPPORT lima-pact")], "is not a position; write STATEMENT/POSITION"),
        ([("position-added-words", f"{RAINS.id}/po-1", "SUPPORT snow")], "the words “snow” do not stand in"),
        ([("position-added", f"{RAINS.id}/po-1", "SUPPORT ann-lee")], "is its holder’s toward themselves"),
        (
            [("unnamed-speaker", RAINS.id), ("position-added", f"{RAINS.id}/po-1", "SUPPORT lima-pact")],
            "has no speaker who would take the position.",
        ),
    ],
)
def test_what_cannot_be_added(tmp_path: Path, claims: list[tuple[str, ...]], error: str) -> None:
    corrections, errors = fitted(tmp_path, *claims, reading=READING)
    assert len(errors) == 1
    assert error in errors[0]
    reading = apply_corrections(READING, corrections)
    assert len(reading.statements) == 2
    assert [one.positions for one in reading.statements] == [(), ()]


def test_what_is_written_is_read() -> None:
    assert str(ADDED) == f"{ARTICLE.id} {write_places([DEAD, RETURN])} from {write_places(ADDED.source)}"
    assert AddedStatement.parse(str(ADDED)) == ADDED
    assert AddedPosition.parse("REJECT the  pact") == AddedPosition("REJECT", "the  pact")
    assert AddedStatement("ar-1", (Span(1, 5),)).id == AddedStatement("ar-1", (Span(1, 5),), (Span(7, 9),)).id
    with pytest.raises(UsageError, match="is no statement to add"):
        with_identifiers([("statement-added", "", "x")])
