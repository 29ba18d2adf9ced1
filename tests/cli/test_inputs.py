"""Inputs as a person gives them to `kg extract` and `kg build`: what is printed, and the exit codes."""

import gzip
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli.main import app
from kg.errors import KgError
from tests.text.inputs.reading import Capture, html, pdf, web_archive

NO = "“No,” said Ana Prado."


def kg(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)


def documents(result: Result) -> list[str]:
    """The documents of the records that were printed, by the names of their files."""
    return [json.loads(line)["document"].rpartition("/")[2] for line in result.stdout.splitlines()]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder of several formats, a damaged file and one of no format among them."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text(NO)
    (folder / "b.jsonl.gz").write_bytes(
        gzip.compress(b'{"body": "\xe2\x80\x9cNo,\xe2\x80\x9d said John Roe."}')
    )
    (folder / "c.pdf").write_bytes(pdf(["The road is closed, said Mary Major."])[:200])
    (folder / "d.warc.gz").write_bytes(
        web_archive([Capture("https://x.example/d", html(NO)), Capture("https://x.example/", html(NO))])
    )
    (folder / "e.jpg").write_bytes(b"")
    return folder


def test_a_mixed_folder(mixed: Path) -> None:
    result = kg("extract", mixed)
    assert documents(result) == ["a.txt", "b.jsonl.gz#1", "d"]
    assert result.exit_code == 3
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"kg: {mixed}/c.pdf cannot be read as a PDF document: ")
    assert lines[1:] == [
        f"{mixed}/d.warc.gz: left out as no articles: 1 front pages.",
        f"{mixed}: left out 1 .jpg; kg does not read these formats.",
    ]


def test_what_is_left_out_as_it_should_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NO)
    (tmp_path / "b.jpg").write_bytes(b"")
    result = kg("extract", tmp_path)
    assert (result.exit_code, documents(result)) == (0, ["a.txt"])
    assert result.stderr == f"{tmp_path}: left out 1 .jpg; kg does not read these formats.\n"


def test_a_second_build_does_not_read_what_the_first_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NO)
    (tmp_path / "b.html").write_text(html(NO))
    for _ in range(2):
        result = kg("build", tmp_path, "--output", tmp_path / "output")
        assert result.exit_code == 0
        assert result.stdout.split("articles")[1].split()[0] == "2"


def test_one_text_from_two_places_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NO)
    (tmp_path / "b.csv").write_text(f'text,title\n"{NO}",Road\n')
    result = kg("build", tmp_path, "--output", tmp_path / "output", "--no-pages")
    assert result.stdout.split("articles")[1].split()[0] == "1"
    query = "SELECT ?path WHERE { ?article asg:path ?path } ORDER BY ?path"
    (tmp_path / "paths.rq").write_text(query)
    rows = kg("query", tmp_path / "paths.rq", "-f", "csv", "-o", tmp_path / "output").stdout
    assert rows.split() == ["path", f"{tmp_path}/a.txt", f"{tmp_path}/b.csv#1"]


def test_standard_input_and_columns() -> None:
    rows = f'story,hed\n"{NO}",Road\n'.encode()
    result = kg("extract", "-", "--stdin-format", "csv", "--columns", "text=story,title=hed", stdin=rows)
    assert (result.exit_code, documents(result)) == (0, ["stdin#1"])


def test_an_address_needs_fetch() -> None:
    result = kg("extract", "https://news.example/road")
    assert result.exit_code == 3
    assert (
        result.stderr == "kg: https://news.example/road is an address of the web; to fetch it, use --fetch.\n"
    )


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--columns", "body", "“body” does not name a column"),
        ("--stdin-format", "doc", "“doc” is no format; known are .txt, .html,"),
    ],
)
def test_options_without_a_meaning(option: str, value: str, message: str) -> None:
    result = kg("extract", "-", option, value, stdin=b"x")
    assert isinstance(result.exception, KgError)
    assert result.exception.exit_code == 2
    assert str(result.exception).startswith(message)


def test_the_report_has_what_is_not_utf_8(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.pdf")).write_text(NO)
    (folder / "b.jsonl").write_text(json.dumps({"text": NO, "date": "\ud800"}))
    Path(os.fsdecode(os.fsencode(folder) + b"/c\xff.txt")).write_text("“Yes,” said John Roe.")
    output = tmp_path / "output"
    assert kg("build", folder, "--output", output, "--no-pages").exit_code == 3
    problems = json.loads((output / "report.json").read_text(encoding="utf-8"))["problems"]
    assert [one["path"] for one in problems] == [rf"{folder}/a\xff.pdf", f"{folder}/b.jsonl"]
    assert problems[1]["reason"] == (
        f"{folder}/b.jsonl: dates: 1 not understood (“\ud800” in line 1); write them as 2020-02-10."
    )
    # What has such a name is removed by it.
    name = os.fsdecode(os.fsencode(folder) + b"/c\xff.txt")
    result = kg("remove", name, "--output", output, "--no-pages")
    assert (result.exit_code, result.stdout.split("removed")[1].split()[0]) == (0, "1")
