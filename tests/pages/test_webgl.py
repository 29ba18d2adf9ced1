"""graph.html of a graph of more nodes than vis-network draws: all of them by sigma, where it is installed."""

import re
from pathlib import Path

import networkx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kg.graph.store import open_store
from kg.pages.node_layout import place_nodes
from kg.pages.page_names import GRAPH
from kg.pages.single_page import make_page, read_drawn
from kg.pages.webgl import has_webgl
from tests.builders import write_graph
from tests.pages.conftest import Opener
from tests.pages.test_picture_names import assert_apart, boxes
from tests.with_many_nodes import many_readings

COUNT = 600
installed = pytest.mark.skipif(not has_webgl(), reason="sigma is not installed (make sigma).")


# How many nodes stand outside of the picture.
OUTSIDE = """() => {
  const { width, height } = document.getElementById("network").getBoundingClientRect();
  return kg.picture.drawnAt().filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height).length;
}"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a graph of `COUNT` actors."""
    return write_graph(tmp_path_factory.mktemp("many"), *many_readings(COUNT))


@pytest.fixture(scope="module")
def whole(graph: Path) -> Path:
    """The page of all of them."""
    return _write(graph, "whole.html")


def _write(folder: Path, name: str) -> Path:
    html = make_page(open_store(folder), GRAPH, frozenset())
    assert html
    (folder / name).write_text(html, encoding="utf-8")
    return folder / name


def _colours_drawn(page: Page) -> int:
    """How many colours there are on the canvas of WebGL, read in the frame in which it is drawn."""
    count: int = page.evaluate(
        """() => new Promise((resolve) => requestAnimationFrame(() => {
          kg.picture.fit();
          requestAnimationFrame(() => {
            const drawn = document.querySelector("#network canvas");
            const copy = Object.assign(document.createElement("canvas"), { width: 300, height: 200 });
            const context = copy.getContext("2d");
            context.drawImage(drawn, 0, 0, 300, 200);
            const { data } = context.getImageData(0, 0, 300, 200);
            resolve(new Set(new Uint32Array(data.buffer)).size);
          });
        }))"""
    )
    return count


@installed
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]
)
def test_all_nodes_are_drawn_and_axe_finds_nothing(
    whole: Path, open_page: Opener, width: int, scheme: str
) -> None:
    page = open_page(whole, width=width, height=844, dark=scheme == "dark")
    expect(page.locator("#status")).to_contain_text(
        re.compile(r"^1,200 of 1,200 statements, 600 of 600 nodes")
    )
    assert _colours_drawn(page) > 20
    assert len(assert_apart(page)) > 5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert [one["id"] for one in found.response["violations"]] == []


@installed
def test_choosing_searching_and_filtering_work_as_in_a_small_picture(whole: Path, open_page: Opener) -> None:
    page = open_page(whole)
    panel, status = page.locator("#panel"), page.locator("#status")
    # By its name in the picture, which then has its statements around it.
    name, corner = assert_apart(page)[0], page.locator("#network").bounding_box()
    assert corner
    page.mouse.click(corner["x"] + name["left"] + 12, corner["y"] + name["bottom"] - 5)
    chosen = page.evaluate("kg.data('graph-data').nodes")[name["id"]]
    expect(panel.locator("h2")).to_have_text(chosen["name"])
    expect(panel.get_by_role("link", name="all of it on its page")).to_have_attribute("href", chosen["page"])
    # By the keyboard, from the list.
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_focused()
    page.fill("#search", "Jon Talvik")
    expect(panel).to_contain_text("Nothing has all these words.")
    page.fill("#search", "Cai Berber")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(panel.locator("h2")).to_have_text("Cai Berber")
    # It stands in the middle, with its name below.
    (number,) = page.evaluate(
        "kg.data('graph-data').nodes.filter(one => one.name === 'Cai Berber').map(one => one.id)"
    )
    (found,) = [one for one in boxes(page) if one["id"] == number]
    room = page.locator("#network").evaluate("one => [one.clientWidth, one.clientHeight]")
    assert abs((found["left"] + found["right"]) / 2 - room[0] / 2) < 80
    assert abs(found["top"] - room[1] / 2) < 120
    # What is filtered is not drawn, and fewer may be asked for.
    page.uncheck("#types input[value=person]")
    expect(status).to_contain_text("225 of 600 nodes")
    page.click("#reset")
    expect(status).to_contain_text("600 of 600 nodes")
    page.select_option("#nodes", "central")
    expect(status).to_contain_text("60 of 600 nodes")
    view = page.url.partition("#")[2]
    expect(open_page(whole, f"#{view}").locator("#status")).to_contain_text("60 of 600 nodes")


@installed
def test_on_a_phone_no_edge_is_cut_off_where_the_most_central_stand_far_apart(
    whole: Path, open_page: Opener
) -> None:
    page = open_page(whole, width=390, height=844)
    assert page.evaluate(OUTSIDE) == 0
    for _ in range(4):
        page.click("#closer")
    assert page.evaluate(OUTSIDE) > 0
    page.click("#whole")
    assert page.evaluate(OUTSIDE) == 0


@installed
def test_without_webgl_the_page_says_so_and_the_rest_works(whole: Path, open_page: Opener) -> None:
    page = open_page(whole)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.reload()
    expect(page.locator("#network")).to_contain_text("This browser has no WebGL 2")
    page.fill("#search", "Cai Berber")
    page.locator("#panel").get_by_role("button", name="Cai Berber", exact=True).first.click()
    expect(page.locator("#panel h2")).to_have_text("Cai Berber")


@installed
def test_pages_of_actors_lead_to_the_picture_of_all(graph: Path) -> None:
    assert len(read_drawn(open_store(graph))) == COUNT


def test_without_sigma_the_most_central_are_drawn_and_the_page_says_so(
    graph: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pages.picture.has_webgl", lambda: False)
    assert len(read_drawn(open_store(graph))) == 480
    page = open_page(_write(graph, "central.html"))
    expect(page.locator("#status")).to_contain_text("60 of 500 nodes (of 600 in all)")
    page.locator(".as-table summary").click()
    expect(page.locator(".as-table .counts")).to_contain_text("500 of 600 actors")
    expect(page.locator(".as-table .counts")).to_contain_text("installed with sigma draws the others, too")


def test_many_nodes_stand_near_what_they_are_tied_to_and_do_not_overlap() -> None:
    stars: networkx.DiGraph[str] = networkx.DiGraph([("a", "b")])
    stars.add_edges_from((f"{hub}{number}", hub) for hub in "ab" for number in range(300))
    sizes = dict.fromkeys(stars, (20.0, 20.0))
    places = place_nodes(stars, sizes)
    assert places == place_nodes(stars, sizes)
    assert len(set(places.values())) == 602

    def apart(one: str, other: str) -> float:
        (x1, y1), (x2, y2) = places[one], places[other]
        return float((x1 - x2) ** 2 + (y1 - y2) ** 2)

    nearer = [apart(one, one[0]) < apart(one, "b" if one[0] == "a" else "a") for one in stars if len(one) > 1]
    assert sum(nearer) == 600
    points = sorted(places.values())
    for number, (x, y) in enumerate(points):
        for right, down in points[number + 1 :]:
            if right - x >= 18:
                break
            assert abs(down - y) >= 18
