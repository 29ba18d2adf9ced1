"""graph.html: names that do not touch, nothing covered, nodes without a line in a list, search that moves."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Opener

# Where each name stands in the window of the picture, in pixels; a number on a line has no node.
BOXES = "kg.picture.labels.boxes().map((one) => ({ id: null, ...one }))"
# Whether what one sees at the beginning of an element is that element.
UNCOVERED = """one => {
  const { left, top, width, height } = one.getBoundingClientRect();
  const down = Math.min(top + height / 2, innerHeight - 1);
  const found = document.elementFromPoint(left + Math.min(width, 40) / 2, down);
  return one.contains(found);
}"""


def boxes(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(BOXES)
    return found


def assert_apart(page: Page) -> list[dict[str, Any]]:
    """No name touches another or leaves the picture; the boxes of the names."""
    found = boxes(page)
    room = page.locator("#network").evaluate("one => [one.clientWidth, one.clientHeight]")
    for one, other in combinations(found, 2):
        beside = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
    names = [one for one in found if one["id"] is not None]
    for one in names:
        assert one["left"] >= 0
        assert one["right"] <= room[0]
        assert one["top"] >= 0
        assert one["bottom"] <= room[1]
    return names


@pytest.mark.parametrize(("width", "least"), [(390, 12), (1440, 20)])
def test_names_do_not_touch_and_nothing_is_covered(
    pages: Path, open_page: Opener, width: int, least: int
) -> None:
    page = open_page(pages / "graph.html", width=width, height=844)
    assert len(assert_apart(page)) >= least
    for button in ("#closer", "#farther", "#whole"):
        page.click(button)
        assert_apart(page)
    # What is at the middle of a control is that control, and none stands on the picture.
    for control in page.locator("button:visible, summary:visible, .under, #panel").all():
        control.scroll_into_view_if_needed()
        box, picture = control.bounding_box(), page.locator("#network").bounding_box()
        assert box
        assert picture
        assert (
            box["x"] >= picture["x"] + picture["width"]
            or box["y"] >= picture["y"] + picture["height"]
            or box["y"] + box["height"] <= picture["y"]
        )
        assert control.evaluate(UNCOVERED)


def test_nodes_without_a_line_are_a_list_and_search_moves_the_picture(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html")
    loose = page.locator("#loose")
    # 34 or 35 of 59 or 60 nodes, by the rounding of the processor.
    summary = re.compile(r"… (3[45]) without a line here: show")
    expect(loose.locator("summary")).to_have_text(summary)
    told = summary.fullmatch(loose.locator("summary").inner_text().strip())
    assert told
    drawn = {one["id"] for one in assert_apart(page)}
    assert len(drawn) <= 25
    page.fill("#search", "cavusoglu")
    room = page.locator("#network").evaluate("one => [one.clientWidth, one.clientHeight]")
    (number,) = page.evaluate(
        "kg.data('graph-data').nodes.filter(one => one.node === 'actor/mevlut-cavusoglu').map(one => one.id)"
    )
    (found,) = [one for one in boxes(page) if one["id"] == number]
    # The name stands below its node, which is in the middle.
    assert abs((found["left"] + found["right"]) / 2 - room[0] / 2) < 5
    assert abs(found["top"] - room[1] / 2) < 60
    page.fill("#search", "")
    # One of the list is drawn when it is chosen.
    loose.locator("summary").click()
    loose.get_by_role("button", name="United Nations").click()
    expect(page.locator("#panel h2")).to_have_text("United Nations")
    left = f"… {int(told[1]) - 1} without a line here: show"
    expect(loose.locator("summary")).to_have_text(left)
    assert len(assert_apart(page)) > 0


def test_a_click_on_a_name_chooses_its_node(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html")
    name, corner = assert_apart(page)[0], page.locator("#network").bounding_box()
    assert corner
    page.mouse.click(corner["x"] + name["left"] + 12, corner["y"] + name["bottom"] - 5)
    chosen = page.evaluate("kg.data('graph-data').nodes")[name["id"]]["name"]
    expect(page.locator("#panel h2")).to_have_text(chosen)
