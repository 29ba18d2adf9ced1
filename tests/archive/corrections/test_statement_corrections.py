"""Statements that people accept or give other words, and the file that takes lines and gives them back."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.archive.corrections.correction_file import read_corrections
from kg.archive.corrections.correction_fit import apply_corrections
from kg.archive.corrections.correction_objects import read_places
from kg.archive.corrections.correction_writing import Change, add_corrections, restore
from kg.archive.corrections.statement_fit import cut_of, cut_statement
from kg.errors import UsageError
from kg.graph.vocabulary import term
from kg.graph.write.correction_quads import correction_quads
from kg.model import Agreement, AgreementMention, Figure, Manner, Span, Statement
from tests.archive.corrections.test_position_corrections import (
    ACCUSED,
    ARTICLE,
    ID,
    PACT,
    READING,
    SAID,
    THREATENED,
    fitted,
)
from tests.builders import find, make_article, make_reading, make_statement, mention, person
from tests.conftest import raise_error

WITHOUT_PERU = find(ARTICLE, "its fleet’s  withdrawal was right and Chile had threatened it")
WIDER = find(ARTICLE, f"{SAID}. Paul Roe spoke of the Lima pact")


def place(span: Span) -> str:
    return f"{span.start}-{span.end}"


def corrected(folder: Path, *claims: tuple[str, ...]) -> Statement:
    corrections, errors = fitted(folder, *claims)
    assert errors == []
    (statement,) = apply_corrections(READING, corrections).statements
    return statement


def test_words_are_cut_and_a_position_toward_what_is_gone_goes(tmp_path: Path) -> None:
    one = corrected(tmp_path, ("statement-words", ID, place(WITHOUT_PERU)))
    assert one.id == ID
    assert one.text == "its fleet’s withdrawal was right and Chile had threatened it"
    assert one.content == (WITHOUT_PERU,)
    assert [position.act for position in one.positions] == ["SUPPORT", "THREATEN"]


def test_words_are_widened_and_what_stands_in_them_is_mentioned(tmp_path: Path) -> None:
    one = corrected(tmp_path, ("statement-words", ID, place(WIDER)))
    assert one.text == f"{' '.join(SAID.split())}. Paul Roe spoke of the Lima pact"
    assert [own.entity.name for own in one.mentions] == ["Paul Roe"]
    assert [own.entity for own in one.agreements] == [PACT]
    # What a position is toward may stand in the new words.
    words = ("position-words", ACCUSED, "the Lima pact")
    one = corrected(tmp_path, ("statement-words", ID, place(WIDER)), words)
    assert one.positions[0].target.text == "the Lima pact"


def test_words_in_pieces_and_quoted() -> None:
    text = "“It rains,” said Roe, “and it pours”, he added."
    article = make_article(text)
    statement = make_statement(article, "“It rains,”", person("Roe"))
    reading = make_reading(article, statement)
    cut = cut_of(text, (find(article, "“It rains,”"), find(article, "“and it pours”")))
    assert cut is not None
    assert cut_statement(statement, cut, reading).text == "It rains … and it pours"
    assert cut.manner is Manner.DIRECT
    assert cut_of(text, (Span(9, 11),)) is None
    assert cut_of(text, (Span(0, 500),)) is None


def test_a_figure_goes_with_its_words(tmp_path: Path) -> None:
    article = make_article("Roe said five died. Six were hurt.")
    five = Figure(find(article, "five"), "five", 5, 5, "")
    six = Figure(find(article, "Six were hurt"), "Six were hurt", 6, 6, "")
    statement = replace(make_statement(article, "five died", person("Roe")), figures=(five,))
    reading = make_reading(article, statement, figures=(six,))
    claims = ("statement-words", statement.id, place(find(article, "died. Six were hurt")))
    corrections, _ = fitted(tmp_path, claims, reading=reading)
    found = apply_corrections(reading, corrections)
    assert [one.text for one in found.statements[0].figures] == ["Six were hurt"]
    assert [one.text for one in found.figures] == ["five"]


def test_accepted_statement_and_its_speaker_are_sure(tmp_path: Path) -> None:
    one = corrected(tmp_path, ("statement-accepted", ID), ("speaker", ID, "paul-roe"))
    assert one.confidence == 1.0
    assert one.speaker is not None
    assert (one.speaker.actor.name, one.speaker.confidence) == ("Paul Roe", 1.0)


def test_nobody_is_named_who_said_it(tmp_path: Path) -> None:
    """The source stays; what the speaker would hold is gone, what others are told to hold stays."""
    one = corrected(tmp_path, ("unnamed-speaker", ID), ("statement-accepted", ID))
    assert (one.speaker, one.candidates, one.confidence) == (None, (), 1.0)
    assert [span.of(ARTICLE.text) for span in one.source] == ["Ann Lee"]
    assert [position.act for position in one.positions] == ["THREATEN"]


def test_a_speaker_and_nobody_contradict_each_other(tmp_path: Path) -> None:
    _, errors = fitted(tmp_path, ("unnamed-speaker", ID), ("speaker", ID, "paul-roe"))
    assert errors == [
        f"lines 2 and 3: {ID} cannot be all of “speaker paul-roe” and “unnamed-speaker”; keep one of them."
    ]


@pytest.mark.parametrize("places", ["", "5", "7-5", "3-3", "1-4 2-6", "4-6 1-2", "1-2,4-5", "-3-4"])
def test_what_is_no_place(tmp_path: Path, places: str) -> None:
    assert read_places(places) == ()
    with pytest.raises(UsageError, match=r"is no place in an article|“object” is empty"):
        add_corrections(tmp_path / "c.csv", [("statement-words", ID, places)], by="Ann", on="2026-11-23")


def test_words_that_are_not_there_are_refused(tmp_path: Path) -> None:
    _, errors = fitted(tmp_path, ("statement-words", ID, "0-9999"))
    assert errors == [
        f"line 2: there are no words at 0-9999 in the article of the statement {ID}. "
        "Remove or change the line."
    ]


def add(file: Path, *claims: tuple[str, str, str], by: str = "Ann") -> Change:
    return add_corrections(file, claims, by=by, on="2026-11-23T10:00:00Z", instead=True)


def test_a_later_line_takes_the_place_of_what_it_contradicts_and_gives_it_back(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(
        "\ufeffcorrection,subject,object,by,on,note\r\n"
        f'speaker,{ID},paul-roe,Ann,2026-11-22,"so,\r\nhe said"\r\n'
        f"rename,paul-roe,P. Roe,Ann,2026-11-22,\r\nposition-accepted,{ACCUSED},,Ann,2026-11-22,",
        encoding="utf-8",
        newline="",
    )
    file.chmod(0o640)
    with pytest.raises(Exception, match="line break"):
        read_corrections(file, raise_error)
    file.write_bytes(file.read_bytes().replace(b"so,\r\nhe", b"so, he"))
    change = add(file, ("not-a-statement", ID, ""))
    assert [one.kind for one in change.removed] == ["speaker", "position-accepted"]
    assert [one.kind for one in read_corrections(file, raise_error)] == ["rename", "not-a-statement"]
    restore(file, change)
    assert sorted(one.cells for one in read_corrections(file, raise_error)) == sorted(
        [
            ("speaker", ID, "paul-roe", "Ann", "2026-11-22", "so, he said"),
            ("rename", "paul-roe", "P. Roe", "Ann", "2026-11-22", ""),
            ("position-accepted", ACCUSED, "", "Ann", "2026-11-22", ""),
        ]
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.read_bytes().startswith("\ufeffcorrection,".encode())
    assert [one.name for one in tmp_path.iterdir()] == ["corrections.csv"]
    with pytest.raises(UsageError, match=r"does not have “not-a-statement,.*” any more"):
        restore(file, change)


def test_speaker_words_and_acceptance_stay_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    add(file, ("speaker", ID, "paul-roe"))
    add(file, ("statement-words", ID, "1-9"))
    change = add(file, ("statement-accepted", ID, ""))
    assert change.removed == ()
    change = add(file, ("speaker", ID, "ann-lee"), by="Zoe")
    assert [one.object for one in change.removed] == ["paul-roe"]
    assert len(read_corrections(file, raise_error)) == 3


CLAIMS = st.sampled_from(
    [
        ("speaker", ID, "paul-roe"),
        ("speaker", ID, "ann-lee"),
        ("unnamed-speaker", ID, ""),
        ("statement-words", ID, "13-40"),
        ("statement-accepted", ID, ""),
        ("not-a-statement", ID, ""),
        ("position-accepted", ACCUSED, ""),
        ("position-polarity", ACCUSED, "mixed"),
        ("position-target", ACCUSED, "lima-pact"),
        ("not-a-position", THREATENED, ""),
        ("same-actor", "paul-roe", "ann-lee"),
        ("rename", "lima-pact", "Pact of Lima"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(claims=st.lists(CLAIMS, max_size=8))
def test_whatever_is_added_fits_and_is_undone_in_reverse(
    tmp_path: Path, claims: list[tuple[str, str, str]]
) -> None:
    file = tmp_path / "corrections.csv"
    file.unlink(missing_ok=True)
    states, changes = [], []
    for claim in claims:
        lines = read_corrections(file, raise_error) if file.exists() else []
        states.append(sorted(one.cells for one in lines))
        changes.append(add(file, claim))
        read_corrections(file, raise_error)
    for state, change in zip(reversed(states), reversed(changes), strict=True):
        restore(file, change)
        assert sorted(one.cells for one in read_corrections(file, raise_error)) == state


TRUCE = Agreement("truce", "truce", "cease-fire")
DEAL = make_article("Ann Lee said the deal holds. Later the truce and the Lima pact were signed.")
REFERRED = AgreementMention(find(DEAL, "the deal"), "the deal", PACT, 0.6)
REFERRING = make_statement(DEAL, "the deal holds", person("Ann Lee"), agreements=(REFERRED,))
NAMED = (mention(DEAL, "the truce", TRUCE), mention(DEAL, "Lima pact", PACT))
OF_DEAL = make_reading(DEAL, REFERRING, mentions=NAMED)


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ([("agreement", f"{REFERRING.id}/lima-pact", "truce")], [("truce", 1.0)]),
        ([("not-the-agreement", f"{REFERRING.id}/lima-pact")], []),
        (
            [("agreement", f"{REFERRING.id}/lima-pact", "truce"), ("rename", "truce", "Truce of May")],
            [("Truce of May", 1.0)],
        ),
        ([("statement-accepted", REFERRING.id)], [("Lima pact", 0.6)]),
        ([("same-agreement", "lima-pact", "truce")], [("truce", 0.6)]),
        (
            [("same-agreement", "lima-pact", "truce"), ("rename", "truce", "Truce of May")],
            [("Truce of May", 0.6)],
        ),
        # The agreement that is shown, once two are one, is the one that was read, too.
        ([("same-agreement", "lima-pact", "truce"), ("not-the-agreement", f"{REFERRING.id}/truce")], []),
        (
            [("same-agreement", "truce", "lima-pact"), ("agreement", f"{REFERRING.id}/lima-pact", "truce")],
            [("Lima pact", 1.0)],
        ),
    ],
)
def test_which_agreement_is_meant(
    tmp_path: Path, claims: list[tuple[str, ...]], named: list[tuple[str, float]]
) -> None:
    corrections, errors = fitted(tmp_path, *claims, reading=OF_DEAL)
    assert errors == []
    (one,) = apply_corrections(OF_DEAL, corrections).statements
    assert [(own.entity.name, own.confidence) for own in one.agreements] == named


@pytest.mark.parametrize(
    ("claim", "error"),
    [
        (("agreement", f"{REFERRING.id}/truce", "lima-pact"), "does not refer to “truce”."),
        (("agreement", f"{REFERRING.id}/lima-pact", "lima-act"), "the nearest is “lima-pact”."),
        (("same-agreement", "lima-pact", "ann-lee"), "no agreement has the identifier “ann-lee”"),
        (("not-the-agreement", "st-9/lima-pact"), "there is no statement st-9"),
        (("not-the-agreement", "st-9"), "“st-9” is no agreement of a statement"),
    ],
)
def test_agreements_that_do_not_fit(tmp_path: Path, claim: tuple[str, ...], error: str) -> None:
    _, errors = fitted(tmp_path, claim, reading=OF_DEAL)
    assert len(errors) == 1
    assert error in errors[0]


def test_two_agreements_are_one_wherever_they_are_named(tmp_path: Path) -> None:
    corrections, _ = fitted(tmp_path, ("same-agreement", "truce", "lima-pact"), reading=OF_DEAL)
    reading = apply_corrections(OF_DEAL, corrections)
    assert {one.entity.name for one in reading.mentions} == {"Lima pact"}
    _, errors = fitted(
        tmp_path, ("same-agreement", "truce", "lima-pact"), ("same-agreement", "lima-pact", "truce")
    )
    assert ["the merges form a cycle" in one for one in errors] == [True]


def test_one_review_of_a_statement_whatever_was_corrected_of_it(tmp_path: Path) -> None:
    claims = [("agreement", f"{REFERRING.id}/lima-pact", "truce"), ("statement-accepted", REFERRING.id)]
    corrections, _ = fitted(tmp_path, *claims, reading=OF_DEAL)
    reviewed = [quad for quad in correction_quads(corrections) if quad.predicate == term("asg:reviewedBy")]
    assert [str(quad.subject).rpartition("/")[2] for quad in reviewed] == [f"{REFERRING.id}>"]
