"""The ledger: articles by their paths, and what was read in them; damage is told."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg.archive.ledger.ledger import Change, Ledger, open_ledger
from kg.errors import LedgerError
from kg.model import Article, Extraction
from kg.version import __version__
from tests.builders import make_article
from tests.with_statements import READINGS, A, B

NOTHING = Extraction((), ())
AT_A = replace(A, paths=("a.txt",))


def ledger_in(folder: Path, *, reader: str = "1", resolver: str = "1") -> AbstractContextManager[Ledger]:
    return open_ledger(folder, reader=reader, resolver=resolver)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the ledger of two articles, of which one was resolved."""
    with ledger_in(tmp_path) as ledger:
        ledger.add([AT_A, B])
        ledger.put_extraction(A, NOTHING)
        ledger.put_extraction(B, NOTHING)
        ledger.put_reading(AT_A, READINGS[0])
        ledger.forget_unused()
    return tmp_path


def change(folder: Path, statement: str) -> None:
    """Change the rows of the ledger as another program could."""
    connection = sqlite3.connect(folder / "ledger.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


def test_what_is_put_in_is_there_in_the_next_build(folder: Path) -> None:
    with ledger_in(folder) as ledger:
        assert list(ledger.paths()) == ["a.txt", "b.txt"]
        assert list(ledger.articles()) == [replace(AT_A, text=""), replace(B, text="")]
        assert [ledger.with_text(one).text for one in ledger.articles()] == [A.text, B.text]
        assert [ledger.is_resolved(one) for one in ledger.articles()] == [True, False]
        assert ledger.extraction(B) == NOTHING
        assert list(ledger.readings()) == [replace(READINGS[0], article=AT_A)]


def test_an_article_takes_the_place_of_the_one_at_its_path(folder: Path) -> None:
    other = make_article("Nothing was said.", "a.txt")
    with ledger_in(folder) as ledger:
        changes = ledger.add([other, B, make_article("It rained.", "c.txt")])
        assert changes == {Change.CHANGED: 1, Change.UNCHANGED: 1, Change.NEW: 1}
        assert list(ledger.paths()) == ["a.txt", "b.txt", "c.txt"]
        assert [one.id for one in ledger.articles()][:2] == [other.id, B.id]
        ledger.forget_unused()
        assert ledger.extraction(A) is None


def test_one_text_at_two_paths_is_one_article(folder: Path) -> None:
    copy = replace(A, paths=("0.txt",), title="A title", published_on=date(2020, 1, 1))
    with ledger_in(folder) as ledger:
        assert ledger.add([copy]) == {Change.NEW: 1}
        assert list(ledger.paths_not_given()) == ["a.txt", "b.txt"]
        first, second = ledger.articles()
        assert (first.id, first.paths, second.id) == (A.id, ("0.txt", "a.txt"), B.id)
        assert (first.title, first.published_on, first.publisher) == ("A title", date(2020, 1, 1), "The Post")
        # Another date can resolve the article otherwise.
        assert not ledger.is_resolved(first)
        ledger.remove(["0.txt"])
        assert [one.paths for one in ledger.articles()] == [("a.txt",), ("b.txt",)]
        assert ledger.is_resolved(next(ledger.articles()))


def test_another_resolver_needs_no_other_extraction(folder: Path) -> None:
    with ledger_in(folder, resolver="2") as ledger:
        assert not any(map(ledger.is_resolved, ledger.articles()))
        assert ledger.extraction(A) == NOTHING
    with ledger_in(folder, reader="2") as ledger:
        assert not any(map(ledger.is_resolved, ledger.articles()))
        assert ledger.extraction(A) is None


def test_what_was_going_on_at_a_stop_is_lost_and_no_more(folder: Path) -> None:
    def broken() -> Iterator[Article]:
        yield make_article("It rained.", "c.txt")
        raise KeyboardInterrupt

    with ledger_in(folder) as ledger:
        ledger.put_reading(B, READINGS[1])
        with pytest.raises(KeyboardInterrupt):
            ledger.add(broken())
    with ledger_in(folder) as ledger:
        assert list(ledger.paths()) == ["a.txt", "b.txt"]
        assert all(map(ledger.is_resolved, ledger.articles()))


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM reading", "the rows of “reading” are not those that were written"),
        ("INSERT INTO article VALUES ('x', 0, x'')", "the rows of “article” are not those that were written"),
        ("UPDATE tally SET number = 'x'", "the rows of “article” are not those that were written"),
        ("UPDATE extraction SET checksum = 'x'", "the rows of “extraction” are not those that were written"),
        ("UPDATE source SET path = 'c.txt' WHERE path = 'b.txt'", "a row of “source” is damaged"),
        ("UPDATE source SET content = 7", "a row of “source” is damaged"),
        ("UPDATE article SET content = x'00'", "a row of “article” is damaged"),
        ("UPDATE reading SET content = x'00'", "a row of “reading” is damaged"),
        ("DROP TABLE source", "no such table: source"),
        ("PRAGMA application_id = 1", "it is the file of another program"),
    ],
)
def test_damage_is_told(folder: Path, statement: str, reason: str) -> None:
    change(folder, statement)
    with pytest.raises(LedgerError) as caught, ledger_in(folder) as ledger:
        list(ledger.readings())
    assert str(caught.value) == (
        f"The ledger {folder / 'ledger.sqlite'} is damaged ({reason}); delete it and build again from all "
        "articles."
    )


@pytest.mark.parametrize(("report", "maker"), [(None, ""), ('{"versions": {"kg": "9.1"}}', " (9.1)")])
def test_another_version_is_told(folder: Path, report: str | None, maker: str) -> None:
    change(folder, "PRAGMA user_version = 99")
    if report:
        (folder / "report.json").write_text(report, encoding="utf-8")
    with pytest.raises(LedgerError) as caught, ledger_in(folder):
        pass
    assert str(caught.value) == (
        f"The ledger {folder / 'ledger.sqlite'} was written by another version of kg{maker}: its form is 99, "
        f"and kg {__version__} needs 3; go on with that version, or delete the ledger and build again from "
        "all articles."
    )


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "INSERT INTO entry VALUES ('x', 'x', '', 0, x'')",
            "the rows of “entry” are not those that were written",
        ),
        ("DROP TABLE asker", "no such table: asker"),
    ],
)
def test_a_damaged_index_is_taken_out(folder: Path, statement: str, reason: str) -> None:
    change(folder, statement)
    with pytest.raises(LedgerError) as caught, ledger_in(folder):
        pass
    assert str(caught.value) == (
        f"The index in the ledger {folder / 'ledger.sqlite'} is damaged ({reason}); the next “kg build” "
        "makes it again from what was read."
    )
    notes: list[str] = []
    with open_ledger(folder, reader="1", resolver="1", on_repair=notes.append) as ledger:
        assert list(ledger.paths_not_given()) == ["a.txt", "b.txt"]
        assert list(ledger.readings()) == [replace(READINGS[0], article=AT_A)]
    assert notes == [f"The index in the ledger is damaged ({reason}); it is made again from what was read."]
    with ledger_in(folder) as ledger:
        assert list(ledger.readings()) == [replace(READINGS[0], article=AT_A)]


def test_nothing_is_left_of_a_ledger_without_articles(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ledger_in(tmp_path / "new"):
        raise KeyboardInterrupt
    assert not (tmp_path / "new").exists()


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_text("mine" * 1000, encoding="utf-8")
    with (
        pytest.raises(LedgerError, match=r"is damaged \(file is not a database\)"),
        ledger_in(tmp_path) as ledger,
    ):
        ledger.articles()
    assert (tmp_path / "ledger.sqlite").read_text(encoding="utf-8") == "mine" * 1000


def test_a_full_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def full(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    monkeypatch.setattr("sqlite3.connect", full)
    with (
        pytest.raises(LedgerError, match="The disk has no space left for the ledger"),
        ledger_in(folder) as ledger,
    ):
        ledger.add([make_article(" ".join(map(str, range(50_000))), "long.txt")])
    monkeypatch.undo()
    with ledger_in(folder) as ledger:
        assert list(ledger.paths()) == ["a.txt", "b.txt"]


def test_a_ledger_may_be_copied(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    shutil.copy(folder / "ledger.sqlite", tmp_path / "copy")
    with ledger_in(tmp_path / "copy") as ledger:
        assert list(ledger.paths()) == ["a.txt", "b.txt"]
