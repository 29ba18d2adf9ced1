"""What a metadata.csv says of the articles beside it, and what is wrong with it."""

from datetime import date
from pathlib import Path

from tests.text.inputs.reading import html, read


def test_metadata_of_subfolder(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text("He said no.", encoding="utf-8")
    (tmp_path / "inner" / "metadata.csv").write_text("document,title\na.txt,T\n", encoding="utf-8")
    assert [one.title for one in read(tmp_path).articles] == ["T"]


def test_what_it_says_goes_before_what_a_page_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html(head='<meta property="og:site_name" content="Fast News">'))
    (tmp_path / "metadata.csv").write_text("document,title,published_on\na.html,Another,2020-02-10\n")
    (article,) = read(tmp_path).articles
    assert (article.title, article.publisher) == ("Another", "Fast News")
    assert article.published_on == date(2020, 2, 10)


def test_each_row_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "inner/d.txt"):
        (tmp_path / name).write_text(f"He read {name}.")
    (tmp_path / "metadata.csv").write_text(
        "document,title,published_on\n"
        "a.txt,A title,10/02/2020\n"
        "\n,,\n"
        "a.txt,Another\n"
        "b.txt,Road, snow and ice,2020-02-10\n"
        "inner/d.txt,D\n"
        ",Nobody's\n"
        'c.txt,"The ""road""",2020-02-11\n'
        'b.txt,"Not closed,2020-02-10\n'
        "c.txt,C\n",
        encoding="utf-8",
    )
    articles, errors, _ = read(tmp_path)
    assert [(one.title, one.published_on) for one in articles] == [
        ("A title", None),
        (None, None),
        ('The "road"', date(2020, 2, 11)),
        (None, None),
    ]
    assert [error.removeprefix(f"{tmp_path}/metadata.csv, ") for error in errors] == [
        "line 2: “10/02/2020” is not a date; write it as 2020-02-10 or leave it empty.",
        "line 5: “a.txt” has a row already, in line 2, which is used; delete one.",
        "line 6: it has more cells than columns, so it is not used; put a cell with a comma in"
        " quotation marks.",
        "line 7: there is no file “inner/d.txt” in this folder; correct the name or delete the row.",
        "line 8: it names no document, so it is not used; fill the column “document”.",
        "line 10: from here on, rows are not CSV (unexpected end of data), so they are not used;"
        " close quotation"
        " marks, and double those inside a cell.",
    ]


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said no.")
    (tmp_path / "metadata.csv").write_text("title\nA\n")
    assert read(tmp_path).errors == [
        f"{tmp_path}/metadata.csv has no column “document”; its first line must be"
        " document,title,publisher,published_on,url."
    ]
    (tmp_path / "metadata.csv").unlink()
    (tmp_path / "metadata.csv").symlink_to("nothing")
    assert read(tmp_path).errors == [
        f"{tmp_path}/metadata.csv is no file that can be read; make it one or delete it."
    ]


def test_a_name_that_no_file_can_have_costs_no_other_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He said no.")
    name = "x" * 300
    (tmp_path / "metadata.csv").write_text(f"document,title\n{name},X\na\0.txt,N\na.txt,A\n")
    articles, errors, _ = read(tmp_path)
    assert [one.title for one in articles] == ["A"]
    advice = "in this folder; correct the name or delete the row."
    assert errors == [
        f"{tmp_path}/metadata.csv, line 2: there is no file “{name}” {advice}",
        f"{tmp_path}/metadata.csv, line 3: there is no file “a\0.txt” {advice}",
    ]
