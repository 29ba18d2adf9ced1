"""A damaged index is made again; pages that are gone are noticed; a refused build leaves nothing behind."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import KgError
from tests.with_fake_reader import content_of, use_fake_reader

OUTPUT = Path("output")
LEDGER = OUTPUT / "ledger.sqlite"
SENTENCE = "the ferry to the islands will run again on Monday"


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the graph of three articles, of which two report one statement."""
    monkeypatch.chdir(tmp_path)
    use_fake_reader(monkeypatch)
    Path("in").mkdir()
    for name, who in (("a", "Ana Prado"), ("b", "Ana Prado"), ("c", "Karl Lund")):
        Path(f"in/{name}.txt").write_text(f"{who}: {SENTENCE}\n{who}: this is {name}", encoding="utf-8")
    assert kg("build", "in", "--no-pages") == (0, "")


def kg(*arguments: str) -> tuple[int, str]:
    """The exit code of a call of the program, and what it says, but for its progress."""
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, KgError):
        return result.exception.exit_code, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    said = [line for line in result.stderr.splitlines() if not line.startswith("Read ")]
    return result.exit_code, "\n".join(said)


def problems() -> str:
    """What “kg check” prints of what is wrong."""
    rows = csv.reader(CliRunner().invoke(app, ["check", "--format", "csv"]).stdout.splitlines()[1:])
    return "\n".join(",".join(row) for row in rows if row[-1] != "good")


def change(statement: str) -> int:
    """Change the ledger as another program could; how many rows were changed."""
    with closing(sqlite3.connect(LEDGER)) as connection, connection:
        return connection.execute(statement).rowcount


@pytest.mark.parametrize("table", ["entry", "asker", "indexed", "outcome", "entity", "echo_article"])
def test_a_damaged_index_is_made_again(table: str) -> None:
    content = content_of(OUTPUT)
    assert change(f"UPDATE {table} SET content = x'00'")
    Path("in/d.txt").write_text(f"Ana Prado: {SENTENCE}", encoding="utf-8")
    reason = f"a row of “{table}” is damaged"
    told = f"The index in the ledger is damaged ({reason}); it is made again from what was read."
    assert kg("build", "in", "--no-pages") == (0, told)
    assert kg("remove", "in/d.txt", "--no-pages") == (0, "")
    assert content_of(OUTPUT) == content
    assert problems() == ""


def test_a_lost_row_of_the_index_is_noticed_at_once() -> None:
    content = content_of(OUTPUT)
    assert change("DELETE FROM echo_later")
    told = (
        "The index in the ledger is damaged (the rows of “echo_later” are not those that were written); it "
        "is made again from what was read."
    )
    assert kg("build", "in", "--no-pages") == (0, told)
    assert content_of(OUTPUT) == content
    assert problems() == ""


def test_what_only_a_check_notices_is_repaired_by_it() -> None:
    content = content_of(OUTPUT)
    assert change("DELETE FROM echo_key")
    reason = "the rows of “echo_key” are not those that follow from the articles"
    assert problems() == (
        f"ledger: index,,{reason}; “kg check --repair” takes the index out, and the next build makes it again"
    )
    told = f"The index in the ledger is damaged ({reason}); it is made again from what was read."
    assert kg("check", "--repair") == (0, told)
    assert kg("build", "in", "--no-pages") == (0, "")
    assert content_of(OUTPUT) == content
    assert problems() == ""


def test_a_damaged_page_of_the_file_is_told_or_made_again() -> None:
    content, size = content_of(OUTPUT), LEDGER.stat().st_size
    for place in range(3 * 4096, size, size // 5):
        before = LEDGER.read_bytes()
        LEDGER.write_bytes(before[:place] + b"\xff" * 300 + before[place + 300 :])
        code, said = kg("build", "in", "--no-pages")
        assert content_of(OUTPUT) == content
        if code:
            assert said.endswith("; delete it and build again from all articles.")
            LEDGER.write_bytes(before)


def test_what_was_read_cannot_be_made_again() -> None:
    change("UPDATE reading SET content = x'00'")
    remedy = "delete ledger.sqlite and build again from all articles"
    assert problems() == f"ledger: reading,,a row of “reading” is damaged; {remedy}"
    told = f"The ledger {LEDGER} is damaged (a row of “reading” is damaged); delete it and build again from "
    assert kg("check", "--repair") == (3, f"{told}all articles.")
    assert kg("check", "--repair", "elsewhere")[0] == 3
    assert not Path("elsewhere").exists()


def test_pages_that_are_gone_or_empty_are_noticed() -> None:
    assert kg("pages")[0] == 0
    assert problems() == ""
    told = "{},11 were written, and some are missing or empty; write them with “kg pages”"
    (page,) = Path("output/actors").glob("karl-lund.html")
    page.unlink()
    assert problems() == f"pages,{told.format(10)}"
    Path("output/index.html").write_bytes(b"")
    assert problems() == f"pages,{told.format(9)}"
    Path("output/index.html").unlink()
    assert problems() == f"pages,{told.format(9)}"
    assert kg("pages")[0] == 0
    assert problems() == ""


def test_a_refused_build_leaves_nothing_behind() -> None:
    assert kg("build", "missing", "-o", "new")[0] == 3
    assert not Path("new").exists()
    Path("mine").mkdir()
    Path("mine/index.html").write_text("mine", encoding="utf-8")
    assert kg("build", "in", "-o", "mine")[0] == 3
    assert [path.name for path in Path("mine").iterdir()] == ["index.html"]


def test_articles_and_output_may_share_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("in")
    Path("articles").mkdir()
    Path("articles/d.txt").write_text("Karl Lund: no", encoding="utf-8")
    Path("corrections.csv").write_text("correction,subject,object,by,on,note\n", encoding="utf-8")
    for _ in range(2):
        assert kg("build", ".", "-o", ".") == (0, "Open index.html in a browser.")
        with closing(sqlite3.connect("ledger.sqlite")) as connection:
            paths = [path for (path,) in connection.execute("SELECT path FROM path ORDER BY path")]
        assert paths == ["a.txt", "articles/d.txt", "b.txt", "c.txt"]


def test_a_moved_folder_is_told_what_to_do() -> None:
    Path("in").rename("moved")
    assert kg("build", "moved", "--no-pages") == (
        0,
        "Kept, though their texts were given at other paths and they are no files any more: 3 (such as "
        "in/a.txt). If they were moved, give all articles with “--prune”, which removes what is not given, "
        "or remove the old paths with “kg remove”.",
    )
    assert kg("build", "moved", "--no-pages", "--prune") == (0, "")
    assert kg("build", "moved", "--no-pages") == (0, "")
