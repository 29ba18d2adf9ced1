"""What is not said speech: on the pages, marked, one step away, and in no count."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pyoxigraph import Store

from kg.graph.reader.graph_counts import count_articles, list_articles
from kg.model import Unsaid
from kg.pages.page_writer import write_pages
from tests.builders import make_article, make_reading, make_statement, make_store, person, write_graph
from tests.pages.conftest import Opener
from tests.pages.html import page_at
from tests.pages.test_articles import page_of_reading, pieces_of
from tests.with_unsaid import OPEN, READING, ROAD, SENT, STATEMENTS, TALKED, WAVE, WHETHER, unsaid_quads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = write_graph(tmp_path_factory.mktemp("unsaid"), READING)
    write_pages(found)
    return found


@pytest.fixture(scope="module")
def article(folder: Path) -> Path:
    return next((folder / "articles").glob("a-*.html"))


def test_counts_are_of_what_was_said() -> None:
    store: Store = make_store(unsaid_quads())
    counts = count_articles(store, (one.iri for one in list_articles(store)))
    assert sorted(counts.said.values()) == [1, 1]
    assert list(counts.quoted.values()) == [2]
    assert counts.dates == {"2020-02-10": 2}
    assert counts.shown == 0


def test_the_first_page_and_the_graph_know_only_what_was_said(folder: Path) -> None:
    index, graph = ((folder / name).read_text(encoding="utf-8") for name in ("index.html", "graph.html"))
    assert (
        "2 statements in 1 article · 3 actors (2 speak) · 0 agreements · 0 positions"
        in page_at(folder / "index.html").words
    )
    for html in (index, graph):
        assert STATEMENTS["said"].id in html
        assert STATEMENTS["denied"].id in html
        assert not [name for name in ("refused", "negated", "attitude", "act") if STATEMENTS[name].id in html]


def test_an_actor_s_page_has_the_rest_under_a_heading_of_its_own(folder: Path) -> None:
    words = page_at(folder / "actors" / "angela-merkel.html").words
    said, _, rest = words.partition("What Angela Merkel did not say, or only thinks or does: 3 statements")
    assert "person · 1 statement by" in said
    assert OPEN in said
    assert not [one for one in (WHETHER, TALKED, WAVE) if one in said]
    order = ["refused to say", WHETHER, "did not say", TALKED, "attitude", WAVE]
    assert sorted(order, key=rest.index) == order


def test_in_an_article_the_margin_says_what_it_is(article: Path) -> None:
    words = page_at(article).words
    assert "2 statements by 2 speakers · 0 agreements · 0 positions · a.txt" in words
    assert "Angela Merkel refused to say “declined to say”, quoted" in words
    assert "Sergei Lavrov “denied”, reported" in words
    assert "Sergei Lavrov act “agreed”, reported" in words


def test_what_is_said_around_it_decides_the_look() -> None:
    jane, john = person("Jane Doe"), person("John Roe")
    text = make_article("Jane Doe said that John Roe would not say if the road is closed.")
    outer = make_statement(text, "that John Roe would not say if the road is closed", jane)
    inner = make_statement(text, "if the road is closed", john, within=outer.id, unsaid=Unsaid.REFUSED)
    pieces = pieces_of(page_of_reading(make_reading(text, outer, inner)))
    assert [(piece.text, piece.colour, piece.other) for piece in pieces if piece.statements] == [
        ("Jane Doe", "voice-0", ""),
        ("that ", "voice-0", ""),
        ("John Roe", "voice-0", "some"),
        (" would not say ", "voice-0", ""),
        ("if the road is closed", "voice-0", "some"),
    ]


def test_it_is_marked_if_asked_for(article: Path, open_page: Opener) -> None:
    page = open_page(article)
    assert page.locator(".note:visible").count() == 2
    refused = page.locator("mark", has_text=WHETHER)
    expect(refused).to_have_css("border-bottom-width", "0px")
    page.get_by_label("Also mark what was not said, and attitudes and acts (4)").check()
    assert page.locator(".note:visible").count() == 6
    expect(refused).to_have_css("border-bottom-style", "dashed")
    expect(page.locator("mark", has_text=SENT)).to_have_css("border-bottom-style", "solid")


def test_a_link_to_it_shows_it(article: Path, open_page: Opener) -> None:
    page = open_page(article, f"#{STATEMENTS['act'].id}")
    assert page.locator(".note:visible").count() == 6
    expect(page.locator("mark.lit")).to_have_text(ROAD)


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(folder: Path, article: Path, open_page: Opener, dark: bool) -> None:
    for path in (article, folder / "actors" / "angela-merkel.html"):
        page = open_page(path, dark=dark)
        for control in page.locator("#others, main > details > summary").all():
            control.click()
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []
