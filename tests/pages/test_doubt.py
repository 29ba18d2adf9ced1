"""Both confidences on the pages; who may have said something, in no count, and one step away."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.pages.page_writer import write_pages
from kg.pages.rendering import percent
from tests.builders import write_graph
from tests.pages.conftest import Opener
from tests.pages.html import page_at
from tests.with_doubt import GONE, READING, SAFE, STATEMENTS

UNSURE = "speaker unsure: John Smith (48 %), Paul Jones (31 %) or Sam Brown (22 %)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = write_graph(tmp_path_factory.mktemp("doubt"), READING)
    write_pages(found)
    return found


@pytest.fixture(scope="module")
def article(folder: Path) -> Path:
    return next((folder / "articles").glob("a-*.html"))


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.97, "97 %"), (0.305, "31 %"), (0.999, "99 %"), (1.0, "100 %"), (0.001, "1 %"), (0.0, "0 %")],
)
def test_only_what_is_certain_is_100_percent(share: float, words: str) -> None:
    assert percent(share) == words.replace(" ", "\u00a0")


def test_the_margin_has_both_confidences_and_who_it_may_be(article: Path) -> None:
    words = page_at(article).words
    assert f"{UNSURE} “said”, reported · statement 90 % ¶" in words
    assert "John Smith “told”, reported · to Jane Doe · statement 90 %, speaker 88 % ¶" in words
    assert "speaker not named “was said”, reported · statement 90 % ¶" in words
    assert "../actors/paul-jones.html" in page_at(article).links


def test_an_article_tells_an_unsure_speaker_from_none(article: Path) -> None:
    words = page_at(article).words
    assert "3 statements by 1 speaker" in words
    assert "speaker unsure 1 John Smith 1 speaker not named 1" in words


def test_an_actor_s_page_has_what_they_may_have_said_at_its_end(folder: Path) -> None:
    said, _, rest = page_at(folder / "actors" / "john-smith.html").words.partition(
        "What John Smith may have said: 1 statement whose speaker is unsure"
    )
    assert "person · 1 statement by" in said
    assert GONE in said
    assert "statement 90 %, speaker 88 %" in said
    assert UNSURE not in said
    assert f"{UNSURE} “said”, reported {SAFE}" in rest
    assert "may have said" not in page_at(folder / "actors" / "jane-doe.html").words


def test_who_may_have_said_it_has_said_nothing(folder: Path) -> None:
    words = page_at(folder / "actors" / "paul-jones.html").words
    assert "statement by" not in words
    assert "(1 speaks)" in page_at(folder / "index.html").words


def test_the_graph_and_the_search_tell_them_apart(folder: Path, open_page: Opener) -> None:
    panel = open_page(folder / "graph.html", f"#statement={STATEMENTS['unsure'].id}").locator("#panel")
    assert " ".join(panel.locator("h2").inner_text().split()) == UNSURE
    assert "statement 90 %" in " ".join(panel.inner_text().split())
    assert ", speaker" not in " ".join(panel.locator(".how").inner_text().split())
    panel = open_page(folder / "graph.html", f"#statement={STATEMENTS['sure'].id}").locator("#panel")
    assert "statement 90 %, speaker 88 %" in " ".join(panel.inner_text().split())
    found = open_page(folder / "index.html", "#q=bank").locator("#results")
    assert "speaker unsure “said” the bank is safe" in found.inner_text()
    assert "speaker not named: the bank is open" in found.inner_text()


def test_axe_finds_nothing(folder: Path, article: Path, open_page: Opener) -> None:
    for path in (article, folder / "actors" / "john-smith.html"):
        page = open_page(path)
        for control in page.locator("main > details > summary").all():
            control.click()
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []
