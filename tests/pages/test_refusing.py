"""What is in the way of pages is refused before a build reads or writes anything."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.main import run
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow
from kg.graph.vocabulary import node
from kg.pages.page_names import list_page, may_be_page, page_of
from tests.with_fake_reader import use_fake_reader

OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article in the working folder, and an empty folder for what is made of it."""
    monkeypatch.chdir(tmp_path)
    use_fake_reader(monkeypatch)
    Path("a.txt").write_text("Ana Prado: the road is open", encoding="utf-8")
    OUTPUT.mkdir()


def kg(patch: pytest.MonkeyPatch, *arguments: str) -> int:
    patch.setattr(sys, "argv", ["kg", *arguments])
    with pytest.raises(SystemExit) as caught:
        run()
    return int(caught.value.code or 0)


def foreign(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("<p>mine</p>", encoding="utf-8")


def place(path: Path) -> None:
    path.mkdir(parents=True)


@pytest.mark.parametrize(
    ("name", "make", "problem"),
    [
        ("index.html", foreign, "is not a page of kg"),
        ("graph.html", foreign, "is not a page of kg"),
        ("positions.html", place, "is a folder, is where a page should be,"),
        ("index.html.part", place, "is a folder, is where a page should be,"),
        ("articles/index.html", foreign, "is not a page of kg"),
        ("articles/index-2.html", foreign, "is not a page of kg"),
        ("actors/ana-prado.html", foreign, "is not a page of kg"),
        ("actors/ana-prado--2.html", place, "is a folder, is where a page should be,"),
        ("articles", foreign, "is not a folder, is where the pages should be,"),
    ],
)
def test_what_is_in_the_way_is_refused_before_anything_is_touched(
    name: str,
    make: Callable[[Path], None],
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make(OUTPUT / name)
    said = f"kg: output/{name} {problem} and is left as it is; choose another folder for the graph.\n"
    assert kg(monkeypatch, "build", "a.txt") == 3
    assert capsys.readouterr() == ("", said)
    assert not (OUTPUT / "ledger.sqlite").exists()
    assert not (OUTPUT / "store").exists()
    # A build without pages has no need of the place; then only pages are refused.
    assert kg(monkeypatch, "build", "a.txt", "--no-pages") == 0
    ledger = (OUTPUT / "ledger.sqlite").read_bytes()
    capsys.readouterr()
    assert kg(monkeypatch, "pages") == 3
    assert capsys.readouterr() == ("", said)
    assert kg(monkeypatch, "remove", "a.txt") == 3
    assert (OUTPUT / "ledger.sqlite").read_bytes() == ledger
    assert len(list(OUTPUT.rglob("*.html*"))) == (name != "articles")


def test_files_that_no_page_is_called_as_are_not_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("original.html", "notes.txt", "My Page.html"):
        foreign(OUTPUT / "articles" / name)
    assert kg(monkeypatch, "build", "a.txt") == 0
    assert (OUTPUT / "articles" / "original.html").read_text(encoding="utf-8") == "<p>mine</p>"


@given(st.sampled_from(["actor", "agreement"]), st.text(min_size=1), st.integers(1, 300))
def test_every_page_of_a_node_has_a_name_that_is_looked_at(kind: str, identifier: str, number: int) -> None:
    path = page_of(Node(Iri(node(kind, identifier).value), "x"), number)
    assert may_be_page(*path.split("/"))
    assert may_be_page(*list_page(kind, number).split("/"))


@given(st.text(min_size=1), st.text(min_size=1), st.integers(1, 300))
def test_every_page_of_an_article_has_a_name_that_is_looked_at(path: str, text: str, number: int) -> None:
    name = page_of(ArticleRow(Iri(node("article", text).value), path, "x"), number)
    assert may_be_page(*name.split("/"))
