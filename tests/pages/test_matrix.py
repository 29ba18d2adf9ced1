"""positions.html as a table: what stands together, what is folded, filters, time, who agrees with whom."""

from itertools import pairwise
from pathlib import Path

import numpy
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from kg.model import ArticleReading, Polarity
from kg.pages.page_writer import write_pages
from kg.pages.seriation import order_by_likeness
from tests.builders import Held, make_article, make_reading, make_statement, person, write_graph
from tests.pages.conftest import Opener
from tests.pages.html import page_at

# Two camps of two, toward thirty targets that all four have in common, and five actors with one statement.
TARGETS = [
    f"Target {word} {'Long' * (number % 3)} Name"
    for number, word in enumerate("abcdefghijklmnopqrstuvwxyzäöüß")
]
CAMPS = {"Ann Alpha": "supports", "Bob Beta": "opposes", "Cid Gamma": "supports", "Dan Delta": "opposes"}
SINGLE = ("Eve Epsilon", "Fay Zeta", "Gus Eta", "Hal Theta", "Ida Iota")
ALONE = "the tax on windows"


def reading(name: str, way: str, targets: list[str], day: str, number: int) -> ArticleReading:
    said = "they judge " + ", ".join(f"{one}" for one in targets) + " and others"
    article = make_article(f"{name} said {said}.", f"{number}.txt", day=day)
    acts = {"supports": "SUPPORT", "opposes": "REJECT"}
    held = [
        Held(acts[way], Polarity(way), one, None if one == ALONE else person(one), confidence=0.7 + 0.01 * at)
        for at, one in enumerate(targets)
    ]
    return make_reading(article, make_statement(article, said, person(name), *held))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    readings = [
        reading(name, way, TARGETS, f"2020-0{number}-01", number)
        for number, (name, way) in enumerate(CAMPS.items(), 1)
    ]
    readings += [reading("Ann Alpha", "supports", [TARGETS[0]], "2020-05-01", 5)]
    readings += [reading("Bob Beta", "opposes", [TARGETS[0], ALONE], "2020-05-02", 6)]
    readings += [
        reading(name, "supports", [TARGETS[0]], "2020-05-03", number) for number, name in enumerate(SINGLE, 7)
    ]
    readings += [
        reading(name, "opposes", [TARGETS[1]], "2020-05-04", number)
        for number, name in enumerate(("Cid Gamma", "Dan Delta"), 12)
    ]
    folder = write_graph(tmp_path_factory.mktemp("crowd"), *readings)
    write_pages(folder)
    return folder


@given(st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), max_size=12))
def test_every_row_has_one_place_and_the_first_comes_first(rows: list[list[int]]) -> None:
    order = order_by_likeness(numpy.array(rows, dtype=float).reshape(len(rows), 4))
    assert sorted(order) == list(range(len(rows)))
    assert order[:1] == [0] * bool(rows)


def test_those_that_stand_alike_are_next_to_each_other() -> None:
    rows = numpy.array([[3, 0, 0], [0, 2, 0], [-1, 0, 0], [0, 0, 5], [1, 0, 0]], dtype=float)
    # First who agrees with the first, then who stands against it, then who has nothing to do with it.
    assert order_by_likeness(rows) == [0, 4, 2, 1, 3]


def test_camps_stand_together_and_single_statements_are_folded(crowd: Path, open_page: Opener) -> None:
    # Nothing of this needs a script.
    page = open_page(crowd / "positions.html", script=False)
    names = page.locator(".matrix tbody tr:visible th")
    expect(names).to_have_text(["Bob Beta", "Dan Delta", "Ann Alpha", "Cid Gamma"])
    page.get_by_label("5 actors with one statement: show").check()
    expect(names).to_have_count(9)
    page.get_by_role("row", name="Ann Alpha").locator("td a").first.click()
    expect(page.locator(".cell:visible")).to_contain_text("they judge Target")


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.locator(selector).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width)"
        ".map(({ left, right, top, bottom }) => ({ left, right, top, bottom }))"
    )
    return found


def test_thirty_columns_fit_the_window_and_a_cell_is_marked_while_open(
    crowd: Path, open_page: Opener
) -> None:
    page = open_page(crowd / "positions.html")
    assert len(boxes(page, ".matrix thead .head")) == 30
    room = page.locator(".matrix").evaluate("one => [one.scrollWidth, one.clientWidth]")
    assert room[0] <= room[1]
    # The slanted heads stay in the window, and what is in a cell stays in it.
    assert max(one["right"] for one in boxes(page, ".matrix thead .head")) <= 1440
    for cell, inner in zip(
        boxes(page, ".matrix tbody td:has(a)"), boxes(page, ".matrix tbody td a"), strict=True
    ):
        assert cell["left"] - 1 <= inner["left"]
        assert inner["right"] <= cell["right"] + 1
    link = page.get_by_role("row", name="Bob Beta").get_by_role("link", name="opposes in").first
    link.click()
    expect(page.locator(".cell:visible")).to_contain_text("Bob Beta → Target")
    expect(link).to_have_attribute("aria-current", "true")
    assert page.evaluate("location.hash").startswith("#cell=")
    # The panel leaves less room: the table scrolls instead of its cells covering each other.
    places = boxes(page, ".matrix tbody tr:first-child td a")
    assert all(one["right"] <= other["left"] + 1 for one, other in pairwise(places))
    expect(link).to_be_in_viewport()
    expect(page.locator(".matrix .lit")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".cell:visible")).to_have_count(0)
    expect(link).to_be_focused()
    expect(page.locator("[aria-current=true]")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cell:visible h2")).to_contain_text("Dan Delta → Target")


def test_filters_choose_rows_and_columns_and_are_in_the_address(crowd: Path, open_page: Opener) -> None:
    page = open_page(crowd / "positions.html")
    names = page.locator(".matrix tbody th:visible")
    page.select_option("#way", "opposes")
    expect(names).to_have_text(["Bob Beta", "Dan Delta", "Cid Gamma"])
    page.fill("#about", "windows")
    expect(names).to_have_text(["Bob Beta"])
    expect(page.locator(".matrix thead .head")).to_have_text([ALONE])
    expect(page.locator("#status")).to_contain_text("1 of ")
    again = open_page(crowd / "positions.html", page.evaluate("location.hash"))
    expect(again.locator(".matrix thead .head")).to_have_text([ALONE])
    again.fill("#who", "nobody")
    expect(again.locator("#status")).to_have_text("Nothing fits all of this.")
    again.get_by_role("button", name="Show all").click()
    expect(again.locator(".matrix thead .head:visible")).to_have_count(30)
    # A picture of a period chooses it; the cells then count what was said in it.
    again.locator(".multiples").get_by_role("button", name="4 May 2020").click()
    expect(again.locator("#from")).to_have_value("2020-05-04")
    expect(again.locator(".matrix tbody tr")).to_contain_text(["Dan Delta", "Cid Gamma"])
    expect(again.locator(".matrix thead .head")).to_have_text([TARGETS[1]])


def test_a_telephone_has_a_list_by_actor(crowd: Path, open_page: Opener) -> None:
    page = open_page(crowd / "positions.html", width=390, height=844)
    entry = page.get_by_text("Target b", exact=False).locator("visible=true").first
    expect(entry).to_be_visible()
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1]
    left = [one["left"] for one in boxes(page, ".matrix tbody td:has(a)")]
    assert max(left) == min(left)


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(crowd: Path, open_page: Opener, width: int) -> None:
    page = open_page(crowd / "positions.html", "#way=opposes&cell=0-0", width=width, dark=True)
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []


def test_who_agrees_with_whom(crowd: Path) -> None:
    words = page_at(crowd / "positions.html").words
    # Of nine actors, two are for and two against everything, five more for one of the targets.
    assert "9 actors stand for or against one of 30 targets that several actors have a position on" in words
    assert "Pairs that share several targets" in words
    assert "Ann Alpha Bob Beta Target" in words


def test_few_data_are_said_to_be_few(tmp_path: Path) -> None:
    write_pages(write_graph(tmp_path, reading("Ann Alpha", "supports", [ALONE], "2020-01-01", 1)))
    words = page_at(tmp_path / "positions.html").words
    assert "No two actors stand for or against the same thing in these articles" in words
