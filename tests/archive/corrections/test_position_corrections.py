"""Corrections of positions: checks of their lines, and their application to a reading made by hand."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.acts.scheme import read_scheme
from kg.archive.corrections.correction_file import HEADER, read_corrections
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.corrections.position_fit import find_words
from kg.errors import KgError
from kg.model import Actor, ActorType, Agreement, ArticleReading, Polarity, Position, Span
from tests.builders import Held, find, make_article, make_reading, make_statement, mention, person

ANN, ROE = person("Ann Lee"), person("Paul Roe")
PERU = Actor("peruvian-government", "Peruvian government", ActorType.GOVERNMENT)
CHILE = Actor("chilean-government", "Chilean government", ActorType.GOVERNMENT)
PACT = Agreement("lima-pact", "Lima pact", "deal")
SAID = "Peru had broken the pact, but its fleet’s  withdrawal was right and Chile had threatened it"

ARTICLE = make_article(f"Ann Lee said {SAID}. Paul Roe spoke of the Lima pact.", "a.txt")
STATEMENT = make_statement(
    ARTICLE,
    SAID,
    ANN,
    Held("ACCUSE", Polarity.OPPOSES, "Peru", PERU, confidence=0.15),
    Held("SUPPORT", Polarity.SUPPORTS, "its fleet", confidence=0.6),
    Held("THREATEN", Polarity.OPPOSES, "it", PERU, holder=("Chile", CHILE)),
)
ID = STATEMENT.id
ACCUSED, PRAISED, THREATENED = (f"{ID}/{one.id}" for one in STATEMENT.positions)
READING = make_reading(
    ARTICLE,
    STATEMENT,
    mentions=(mention(ARTICLE, "Paul Roe", ROE), mention(ARTICLE, "Lima pact", PACT)),
)

Row = tuple[str, str, str, str, float]


def fitted(
    folder: Path, *claims: Sequence[str], reading: ArticleReading = READING
) -> tuple[Corrections, list[str]]:
    """The corrections of a file of `claims` that fit, and what is wrong with the others."""
    file = folder / "corrections.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = [[*claim, *([""] * (3 - len(claim))), "Ann", "2026-11-23", ""] for claim in claims]
        csv.writer(target).writerows([HEADER, *rows])
    errors: list[KgError] = []
    lines = read_corrections(file, errors.append)
    found = fit_corrections(lines, [reading], file, errors.append, scheme=read_scheme())
    return found, [str(error).removeprefix(f"{file}, ") for error in errors]


def positions(folder: Path, *claims: Sequence[str]) -> tuple[Position, ...]:
    corrections, errors = fitted(folder, *claims)
    assert errors == []
    (statement,) = apply_corrections(READING, corrections).statements
    return statement.positions


def row(one: Position) -> Row:
    """Holder, act, polarity, target, confidence."""
    target = one.target.entity.name if one.target.entity else one.target.text
    return one.holder.actor.name, one.act, one.polarity.value, target, one.confidence


def test_accepted(tmp_path: Path) -> None:
    assert [row(one) for one in positions(tmp_path, ("position-accepted", ACCUSED))] == [
        ("Ann Lee", "ACCUSE", "opposes", "Peruvian government", 1.0),
        ("Ann Lee", "SUPPORT", "supports", "its fleet", 0.6),
        ("Chilean government", "THREATEN", "opposes", "Peruvian government", 0.9),
    ]


def test_there_is_none(tmp_path: Path) -> None:
    found = positions(tmp_path, ("not-a-position", ACCUSED), ("not-a-position", THREATENED))
    assert [row(one) for one in found] == [("Ann Lee", "SUPPORT", "supports", "its fleet", 0.6)]


def test_target_of_the_graph_keeps_identifier_and_evidence(tmp_path: Path) -> None:
    first = positions(tmp_path, ("position-target", ACCUSED, "lima-pact"))[0]
    assert row(first) == ("Ann Lee", "ACCUSE", "opposes", "Lima pact", 1.0)
    assert first.id == STATEMENT.positions[0].id
    assert first.target.span == find(ARTICLE, "Peru")
    assert first.target.text == "Peru"


def test_target_in_words_of_the_statement_has_their_place(tmp_path: Path) -> None:
    """White space, case and the form of the apostrophe may differ."""
    second = positions(tmp_path, ("position-words", PRAISED, "Its fleet's withdrawal"))[1]
    assert row(second) == ("Ann Lee", "SUPPORT", "supports", "its fleet’s withdrawal", 1.0)
    assert second.target.span == find(ARTICLE, "its fleet’s  withdrawal")


@pytest.mark.parametrize(
    ("subject", "polarity", "act"),
    [
        (ACCUSED, "supports", "SUPPORT"),
        (ACCUSED, "mixed", "ACCUSE"),
        (ACCUSED, "neutral", "ACCUSE"),
        (PRAISED, "opposes", "REJECT"),
        (PRAISED, "mixed", "SUPPORT"),
        (THREATENED, "opposes", "THREATEN"),
        (THREATENED, "supports", "SUPPORT"),
    ],
)
def test_polarity_and_an_act_that_goes_with_it(tmp_path: Path, subject: str, polarity: str, act: str) -> None:
    found = positions(tmp_path, ("position-polarity", subject, polarity))
    (one,) = (one for one in found if f"{ID}/{one.id}" == subject)
    assert (one.polarity, one.act, one.confidence) == (polarity, act, 1.0)


def test_target_and_polarity_go_together_in_any_order(tmp_path: Path) -> None:
    claims = [("position-polarity", ACCUSED, "supports"), ("position-target", ACCUSED, "lima-pact")]
    for both in (claims, claims[::-1]):
        assert row(positions(tmp_path, *both)[0]) == ("Ann Lee", "SUPPORT", "supports", "Lima pact", 1.0)


def test_other_speaker_takes_it(tmp_path: Path) -> None:
    """Only what is taken by speaking is the speaker's."""
    found = positions(tmp_path, ("position-accepted", ACCUSED), ("speaker", ID, "paul-roe"))
    assert row(found[0]) == ("Paul Roe", "ACCUSE", "opposes", "Peruvian government", 1.0)
    assert found[2].holder.actor == CHILE


def test_target_that_is_merged_and_renamed(tmp_path: Path) -> None:
    found = positions(
        tmp_path,
        ("position-target", PRAISED, "paul-roe"),
        ("same-actor", "paul-roe", "chilean-government"),
        ("rename", "chilean-government", "Santiago"),
    )
    assert row(found[1]) == ("Ann Lee", "SUPPORT", "supports", "Santiago", 1.0)


def test_target_whom_only_a_correction_of_a_speaker_names(tmp_path: Path) -> None:
    other = make_statement(ARTICLE, "spoke of the Lima pact", ROE)
    reading = make_reading(ARTICLE, STATEMENT, other)
    claims = [("position-target", ACCUSED, "jane-doe"), ("speaker", other.id, "Jane Doe")]
    corrections, errors = fitted(tmp_path, *claims, reading=reading)
    assert errors == []
    first = apply_corrections(reading, corrections).statements[0].positions[0]
    assert row(first) == ("Ann Lee", "ACCUSE", "opposes", "Jane Doe", 1.0)


@pytest.mark.parametrize(
    ("claims", "errors"),
    [
        (
            [("position-accepted", f"{ID}/po-0")],
            [
                f"line 2: the statement {ID} has no position po-0; it may be read otherwise now. "
                f"“kg correct position {ID}” lists those that it has. Remove or change the line."
            ],
        ),
        (
            [("not-a-position", "st-0/po-0")],
            ["line 2: there is no statement st-0; its article may have changed. Remove or change the line."],
        ),
        (
            [("position-target", ACCUSED, "lima-pakt")],
            [
                "line 2: no actor or agreement has the identifier “lima-pakt”; the nearest is “lima-pact”. "
                "Remove or change the line."
            ],
        ),
        (
            [("position-words", ACCUSED, "fleet withdrawal")],
            [
                f"line 2: the words “fleet withdrawal” do not stand in the statement {ID}. "
                "Remove or change the line."
            ],
        ),
        (
            [("position-target", ACCUSED, "ann-lee")],
            [
                "line 2: with the other lines, the position is its holder’s toward themselves. "
                "Remove or change the line."
            ],
        ),
        (
            [("position-target", ACCUSED, "paul-roe"), ("speaker", ID, "paul-roe")],
            [
                "line 2: with the other lines, the position is its holder’s toward themselves. "
                "Remove or change the line."
            ],
        ),
        (
            [("same-actor", "chilean-government", "peruvian-government"), ("position-accepted", THREATENED)],
            [
                "line 3: with the other lines, the position is its holder’s toward themselves. "
                "Remove or change the line."
            ],
        ),
    ],
)
def test_what_fits_nothing_is_reported(
    tmp_path: Path, claims: list[tuple[str, ...]], errors: list[str]
) -> None:
    corrections, found = fitted(tmp_path, *claims)
    assert found == errors
    assert all(one.correction.kind in {"speaker", "same-actor"} for one in corrections.applied)
    assert corrections.positions == {}


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        (
            [("position-accepted", ACCUSED), ("not-a-position", ACCUSED)],
            f"lines 2 and 3: {ACCUSED} cannot be all of “not-a-position” and “position-accepted”; "
            "keep one of them.",
        ),
        (
            [("position-accepted", ACCUSED), ("position-polarity", ACCUSED, "mixed")],
            f"lines 2 and 3: {ACCUSED} cannot be all of “position-accepted” and “position-polarity mixed”; "
            "keep one of them.",
        ),
        (
            [("position-target", ACCUSED, "lima-pact"), ("position-words", ACCUSED, "the pact")],
            f"lines 2 and 3: {ACCUSED} cannot be all of “position-target lima-pact” and "
            "“position-words the pact”; keep one of them.",
        ),
        (
            [("position-polarity", ACCUSED, "mixed"), ("position-polarity", ACCUSED, "supports")],
            f"lines 2 and 3: {ACCUSED} cannot be all of “position-polarity mixed” and "
            "“position-polarity supports”; keep one of them.",
        ),
        (
            [("position-accepted", ACCUSED), ("not-a-statement", ID)],
            f"lines 2 and 3: {ACCUSED} is a position of what is “not-a-statement”; keep one of them.",
        ),
    ],
)
def test_contradicting_lines_are_all_refused(
    tmp_path: Path, claims: list[tuple[str, ...]], error: str
) -> None:
    corrections, errors = fitted(tmp_path, *claims)
    assert errors == [error]
    assert apply_corrections(READING, corrections) == READING


def test_no_statement_has_no_position(tmp_path: Path) -> None:
    corrections, errors = fitted(tmp_path, ("not-a-position", ACCUSED), ("not-a-statement", ID))
    assert errors == []
    assert apply_corrections(READING, corrections).statements == ()


def test_equal_claims_by_two_people(tmp_path: Path) -> None:
    claims = [("position-words", PRAISED, "its fleet’s withdrawal")] * 2
    assert positions(tmp_path, *claims)[1].target.text == "its fleet’s withdrawal"
    assert len(positions(tmp_path, *[("not-a-position", ACCUSED)] * 2)) == 2


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (("position-accepted", "po-1"), "“po-1” is not a position; write STATEMENT/POSITION,"),
        (("position-accepted", "st-1/"), "“st-1/” is not a position"),
        (("position-accepted", ACCUSED, "yes"), "“position-accepted” has no object, but here it is “yes”."),
        (("position-polarity", ACCUSED, "for"), "“for” is not a polarity; there are supports, opposes,"),
        (("position-words", ACCUSED, "…"), "“…” has no word."),
        (("position-target", ACCUSED), "“object” is empty."),
    ],
)
def test_line_that_is_no_correction(tmp_path: Path, claim: tuple[str, ...], reason: str) -> None:
    _, errors = fitted(tmp_path, claim)
    assert len(errors) == 1
    assert reason in errors[0]


def test_words_of_an_encoded_text() -> None:
    text = "Roe said &quot;Peru&#39;s  exit&quot; was wrong"
    assert find_words(text, [Span(9, 46)], "Peru’s exit") == Span(15, 31)
    assert find_words(text, [Span(9, 20)], "Peru’s exit") is None
    assert find_words(text, [Span(9, 46)], "Peru’s ex") is None


CLAIMS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["position-accepted", "not-a-position"]), st.sampled_from([ACCUSED, THREATENED])
        ),
        st.tuples(
            st.just("position-target"),
            st.sampled_from([ACCUSED, PRAISED, THREATENED]),
            st.sampled_from(["lima-pact", "ann-lee", "paul-roe", "nobody"]),
        ),
        st.tuples(st.just("position-words"), st.just(PRAISED), st.sampled_from(["its fleet", "the pact"])),
        st.tuples(
            st.just("position-polarity"), st.sampled_from([ACCUSED, PRAISED]), st.sampled_from(Polarity)
        ),
        st.tuples(st.just("speaker"), st.just(ID), st.sampled_from(["paul-roe", "Jane Doe"])),
        st.tuples(st.just("not-a-statement"), st.just(ID)),
        st.tuples(st.just("same-actor"), st.just("paul-roe"), st.sampled_from(["ann-lee"])),
    ),
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(claims=CLAIMS)
def test_order_of_lines_does_not_matter(tmp_path: Path, claims: list[tuple[str, ...]]) -> None:
    forward, errors = fitted(tmp_path, *claims)
    backward, others = fitted(tmp_path, *claims[::-1])
    assert apply_corrections(READING, forward) == apply_corrections(READING, backward)
    assert len(errors) == len(others)
