"""Corrections: reading of the file, checks, application to readings."""

import csv
import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.acts.scheme import read_scheme
from kg.archive.corrections.correction_file import (
    HEADER,
    read_corrections,
)
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.corrections.correction_writing import add_corrections
from kg.errors import InputError, KgError
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    AgreementMention,
    Article,
    ArticleReading,
    Manner,
    Role,
    Span,
    Statement,
)
from tests import with_doubt
from tests.builders import make_reading
from tests.conftest import raise_error, speaker_of

SCHEME = read_scheme()
TEXT = "Smith said that Jones promised that it would rain, under the Oslo deal."
SMITH = Actor("smith", "Smith", ActorType.PERSON)
JONES = Actor("jones", "Jones", ActorType.PERSON)
PARTY = Actor("jones-party", "Jones Party", ActorType.ORGANISATION)
OSLO = Agreement("oslo-deal", "Oslo deal")
BOTH = Actor("smith-and-jones", "Smith and Jones", ActorType.GROUP, members=(SMITH, JONES))


def mention(actor: Actor, start: int, end: int) -> ActorMention:
    return ActorMention(Span(start, end), TEXT[start:end], actor)


def statement(
    identifier: str, start: int, speaker: ActorMention | None, within: str | None = None
) -> Statement:
    return Statement(
        id=identifier,
        article="ar-1",
        text=TEXT[start:49],
        content=(Span(start, 49),),
        cue=None,
        source=(speaker.span,) if speaker else (),
        source_inherited=False,
        manner=Manner.INDIRECT,
        confidence=0.9,
        within=within,
        speaker=speaker,
        mentions=(mention(JONES, 16, 21), mention(PARTY, 16, 21)),
    )


READING = ArticleReading(
    Article("a.txt", TEXT, ("a.txt",)),
    (
        statement("st-1", 11, mention(SMITH, 0, 5)),
        statement("st-2", 31, mention(JONES, 16, 21), within="st-1"),
        statement("st-3", 36, None, within="st-2"),
        statement("st-4", 42, mention(BOTH, 0, 21)),
    ),
    (
        mention(SMITH, 0, 5),
        mention(JONES, 16, 21),
        mention(PARTY, 16, 21),
        AgreementMention(Span(61, 70), "Oslo deal", OSLO),
    ),
    ((JONES, Role("minister", Span(0, 5))),),
)


def written(file: Path, *claims: Sequence[str]) -> Path:
    """Write these corrections to `file`, all by one person on one day."""
    text = io.StringIO()
    rows = [[*claim, *([""] * (3 - len(claim))), "Ann", "2026-11-23", ""] for claim in claims]
    csv.writer(text).writerows([HEADER, *rows])
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    return file


def fitted(file: Path) -> tuple[Corrections, list[str]]:
    errors: list[KgError] = []
    corrections = fit_corrections(
        read_corrections(file, errors.append), [READING], file, errors.append, scheme=SCHEME
    )
    return corrections, [str(error).removeprefix(f"{file}, ") for error in errors]


def corrected(tmp_path: Path, *claims: Sequence[str]) -> ArticleReading:
    file = written(tmp_path / "corrections.csv", *claims)
    given = read_corrections(file, raise_error)
    return apply_corrections(READING, fit_corrections(given, [READING], file, raise_error, scheme=SCHEME))


def test_merge_applies_everywhere(tmp_path: Path) -> None:
    reading = corrected(tmp_path, ("same-actor", "jones", "jones-party"))
    assert [speaker_of(one) for one in reading.statements] == [
        "Smith",
        "Jones Party",
        None,
        "Jones Party and Smith",
    ]
    assert [one.entity.id for one in reading.mentions] == [
        "smith",
        "jones-party",
        "jones-party",
        "oslo-deal",
    ]
    assert [one.entity for one in reading.statements[0].mentions] == [PARTY]
    assert [actor for actor, _ in reading.roles] == [PARTY]
    group = reading.statements[3].speaker
    assert group is not None
    assert isinstance(group.entity, Actor)
    assert group.entity.members == (PARTY, SMITH)


def test_chain_of_merges(tmp_path: Path) -> None:
    """The order of lines does not matter."""
    chain = [("same-actor", "smith", "jones"), ("same-actor", "jones", "jones-party")]
    for claims in (chain, chain[::-1]):
        reading = corrected(tmp_path, *claims)
        assert [speaker_of(one) for one in reading.statements[:2]] == ["Jones Party", "Jones Party"]


def test_speaker_that_is_merged_and_renamed(tmp_path: Path) -> None:
    reading = corrected(
        tmp_path,
        ("rename", "jones-party", "Jones People’s Party"),
        ("same-actor", "jones", "jones-party"),
        ("speaker", "st-3", "jones"),
    )
    speaker = reading.statements[2].speaker
    assert speaker is not None
    assert speaker.entity == Actor("jones-party", "Jones People’s Party", ActorType.ORGANISATION)
    assert speaker.span == Span(36, 37)
    assert speaker.text == "i"


def test_new_speaker(tmp_path: Path) -> None:
    """The new identifier can be used in any line, also an earlier one."""
    reading = corrected(tmp_path, ("speaker", "st-1", "jane-doe"), ("speaker", "st-2", "Jane Doe"))
    doe = Actor("jane-doe", "Jane Doe", ActorType.PERSON)
    assert [one.speaker and one.speaker.entity for one in reading.statements[:2]] == [doe, doe]
    assert reading.statements[0].speaker == ActorMention(Span(0, 5), "Smith", doe)


def test_speaker_by_name_of_known_actor(tmp_path: Path) -> None:
    reading = corrected(tmp_path, ("speaker", "st-1", "Jones Party"))
    assert reading.statements[0].speaker == ActorMention(Span(0, 5), "Smith", PARTY)


def test_who_is_corrected_is_no_longer_in_doubt(tmp_path: Path) -> None:
    """Also a candidate whom nothing else names can be picked."""
    doubted = make_reading(with_doubt.A, with_doubt.STATEMENTS["unsure"], mentions=())
    identifier = with_doubt.STATEMENTS["unsure"].id
    file = written(tmp_path / "corrections.csv", ("speaker", identifier, "sam-brown"))
    given = read_corrections(file, raise_error)
    reading = apply_corrections(doubted, fit_corrections(given, [doubted], file, raise_error, scheme=SCHEME))
    (statement,) = reading.statements
    assert statement.speaker == ActorMention(statement.source[0], "He", with_doubt.BROWN)
    assert statement.candidates == ()


def test_merged_candidates_add_up(tmp_path: Path) -> None:
    file = written(tmp_path / "corrections.csv", ("same-actor", "paul-jones", "john-smith"))
    given, doubted = read_corrections(file, raise_error), with_doubt.READING
    reading = apply_corrections(doubted, fit_corrections(given, [doubted], file, raise_error, scheme=SCHEME))
    assert [
        one.speaker and (one.speaker.actor.name, one.speaker.confidence) for one in reading.statements
    ] == [
        ("John Smith", 0.78),
        ("John Smith", 1.0),
        None,
    ]


def test_removed_statement_keeps_nested_ones(tmp_path: Path) -> None:
    reading = corrected(tmp_path, ("not-a-statement", "st-2"))
    assert [(one.id, one.within) for one in reading.statements] == [
        ("st-1", None),
        ("st-3", "st-1"),
        ("st-4", None),
    ]
    reading = corrected(tmp_path, ("not-a-statement", "st-2"), ("not-a-statement", "st-1"))
    assert [(one.id, one.within) for one in reading.statements] == [("st-3", None), ("st-4", None)]


@pytest.mark.parametrize("name", ["Oslo Accords", "اتفاق أوسلو", "奥斯陆协议", "O", "Осло"])
def test_rename_in_any_script(tmp_path: Path, name: str) -> None:
    reading = corrected(tmp_path, ("rename", "oslo-deal", name))
    assert reading.mentions[3].entity == Agreement("oslo-deal", name)


@pytest.mark.parametrize(
    ("claims", "errors"),
    [
        (
            [("same-actor", "smith", "jones"), ("same-actor", "jones", "smith")],
            ["lines 2 and 3: the merges form a cycle: smith into jones into smith; remove one of them."],
        ),
        (
            [("same-actor", "a", "b"), ("same-actor", "b", "c"), ("same-actor", "c", "a")],
            ["lines 2, 3 and 4: the merges form a cycle: a into b into c into a; remove one of them."],
        ),
        (
            [("same-actor", "smith", "smith")],
            ["line 2: the merges form a cycle: smith into smith; remove one of them."],
        ),
        (
            [("same-actor", "smith", "jones"), ("same-actor", "smith", "jones-party")],
            [
                "lines 2 and 3: smith cannot be all of “same-actor jones” and “same-actor jones-party”; "
                "keep one of them."
            ],
        ),
        (
            [("speaker", "st-1", "jones"), ("speaker", "st-1", "Jane Doe")],
            [
                "lines 2 and 3: st-1 cannot be all of “speaker Jane Doe” and “speaker jones”; "
                "keep one of them."
            ],
        ),
        (
            [("speaker", "st-1", "jones"), ("not-a-statement", "st-1")],
            ["lines 2 and 3: st-1 cannot be all of “not-a-statement” and “speaker jones”; keep one of them."],
        ),
        (
            [("same-actor", "smith", "jones"), ("rename", "smith", "John Smith")],
            [
                "lines 2 and 3: smith cannot be all of “rename John Smith” and “same-actor jones”; "
                "keep one of them."
            ],
        ),
    ],
)
def test_contradicting_lines_are_all_refused(
    tmp_path: Path, claims: list[tuple[str, ...]], errors: list[str]
) -> None:
    corrections, found = fitted(written(tmp_path / "corrections.csv", *claims))
    assert found == errors
    assert apply_corrections(READING, corrections) == READING


def test_equal_claims_by_two_people(tmp_path: Path) -> None:
    claims = [("speaker", "st-1", "Jane Doe"), ("speaker", "st-1", "jane-doe")]
    corrections, errors = fitted(written(tmp_path / "corrections.csv", *claims))
    assert errors == []
    assert len(corrections.applied) == 2


@pytest.mark.parametrize(
    ("claim", "error"),
    [
        (("not-a-statement", "st-9"), "there is no statement st-9; its article may have changed."),
        (("speaker", "st-9", "smith"), "there is no statement st-9; its article may have changed."),
        (("speaker", "st-1", "nobody"), "no actor has the identifier “nobody”."),
        (("same-actor", "nobody", "smith"), "no actor has the identifier “nobody”."),
        (("same-actor", "smith", "jone"), "no actor has the identifier “jone”; the nearest is “jones”."),
        (
            ("same-actor", "Jones Party", "smith"),
            "no actor has the identifier “Jones Party”; the nearest is “jones-party”.",
        ),
        (
            ("rename", "oslo-deals", "Oslo"),
            "no actor or agreement has the identifier “oslo-deals”; the nearest is “oslo-deal”.",
        ),
    ],
)
def test_unknown_identifiers_are_refused_and_others_applied(
    tmp_path: Path, claim: tuple[str, ...], error: str
) -> None:
    claims = [claim, ("rename", "jones", "Jane Jones")]
    corrections, errors = fitted(written(tmp_path / "corrections.csv", *claims))
    assert errors == [f"line 2: {error} Remove or change the line."]
    assert [speaker_of(one) for one in apply_corrections(READING, corrections).statements][1] == "Jane Jones"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("rename,smith,Smyth,Ann,2026-11-23", "it has 5 cells, not 6"),
        (
            "forget,smith,,Ann,2026-11-23,",
            "“forget” is not a correction; there are same-actor, same-agreement, speaker,",
        ),
        ("rename,smith,Smyth,,2026-11-23,", "“by” is empty."),
        ("rename,smith,Smyth,Ann,,", "“on” is empty."),
        ("rename,smith,Smyth,Ann,yesterday,", "“yesterday” is not a date; write 2020-02-10 or"),
        ("rename,smith,,Ann,2026-11-23,", "“object” is empty."),
        ("rename,smith,…,Ann,2026-11-23,", "“…” is not a name"),
        ("rename,smith,\x1b[31mSmyth,Ann,2026-11-23,", "“object” has a line break or another control"),
        ('rename,smith,"Smy\nth",Ann,2026-11-23,', "“object” has a line break or another control"),
        ("rename,smith,\u202eSmyth,Ann,2026-11-23,", "“object” has a line break or another control"),
        ("not-a-statement,st-1,smith,Ann,2026-11-23,", "“not-a-statement” has no object"),
        ('rename,smith,"Smyth"x,Ann,2026-11-23,', "this is not CSV"),
    ],
)
def test_invalid_line_is_reported_and_others_applied(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "corrections.csv"
    good = "rename,jones,Jane Jones,Ann,2026-11-23,"
    file.write_text(f"{','.join(HEADER)}\n\n{line}\n{good}\n", encoding="utf-8", newline="")
    corrections, errors = fitted(file)
    assert len(errors) == 1
    assert errors[0].startswith("line 3")
    assert reason in errors[0]
    assert [one.correction.object for one in corrections.applied] == ["Jane Jones"]


def test_unclosed_quotation_mark_reports_all_its_lines(tmp_path: Path) -> None:
    file = written(tmp_path / "corrections.csv", ("rename", "smith", "Smyth"))
    with file.open("a", encoding="utf-8") as target:
        target.write('rename,jones,"Jane\nrename,oslo-deal,Oslo,Ann,2026-11-23,\n')
    corrections, errors = fitted(file)
    assert errors == ["line 3 to 4: this is not CSV (unexpected end of data)."]
    assert len(corrections.applied) == 1


def test_invalid_file(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    with pytest.raises(InputError, match=r"cannot be read: No such file"):
        read_corrections(file, raise_error)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="are not UTF-8"):
        read_corrections(file, raise_error)
    file.write_text("correction;subject;object;by;on;note\n", encoding="utf-8")
    with pytest.raises(InputError, match="must start with the line “correction,subject,object,by,on,note”"):
        read_corrections(file, raise_error)
    file.write_text("", encoding="utf-8")
    assert read_corrections(file, raise_error) == []


def test_file_written_by_spreadsheet_program(tmp_path: Path) -> None:
    """With byte order mark, CRLF, and no line ending at the end."""
    file = tmp_path / "corrections.csv"
    file.write_bytes(
        "\ufeffcorrection,subject,object,by,on,note\r\nrename,smith,Smyth,Ann,2026-11-23,".encode()
    )
    cells = ("rename", "jones", "J. Jones, Jr.", "Zoë", "2026-11-23T09:30:00Z", 'so "called"')
    claim, (by, on, note) = ("rename", "jones", "J. Jones, Jr."), cells[3:]
    change = add_corrections(file, [claim], by=by, on=on, note=note)
    assert [one.line for one in change.added] == [3]
    read = read_corrections(file, raise_error)
    assert [(one.line, one.object) for one in read] == [(2, "Smyth"), (3, "J. Jones, Jr.")]
    assert read[1].cells == cells


IDS = ["smith", "jones", "jones-party"]
CLAIMS = st.lists(
    st.one_of(
        st.tuples(st.just("same-actor"), st.sampled_from(IDS), st.sampled_from(IDS)),
        st.tuples(st.just("rename"), st.sampled_from([*IDS, "oslo-deal"]), st.sampled_from(["X", "Y"])),
        st.tuples(
            st.just("speaker"), st.sampled_from(["st-1", "st-2", "st-9"]), st.sampled_from([*IDS, "Jane Doe"])
        ),
        st.tuples(st.just("not-a-statement"), st.sampled_from(["st-1", "st-2", "st-3"]), st.just("")),
    ),
    max_size=8,
)
ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


@ONE_FOLDER
@given(claims=CLAIMS)
def test_order_of_lines_does_not_matter(tmp_path: Path, claims: list[tuple[str, ...]]) -> None:
    forward, errors = fitted(written(tmp_path / "corrections.csv", *claims))
    backward, others = fitted(written(tmp_path / "corrections.csv", *claims[::-1]))
    assert apply_corrections(READING, forward) == apply_corrections(READING, backward)
    assert len(errors) == len(others)


@ONE_FOLDER
@given(claims=CLAIMS)
def test_merged_actor_does_not_occur(tmp_path: Path, claims: list[tuple[str, ...]]) -> None:
    corrections, _ = fitted(written(tmp_path / "corrections.csv", *claims))
    reading = apply_corrections(READING, corrections)
    merged = {one.correction.subject for one in corrections.applied if one.correction.kind == "same-actor"}
    speakers = [one.speaker for one in reading.statements if one.speaker]
    mentioned = [m for one in reading.statements for m in one.mentions]
    entities = [one.entity for one in (*reading.mentions, *speakers, *mentioned)]
    members = [member for one in entities if isinstance(one, Actor) for member in one.members]
    assert not {one.id for one in (*entities, *members)} & merged
    assert not {actor.id for actor, _ in reading.roles} & merged
    assert {one.id for one in reading.statements}.isdisjoint(corrections.dropped)


@ONE_FOLDER
@given(
    content=st.one_of(
        st.binary(), st.text().map(lambda one: f"{','.join(HEADER)}\n{one}".encode(errors="replace"))
    )
)
def test_any_file_content_is_handled(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "corrections.csv"
    file.write_bytes(content)
    try:
        read = read_corrections(file, lambda error: None)
    except InputError:
        return
    assert len({one.line for one in read}) == len(read)


def test_chain_of_ten_thousand_merges(tmp_path: Path) -> None:
    actors = [Actor(f"a{number}", f"A{number}", ActorType.PERSON) for number in range(10_000)]
    reading = ArticleReading(
        Article("a.txt", "x", ("a.txt",)), (), tuple(ActorMention(Span(0, 1), "x", one) for one in actors)
    )
    claims = [("same-actor", one.id, other.id) for one, other in pairwise(actors)]
    file = written(tmp_path / "corrections.csv", *claims)
    corrections = fit_corrections(
        read_corrections(file, raise_error), [reading], file, raise_error, scheme=SCHEME
    )
    assert {one.entity for one in apply_corrections(reading, corrections).mentions} == {actors[-1]}
