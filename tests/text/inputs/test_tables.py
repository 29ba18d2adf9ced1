"""Articles as rows: JSON Lines, CSV, Parquet."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.text.inputs.columns import parse_columns
from tests.text.inputs.reading import SAID, parquet, read


def places(articles: list) -> list[str]:  # type: ignore[type-arg]
    return [Path(one.path).name for one in articles]


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"body": SAID, "headline": "Road", "source": {"id": None, "name": "BBC"}, "link": "https://x/1"},
        {"text": "He said no.", "publishedAt": "2020-02-10T23:30:00-05:00", "id": "a 7"},
        {"text": "He said yes.", "date": "10 February 2020", "id": 8},
    ]
    (tmp_path / "news.jsonl").write_text("\ufeff" + "\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    articles, errors, _ = read(tmp_path)
    assert places(articles) == ["news.jsonl#1", "news.jsonl#a 7", "news.jsonl#8"]
    assert [one.text for one in articles] == [SAID, "He said no.", "He said yes."]
    first = articles[0]
    assert (first.title, first.publisher, first.url) == ("Road", "BBC", "https://x/1")
    assert [one.published_on for one in articles] == [None, date(2020, 2, 10), date(2020, 2, 10)]
    assert errors == []


def test_lines_that_are_no_article_are_counted(tmp_path: Path) -> None:
    lines = [
        '{"text": "He said no."}',
        "[1]",
        "no",
        '{"title": "x"}',
        '{"text": " "}',
        '{"text": 1}',
        "[" * 9_999,
    ]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode() + b'\n{"text": "caf\xe9"}\n')
    articles, errors, _ = read(tmp_path / "a.jsonl")
    assert [one.text for one in articles] == ["He said no."]
    assert errors == [
        f"{tmp_path}/a.jsonl: left out: 1 not a JSON object (line 2), 2 not JSON (line 3, line 7), "
        "3 without a text (line 4, line 5, line 6), 1 not UTF-8 (line 8); the rest is read."
    ]


def test_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        'Text,Title,Published On,Outlet\n"“No, never,”\nsaid Ana Prado.",Road,2020-02-10,BBC\n'
        "He said yes.,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "b.csv").write_text("title;text\nA;He said no, and left.\n", encoding="utf-8-sig")
    articles, errors, _ = read(tmp_path)
    assert places(articles) == ["a.csv#1", "a.csv#2", "b.csv#1"]
    assert articles[0].text == "“No, never,”\nsaid Ana Prado."
    assert (articles[0].title, articles[0].publisher) == ("Road", "BBC")
    assert articles[0].published_on == date(2020, 2, 10)
    assert (articles[2].title, articles[2].text) == ("A", "He said no, and left.")
    assert errors == []


def test_two_rows_with_one_identifier_have_two_paths(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\nx,One.\nx,Two.\n,Three.\n3,Four.\n")
    assert places(read(tmp_path).articles) == ["a.csv#x", "a.csv#x~2", "a.csv#3", "a.csv#3~2"]


def test_rows_that_are_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text,date\nOne.,03/04/2020\nTwo.,,3\n,\nThree,\n"Four,\nFive.\n')
    (tmp_path / "b.csv").write_bytes(b"text\nOne.\ncaf\xe9\nTwo.\n")
    (tmp_path / "c.csv").write_text("headline,number\nA,1\n")
    articles, errors, _ = read(tmp_path)
    assert [one.text for one in articles] == ["One.", "Three", "One."]
    assert errors == [
        f"{tmp_path}/a.csv is not read after line 5: what follows is not CSV (unexpected end of data); close"
        " quotation marks and double those inside a cell.",
        f"{tmp_path}/a.csv: left out: 1 with more cells than columns (row 2), 1 without a text (row"
        " 3); the rest"
        " is read.",
        f"{tmp_path}/a.csv: dates: 1 not understood (“03/04/2020” in row 1); write them as 2020-02-10.",
        f"{tmp_path}/b.csv is not read after line 2: what follows is not UTF-8 (a byte is 0xe9); convert the"
        " file, for instance with iconv.",
        f"{tmp_path}/c.csv has no column that is known to hold the text; its columns are headline,"
        " number; name"
        " it with --columns text=COLUMN.",
    ]


def test_parquet(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "content": ["He said no.", None, "He said yes."],
        "published": [datetime(2020, 2, 10, 23, 30), None, None],
        "number": [1, 2, 3],
    }
    (tmp_path / "a.parquet").write_bytes(parquet(columns))
    (tmp_path / "b.parquet").write_bytes(b"nothing of that kind")
    (tmp_path / "c.parquet").write_bytes(parquet(columns)[:-20])
    articles, errors, _ = read(tmp_path)
    assert places(articles) == ["a.parquet#1", "a.parquet#3"]
    assert [one.published_on for one in articles] == [date(2020, 2, 10), None]
    assert errors[:2] == [
        f"{tmp_path}/a.parquet: left out: 1 without a text (row 2); the rest is read.",
        f"{tmp_path}/b.parquet is not a Parquet file: its first bytes are those of something else;"
        " get it anew,"
        " or give it the suffix of what it is.",
    ]
    assert errors[2].startswith(f"{tmp_path}/c.parquet cannot be read as a Parquet file: ")
    assert len(errors) == 3


def test_columns_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("story,hed,text\nHe said no.,A,other\n")
    (tmp_path / "b.jsonl").write_text('{"story": "He said yes.", "hed": "B"}')
    found = read(tmp_path, columns=parse_columns("text=story, title=hed"))
    assert [(one.text, one.title) for one in found.articles] == [("He said no.", "A"), ("He said yes.", "B")]
    missing = read(tmp_path / "a.csv", columns={"text": "body"})
    assert missing.errors == [
        f"{tmp_path}/a.csv has no column “body” for the text; its columns are story, hed, text."
    ]


@pytest.mark.parametrize("option", ["body", "text=", "=body", "author=x", "text=a,,"])
def test_columns_in_another_form_are_refused(option: str) -> None:
    with pytest.raises(UsageError, match="does not name a column; write, for instance, text=body,title=hed"):
        parse_columns(option)


@given(st.text(min_size=1).filter(lambda text: text.strip()), st.text())
def test_an_article_is_the_same_after_json_lines(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str
) -> None:
    path = tmp_path_factory.mktemp("round") / "a.jsonl"
    path.write_text(json.dumps({"text": text, "title": title}), encoding="utf-8")
    (article,), errors, _ = read(path)
    assert article.text == text.replace("\0", "\ufffd")
    assert article.title == (" ".join(title.replace("\0", "\ufffd").split()) or None)
    assert errors == []


def test_what_is_not_a_number_is_an_empty_cell(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "He said no.", "title": NaN, "date": NaN, "id": NaN}\n')
    (article,), errors, _ = read(tmp_path)
    assert (article.title, article.path, errors) == (None, f"{tmp_path}/a.jsonl#1", [])


def test_blank_lines_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\n\r\n{"text": "He said no."}\n\n{"text": 5}\n')
    articles, errors, _ = read(tmp_path)
    assert places(articles) == ["a.jsonl#3"]
    assert errors == [f"{tmp_path}/a.jsonl: left out: 1 without a text (line 5); the rest is read."]
