"""The main pages in Firefox, as Chromium has them in the other tests: they work, and nothing goes wrong."""

from pathlib import Path

import pytest

from kg.graph.store import open_store
from kg.pages.page_names import GRAPH
from kg.pages.single_page import make_page
from kg.pages.webgl import has_webgl
from tests.builders import write_graph
from tests.with_firefox import Firefox
from tests.with_many_nodes import many_readings

ENTER, ESCAPE = "\ue007", "\ue00c"
HAS = "document.querySelector(arguments[0]).innerText.includes(arguments[1])"


def test_the_main_pages_work(pages: Path, firefox: Firefox) -> None:
    firefox.open(pages / "index.html")
    firefox.run("document.getElementById('search').focus()")
    firefox.press("Cavusoglu Astana")
    firefox.wait(HAS, "#results", "The benefits of the deals are yet to be seen")
    firefox.run("document.querySelector('#results a[href*=\"#st-\"]').click()")
    firefox.wait("document.querySelector('mark.lit')")
    firefox.open(pages / "actors" / "mevlut-cavusoglu.html")
    firefox.wait(HAS, "h1", "Mevlut Cavusoglu")
    firefox.open(pages / "positions.html")
    firefox.run("document.querySelector('#matrix td a[href^=\"#cell-\"]').click()")
    firefox.wait("Array.from(document.querySelectorAll('.cell')).some((one) => one.offsetHeight)")
    firefox.open(pages / "graph.html", "#node=actor/mevlut-cavusoglu")
    firefox.wait(HAS, "#panel h2", "Mevlut Cavusoglu")
    firefox.wait("kg.picture.labels.boxes().length > 5")
    firefox.press(ESCAPE)
    firefox.wait("document.activeElement.id === 'search'")
    firefox.press("cagaptay" + ENTER + ENTER)
    firefox.wait(HAS, "#panel h2", "Soner Cagaptay")
    assert firefox.errors() == []


@pytest.mark.skipif(not has_webgl(), reason="sigma is not installed (make sigma).")
def test_the_picture_of_a_large_graph(tmp_path: Path, firefox: Firefox) -> None:
    html = make_page(open_store(write_graph(tmp_path, *many_readings(600))), GRAPH, frozenset())
    assert html
    (tmp_path / GRAPH).write_text(html, encoding="utf-8")
    firefox.open(tmp_path / GRAPH)
    firefox.wait(HAS, "#status", "600 of 600 nodes")
    # Headless Firefox has no WebGL on most machines; then there is a sentence, and no name.
    firefox.wait("kg.picture.labels.boxes().length > 5 || document.querySelector('#network .none')")
    firefox.run("document.getElementById('search').focus()")
    firefox.press("cai berber" + ENTER + ENTER)
    firefox.wait(HAS, "#panel h2", "Cai Berber")
    assert firefox.errors() == []
