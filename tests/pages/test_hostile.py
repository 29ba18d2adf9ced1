"""Texts and names that would be markup, scripts, addresses or a change of direction stay harmless text."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from kg.model import Actor, ActorType, Polarity
from kg.pages.page_writer import write_pages
from tests.builders import Held, make_article, make_reading, make_statement, write_graph
from tests.pages.conftest import Opener
from tests.pages.html import page_at

SCRIPT = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
TURN = "\u202eTURNED\u2066"
LONG = "Abdul" + "ab" * 5000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph in which every name and text tries something."""
    folder = tmp_path_factory.mktemp("hostile")
    readings = []
    for number, nasty in enumerate((SCRIPT, TURN, LONG, "javascript:alert(3)", "{{ 7 * 7 }} ' \" `")):
        name = f"{nasty} Doe"
        actor = Actor(f"actor-{number}" if len(nasty) < 1000 else nasty.lower(), name, ActorType.PERSON)
        text = f"{name} said that the plan of {nasty} is wrong if {nasty} holds."
        article = make_article(
            text,
            f"<b>{nasty[:60]}.txt",
            day="2020-02-05",
            title=nasty,
            publisher=nasty,
            url="javascript:alert(4)" if number else "https://example.org/?a=1&b=%22%3E",
        )
        content = text[len(name) + len(" said that ") : -1]
        held = Held("REJECT", Polarity.OPPOSES, f"the plan of {nasty}", condition=f"if {nasty} holds")
        statement = make_statement(article, content, actor, held)
        readings.append(make_reading(article, replace(statement, id=f"st-{number}")))
    write_pages(write_graph(folder, *readings))
    return folder


def test_every_page_opens_in_peace(hostile: Path, open_page: Opener) -> None:
    paths = sorted(hostile.rglob("*.html"))
    assert len(paths) >= 16
    for path in paths:
        page = open_page(path, width=390, height=844)
        page.wait_for_load_state()
        assert page.locator("img").count() == 0
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, path.name
    # At the end `open_page` fails if a dialog, an error or a request was seen.


def test_search_and_panel_show_it_as_text(hostile: Path, open_page: Opener) -> None:
    page = open_page(hostile / "index.html")
    page.fill("#search", "<script>alert(1)")
    expect(page.locator("#results")).to_contain_text("<script>alert(1)</script>")
    page = open_page(hostile / "graph.html", f"#q={quote('onerror')}")
    expect(page.locator("#panel")).to_contain_text("onerror=")
    page.locator("#panel li.said button").first.click()
    expect(page.locator("#panel .evidence mark")).to_contain_text('<img src=x onerror="alert(2)">')
    assert page.locator("img").count() == 0


def test_no_address_of_another_scheme_is_a_link(hostile: Path) -> None:
    outside = []
    for path in hostile.rglob("*.html"):
        page = page_at(path)
        assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:"))]
        outside += [link for link in page.links if link.startswith("http")]
    assert outside == ["https://example.org/?a=1&b=%22%3E"]


def test_long_names_are_cut_and_their_pages_have_short_ones(hostile: Path) -> None:
    names = [path.name for path in (hostile / "actors").glob("*.html")]
    assert max(map(len, names)) < 110
    listed = page_at(hostile / "actors" / "index.html").words
    assert LONG not in listed
    assert LONG[:50] in listed


def test_marks_of_direction_are_shown_as_such_in_titles(hostile: Path) -> None:
    page = page_at(hostile / "articles" / "index.html")
    assert "\u202e" not in page.text
    assert "\ufffdTURNED\ufffd" in page.text
