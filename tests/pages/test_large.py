"""A graph that is too large for all pages has those that are asked for, and no dead link."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.errors import UsageError
from kg.graph.store import Store, open_store
from kg.graph.store_writer import write_store
from kg.pages import page_choice
from kg.pages.page_choice import Asked, find_asked
from kg.pages.page_writer import write_pages
from tests.builders import make_quads
from tests.pages.conftest import Opener
from tests.pages.html import all_pages, followed_links, page_at
from tests.with_positions import READINGS, position_quads

OVERVIEW = {
    *("index.html", "graph.html", "positions.html"),
    *("actors/index.html", "agreements/index.html", "articles/index.html"),
}
CELIK = "actors/omer-celik.html"
KEYS = ("actor/omer-celik", "agreement/astana-process", "article/a.txt", "month/2020-02", "all")


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two articles are as many as may have all pages."""
    monkeypatch.setattr(page_choice, "MOST_ARTICLES", 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the graph of five articles."""
    write_store(tmp_path, position_quads())
    return tmp_path


@pytest.fixture
def store(folder: Path) -> Store:
    return open_store(folder)


def others(folder: Path) -> set[str]:
    """The pages in `folder` that show a part of the graph; of articles only the name of the file."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert found >= OVERVIEW
    return {name.rpartition("-")[0] if name.startswith("articles/") else name for name in found - OVERVIEW}


def test_a_large_graph_has_the_pages_that_show_the_whole_and_says_so(folder: Path) -> None:
    notes: list[str] = []
    write_pages(folder, on_note=notes.append)
    assert others(folder) == set()
    assert notes == [
        "The graph has 5 articles, so there are the first page, the lists, the positions, the picture and "
        "only those other pages that were asked for (0). “kg pages --actor NAME”, “--agreement NAME”, "
        "“--article PATH” or “--month 2020-02” writes more, “kg pages --all” every one."
    ]
    for page in all_pages(folder).values():
        assert "What has no link here has no page: kg pages --actor NAME" in page.words


def test_a_small_graph_has_all_pages_and_no_note(tmp_path: Path) -> None:
    notes: list[str] = []
    write_store(tmp_path, make_quads(READINGS[:2]))
    write_pages(tmp_path, on_note=notes.append)
    assert {CELIK, "articles/a", "articles/b"} <= others(tmp_path)
    assert notes == []
    assert "has no link here" not in page_at(tmp_path / "index.html").words


def test_what_has_no_page_says_how_to_get_it(folder: Path) -> None:
    write_pages(folder, keys=["actor/omer-celik"])
    assert others(folder) == {CELIK}
    listed = page_at(folder / "actors" / "index.html")
    assert "../actors/omer-celik.html" in listed.links
    titles = [one["title"] for one in listed.all("span") if "title" in one]
    assert "No page yet: kg pages --actor recep-tayyip-erdogan" in titles
    assert len(titles) == len(listed.all("bdi")) - 1
    own = page_at(folder / CELIK)
    # What is said there can be found in the article all the same.
    assert "we will hit regime forces… a.txt, 5 February 2020" in own.words
    titles = [one["title"] for one in own.all("span") if "title" in one]
    assert "No page yet: kg pages --article a.txt" in titles


@settings(max_examples=6)
@given(st.sets(st.sampled_from(KEYS)))
def test_no_link_is_dead_whatever_is_asked_for(keys: set[str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_store(folder, position_quads())
        write_pages(folder, keys=keys)
        assert followed_links(folder) > 36


def test_what_was_asked_for_is_kept_up_to_date_until_it_is_given_up(folder: Path) -> None:
    pipeline.write_pages(folder, asked=Asked(actors=("omer-celik",)))
    pipeline.write_pages(folder, asked=Asked(months=("2020-03",)))
    assert others(folder) == {CELIK, "articles/c"}
    pipeline.write_pages(folder)
    assert others(folder) == {CELIK, "articles/c"}
    # What the graph does not have any more has no page, and gets one when it is back.
    write_store(folder, make_quads(READINGS[1:]))
    pipeline.write_pages(folder)
    assert others(folder) >= {CELIK, "articles/c"}
    write_store(folder, make_quads(READINGS[1:4]))
    pipeline.write_pages(folder)
    assert others(folder) == {"articles/c"}
    write_store(folder, position_quads())
    pipeline.write_pages(folder, asked=Asked(every=True))
    assert followed_links(folder) > 100
    pipeline.write_pages(folder, asked=Asked(only=True))
    assert others(folder) == set()


def test_portions_of_wishes_give_the_same_bytes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    write_store(other, position_quads())
    pipeline.write_pages(folder, asked=Asked(actors=("omer-celik",), articles=("a.txt",)))
    pipeline.write_pages(other, asked=Asked(articles=("a.txt",)))
    pipeline.write_pages(other, asked=Asked(actors=("omer-celik",)))
    first, second = (
        {path.relative_to(one): path.read_bytes() for path in one.rglob("*.html")} for one in (folder, other)
    )
    assert first == second


@pytest.mark.parametrize(
    ("asked", "keys", "notes"),
    [
        (Asked(actors=("omer-celik",)), {"actor/omer-celik"}, []),
        (Asked(actors=("Ban Ki-moon",)), {"actor/ban-ki-moon"}, []),
        (
            Asked(actors=("Erdogann",)),
            {"actor/recep-tayyip-erdogan"},
            ["Understood: “Erdogann” is Recep Tayyip Erdogan."],
        ),
        (
            Asked(actors=("celik",)),
            {"actor/omer-celik", "actor/omer-celik-and-mevlut-cavusoglu"},
            ["Understood: “celik” is Omer Celik and Omer Celik and Mevlut Cavusoglu."],
        ),
        (
            Asked(agreements=("Astana",)),
            {"agreement/astana-process"},
            ["Understood: “Astana” is Astana process."],
        ),
        (Asked(articles=("./a.txt",), months=("2020-02",)), {"article/a.txt", "month/2020-02"}, []),
        (Asked(every=True), {"all"}, []),
    ],
)
def test_names_are_forgiven(store: Store, asked: Asked, keys: set[str], notes: Iterable[str]) -> None:
    told: list[str] = []
    assert find_asked(store, asked, told.append) == keys
    assert told == notes


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Asked(actors=("Zzyzx Road",)), "Nothing in the graph is called “Zzyzx Road”"),
        (Asked(articles=("elsewhere",)), "The graph has no article from “elsewhere”; give a path as it was"),
        (Asked(months=("2020-2",)), "“2020-2” is not a month; write it as 2020-02."),
        (Asked(months=("1999-01",)), "The graph has no article that was published in 1999-01."),
    ],
)
def test_what_the_graph_does_not_have_is_told_and_changes_nothing(
    folder: Path, asked: Asked, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        pipeline.write_pages(folder, asked=asked)
    assert not list(folder.rglob("*.html"))
    assert not (folder / "ledger.sqlite").exists()


def test_the_articles_of_a_folder_and_of_a_file(tmp_path: Path) -> None:
    paths = ("news/a.txt", "news/b.jsonl#1", "newsletter.txt")
    moved = [
        replace(one, article=replace(one.article, paths=(path,)))
        for one, path in zip(READINGS, paths, strict=False)
    ]
    write_store(tmp_path, make_quads(moved))
    for asked, names in (("news/", {"a", "b-jsonl-1"}), ("news/b.jsonl", {"b-jsonl-1"})):
        pipeline.write_pages(tmp_path, asked=Asked(articles=(asked,), only=True))
        assert others(tmp_path) == {f"articles/{name}" for name in names}


def test_search_and_picture_have_text_where_there_is_no_page(folder: Path, open_page: Opener) -> None:
    write_pages(folder, keys=["actor/omer-celik"])
    page = open_page(folder / "index.html")
    page.fill("#search", "Erdogan")
    results = page.locator("#results")
    assert "Recep Tayyip Erdogan" in results.inner_text()
    assert results.get_by_role("link").count() == 0
    page.fill("#search", "Omer Celik")
    results.get_by_role("link", name="Omer Celik", exact=True).click()
    assert page.url.endswith("/actors/omer-celik.html")
    page = open_page(folder / "graph.html", "#node=actor/recep-tayyip-erdogan")
    assert "all of it on its page" not in page.locator("#panel").inner_text()
    page = open_page(folder / "graph.html", "#node=actor/omer-celik")
    assert "all of it on its page" in page.locator("#panel").inner_text()
