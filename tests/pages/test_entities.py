"""actors/….html and agreements/….html: said by, to and about them, names with sources, positions."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from kg.graph.store import write_store
from kg.graph.vocabulary import CORRECTIONS_GRAPH, node, term
from kg.pages import writing
from kg.pages.page_writer import write_pages
from tests.pages.html import page_at
from tests.with_positions import STATEMENTS, position_quads


def test_a_minister(pages: Path) -> None:
    words = page_at(pages / "actors" / "mevlut-cavusoglu.html").words
    assert "person · 12 statements by" in words
    assert "Offices and descriptions" in words
    assert "Turkey’s Foreign Minister" in words or "Foreign Minister" in words
    assert "Said by Mevlut Cavusoglu" in words
    assert "The benefits of the deals are yet to be seen" in words


def test_an_agreement(pages: Path) -> None:
    page = page_at(pages / "agreements" / "sochi-memorandum-2018.html")
    assert "date: 2018-09-17 from the registry" in page.words
    assert "Said about Sochi memorandum" in page.words
    assert "regardless of the Sochi deal" in page.words
    assert "../actors/recep-tayyip-erdogan.html" in page.links


def test_statements_come_in_order_of_time(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    html = (tmp_path / "actors" / "recep-tayyip-erdogan.html").read_text(encoding="utf-8")
    order = [STATEMENTS[name].id for name in ("threat", "echo", "welcome", "fact")]
    places = [html.index(f'id="{identifier}"') for identifier in order]
    assert places == sorted(places)
    words = page_at(tmp_path / "actors" / "recep-tayyip-erdogan.html").words
    assert "4 statements by" in words
    assert "5 February 2020 to 6 March 2020" in words


def test_positions_as_a_table(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    words = page_at(tmp_path / "actors" / "syrian-government.html").words
    assert (
        "Positions taken toward how acts statements 13 Turkish soldiers − opposes assault 1 statement"
        in words
    )
    assert "Positions toward Syrian government of how acts statements Recep Tayyip Erdogan" in words


def test_a_group_and_its_members_know_each_other(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    group = page_at(tmp_path / "actors" / "omer-celik-and-mevlut-cavusoglu.html")
    assert "Members Mevlut Cavusoglu Omer Celik" in group.words
    member = page_at(tmp_path / "actors" / "omer-celik.html")
    assert "Also speaks as part of Omer Celik and Mevlut Cavusoglu" in member.words


def test_a_name_says_who_gives_it(tmp_path: Path) -> None:
    actor = node("actor", "omer-celik")
    renamed = Quad(actor, term("schema:alternateName"), Literal("Ömer Çelik"), CORRECTIONS_GRAPH)
    write_store(tmp_path, [*position_quads(), renamed])
    write_pages(tmp_path)
    words = page_at(tmp_path / "actors" / "omer-celik.html").words
    assert "Ömer Çelik from a correction" in words
    assert "Omer Celik in 1 article: 1" in words


def test_long_pages_come_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_ON_PAGE", 2)
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    first = page_at(tmp_path / "actors" / "recep-tayyip-erdogan.html")
    second = page_at(tmp_path / "actors" / "recep-tayyip-erdogan--2.html")
    assert "Part 1 of 2" in first.words
    assert "recep-tayyip-erdogan--2.html" in first.links
    assert "recep-tayyip-erdogan.html" in second.links
    said = {STATEMENTS[name].id for name in ("threat", "echo", "welcome", "fact")}
    shown = [{one for one in page.identifiers if one in said} for page in (first, second)]
    assert list(map(len, shown)) == [2, 2]
    assert shown[0] | shown[1] == said
