"""Reading of article files, and its errors."""

import io
from datetime import date
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Article
from kg.text.article_files import make_article, read_articles
from tests.conftest import ROOT, raise_error


def read(*paths: str) -> tuple[list[Article], list[str]]:
    errors: list[KgError] = []
    articles = list(read_articles(paths, errors.append))
    return articles, [str(error) for error in errors]


def test_seed_articles_with_metadata() -> None:
    articles = list(read_articles([str(ROOT / "seeds")], raise_error))
    assert [Path(one.path).name[:3] for one in articles] == ["000", "001", "002", "003", "004"]
    assert [one.published_on for one in articles] == [None, None, None, date(2020, 2, 10), None]
    assert articles[2].publisher == "TRTWorld"
    assert articles[4].title == "2 Turkish soldiers martyred in regime airstrike in Syria's Idlib region"


def test_byte_order_mark_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfHe said no.")
    articles, errors = read(str(path))
    assert (articles[0].text, errors) == ("He said no.", [])


def test_line_endings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\nTwo.")
    assert read(str(path))[0][0].text == "One.\r\nTwo."


def test_unreadable_files_are_reported_and_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "d.txt").write_text("He said no.", encoding="utf-8")
    articles, errors = read(str(tmp_path), str(tmp_path / "missing.txt"))
    assert [Path(one.path).name for one in articles] == ["d.txt"]
    assert errors == [
        f"{tmp_path / 'a.txt'} is empty.",
        f"{tmp_path / 'b.txt'} is not UTF-8: byte 3 is 0xe9; convert it, for instance with iconv.",
        f"{tmp_path / 'c.txt'} is not a text file: it has null bytes; convert it to UTF-8 text.",
        f"{tmp_path / 'missing.txt'} does not exist.",
    ]


def test_folder_without_articles(tmp_path: Path) -> None:
    assert read(str(tmp_path)) == (
        [],
        [
            f"{tmp_path} has no articles: no file in it ends in .txt, .html, .htm, .jsonl, .csv, "
            ".parquet, .rss, .atom, .xml, .warc, .docx, .pdf."
        ],
    )


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("“Nein”, sagte er.".encode())))
    articles, errors = read("-")
    assert [(one.path, one.text) for one in articles] == [("stdin", "“Nein”, sagte er.")]
    assert errors == []


def test_path_too_long() -> None:
    articles, errors = read("He said no. " * 400)
    assert articles == []
    assert len(errors) == 1
    assert "cannot be read: File name too long" in errors[0]


def test_identifier_depends_on_text_only() -> None:
    one, moved = make_article("He said no.", "a/1.txt"), make_article("He said no.", "b/2.txt")
    other = make_article("He said yes.", "a/1.txt")
    assert one.id == moved.id
    assert one.id != other.id
    assert one.path == "a/1.txt"


def test_article_that_is_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said no. " * 50_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("He said no.", encoding="utf-8")
    articles, errors = read(str(tmp_path))
    assert [one.text for one in articles] == ["He said no."]
    assert errors == [
        f"{tmp_path / 'a.txt'} has 600,000 code points; an article may have 500,000 at most, so split it."
    ]
