"""positions.html: the table of actors by targets, its sentences, no script, nothing from a text as markup."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph.store import write_store
from kg.model import Polarity
from kg.pages.page_writer import write_pages
from tests.pages.html import Page, page_at
from tests.with_positions import CELIK, READINGS, THREAT, Held, article, position_quads, said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write_store(folder, position_quads())
    write_pages(folder)
    return folder


def html_of(folder: Path) -> str:
    return (folder / "positions.html").read_text(encoding="utf-8")


def test_the_table_and_its_sentences(folder: Path) -> None:
    html = html_of(folder)
    assert html.count('scope="row"') == 5
    assert html.count('<th scope="col"') == 8
    text = " ".join(Page(html).text.split())
    assert "5 holders of positions toward 7 targets in 5 articles" in text
    # For the eye "−1 +1"; for who listens, in words.
    assert "− opposes in 1 + supports in 1" in text
    assert "Recep Tayyip Erdogan → Syrian government" in text
    assert "− opposes · threaten · by speaking · on condition: “If any harm comes to our soldiers”" in text
    assert "− opposes · assault · as Turkish Defence Ministry says · confidence 0.90" in text
    assert text.count(THREAT) == 2
    assert (
        "In Recep Tayyip Erdogan said: If any harm comes to our soldiers, we will hit regime forces" in text
    )


def test_every_cell_leads_to_its_sentences_and_back(folder: Path) -> None:
    page = Page(html_of(folder))
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert len(inside) > 10
    assert inside <= set(page.identifiers)


def test_a_sentence_leads_to_its_place_in_the_article(folder: Path) -> None:
    links = [link for link in Page(html_of(folder)).links if link.startswith("articles/a-")]
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert anchor in page_at(folder / path).identifiers


def test_it_needs_no_script(folder: Path) -> None:
    assert "script" not in Page(html_of(folder)).tags


def test_the_same_graph_gives_the_same_page(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "store", tmp_path / "store")
    write_pages(tmp_path)
    assert html_of(tmp_path) == html_of(folder)


def test_nothing_from_a_text_is_markup(tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    document = article("<b>n.txt", "2020-02-05", f"Omer Celik said {nasty} is bad if </section> holds.")
    statement = said(
        document,
        replace(CELIK, name="Omer Celik"),
        f"{nasty} is bad if </section> holds",
        Held("ACCUSE", Polarity.OPPOSES, nasty, condition="if </section> holds"),
    )
    reading = replace(READINGS[0], document=document, statements=(statement,), mentions=())
    write_store(tmp_path, position_quads(readings=[reading]))
    write_pages(tmp_path)
    page = Page(html_of(tmp_path))
    tags = [tag for tag, _ in page.elements]
    assert not {"script", "img", "b"} & set(tags)
    assert tags.count("section") == 1
    assert "<script>alert(1)</script>" in page.text


def test_a_graph_without_positions(tmp_path: Path) -> None:
    bare = [
        replace(one, statements=tuple(replace(statement, positions=()) for statement in one.statements))
        for one in READINGS
    ]
    write_store(tmp_path, position_quads(readings=bare))
    write_pages(tmp_path)
    assert "No position was found in these articles." in html_of(tmp_path)


def test_the_largest_part_of_a_large_table(tmp_path: Path) -> None:
    words = [f"plan {number}" for number in range(35)]
    text = "Omer Celik said they reject " + " and ".join(words) + "."
    document = article("plans.txt", "2020-02-05", text)
    content = text[len("Omer Celik said ") : -1]
    held = [Held("REJECT", Polarity.OPPOSES, f"{one} " if one != words[-1] else one) for one in words]
    statement = said(document, CELIK, content, *held)
    reading = replace(READINGS[0], document=document, statements=(statement,), mentions=())
    write_store(tmp_path, position_quads(readings=[reading]))
    write_pages(tmp_path)
    html = html_of(tmp_path)
    assert "1 holder of positions toward 35 targets in 1 article" in html
    assert "shown are 1 holder and 30 targets, those in most statements" in html
    assert len(re.findall(r'<section class="cell"', html)) == 30
