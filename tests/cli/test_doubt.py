"""An unsure speaker on a screen: the candidates in tables, and to choose from."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.archive.corrections.correction_file import read_corrections
from kg.cli.main import app
from kg.errors import UsageError
from tests.builders import write_graph
from tests.conftest import raise_error
from tests.with_doubt import READING, STATEMENTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_graph(tmp_path, READING)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--output", str(folder)], env={"COLUMNS": "200"})


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_table_has_the_candidates_in_the_place_of_the_speaker(folder: Path) -> None:
    printed = run(folder, "statements").stdout
    lines = printed.splitlines()
    assert words(lines[0]) == "speaker said published cite confidence"
    (row,) = (line for line in lines if "the money is gone" in line)
    assert words(row) == "John Smith “told” the money is gone 2020-02-10 a.txt ¶1 sure 0.90,"
    assert words(lines[lines.index(row) + 1]) == "speaker sure 0.88"
    (row,) = (line for line in lines if "the bank is safe" in line)
    assert words(row).startswith("unsure: John Smith (0.475) or")
    assert words(row).endswith("the bank is safe 2020-02-10 a.txt ¶1 sure 0.90")


def test_other_formats_leave_the_speaker_empty(folder: Path) -> None:
    lines = run(folder, "statements", "--format", "csv").stdout.splitlines()
    assert lines[0] == (
        "speaker,cue,said,published,cite,confidence,speaker_confidence,candidates,kind,unsaid,manner"
    )
    assert lines[1] == (
        ",said,the bank is safe,2020-02-10,a.txt:49-65,0.9,,"
        "John Smith (0.475) or Paul Jones (0.305) or Sam Brown (0.22),speech,,indirect"
    )


def test_who_it_may_be_is_listed_to_pick_one(folder: Path) -> None:
    listed = run(folder, "correct", "speaker", "a.txt:49-65")
    assert listed.exit_code == 0
    assert [line.split() for line in listed.stdout.splitlines() if "person" in line] == [
        ["john-smith", "John", "Smith", "person", "unsure", "0.47"],
        ["paul-jones", "Paul", "Jones", "person", "unsure", "0.30"],
        ["sam-brown", "Sam", "Brown", "person", "unsure", "0.22"],
    ]
    assert "“the bank is safe”: its speaker may be one of these; give the “id”" in listed.stderr
    assert not (folder / "corrections.csv").exists()
    picked = run(folder, "correct", "speaker", "a.txt:49-65", "paul-jones")
    assert picked.exit_code == 0
    (correction,) = read_corrections(folder / "corrections.csv", raise_error)
    assert (correction.subject, correction.object) == (STATEMENTS["unsure"].id, "paul-jones")


def test_a_name_that_nobody_has_is_answered_with_the_candidates(folder: Path) -> None:
    refused = run(folder, "correct", "speaker", "a.txt:49-65", "Pawl Joness")
    assert isinstance(refused.exception, UsageError)
    assert (
        "It may be John Smith (john-smith, 0.475) or Paul Jones (paul-jones, 0.305) or Sam Brown "
        "(sam-brown, 0.22). For a person who is not in the graph, use --new."
    ) in str(refused.exception)


def test_there_is_nobody_to_pick_where_the_speaker_is_known(folder: Path) -> None:
    listed = run(folder, "correct", "speaker", STATEMENTS["sure"].id)
    assert (listed.exit_code, listed.stdout) == (1, "")
    assert "“the money is gone”: there are no candidates for its speaker" in listed.stderr
