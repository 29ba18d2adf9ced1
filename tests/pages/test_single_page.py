"""One page by its path: equal to the one that is written with all others."""

from pathlib import Path

import pytest

from kg.graph.store import open_store
from kg.graph.store_writer import write_store
from kg.pages import node_pages
from kg.pages.page_files import list_pages
from kg.pages.page_writer import write_pages
from kg.pages.single_page import is_page, make_page, read_drawn
from tests.with_positions import position_quads


def test_every_page_is_made_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Pages of several parts are among them.
    monkeypatch.setattr(node_pages, "_ON_PAGE", 2)
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    written = sorted(list_pages(tmp_path))
    assert {"actors/index.html", "articles/index.html", "graph.html", "index.html"} < set(written)
    assert any("--2.html" in path for path in written)
    store = open_store(tmp_path)
    drawn = read_drawn(store)
    for path in written:
        assert is_page(path), path
        assert make_page(store, path, drawn) == (tmp_path / path).read_text("utf-8"), path


@pytest.mark.parametrize(
    "path",
    [
        *("actors/nobody.html", "actors/syrian-government--99.html", "actors/nobody-0123456789.html"),
        *("actors/index-2.html", "articles/x-0123456789.html", "agreements/syrian-government.html"),
        *("agreements/index-7.html", "actors/syrian-government--0.html", "actors/syrian-government--1.html"),
    ],
)
def test_there_are_no_others(tmp_path: Path, path: str) -> None:
    write_store(tmp_path, position_quads())
    assert is_page(path)
    assert make_page(open_store(tmp_path), path, frozenset()) is None


@pytest.mark.parametrize(
    "path",
    [
        *("", "index.htm", "ledger.sqlite", "store/current-store", "../index.html", "actors/../index.html"),
        *(
            "actors/a/b.html",
            "places/a.html",
            "articles/x.html",
            "actors/\0.html",
            "actors/A.html",
            "/index.html",
        ),
    ],
)
def test_what_can_be_no_page(path: str) -> None:
    assert not is_page(path)


def test_an_empty_graph_has_pages(tmp_path: Path) -> None:
    write_store(tmp_path, [])
    store = open_store(tmp_path)
    for path in ("index.html", "graph.html", "positions.html", "agreements/index.html"):
        page = make_page(store, path, frozenset())
        assert page is not None
        assert page.startswith("<!doctype html>")
