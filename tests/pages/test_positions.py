"""positions.html: the table of actors by targets, its sentences, no script, nothing from a text as markup."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import LEAST_SHOWN
from kg.graph.store_writer import write_store
from kg.model import Polarity
from kg.pages.page_writer import write_pages
from tests.builders import Held, make_article, make_reading, make_statement, write_graph
from tests.pages.html import Page, page_at
from tests.with_positions import CELIK, READINGS, THREAT, position_quads


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
    # Four holders by six targets; and below, on the speaker's word, a row of seven columns.
    assert html.count('scope="row"') == 4 + 1
    assert html.count('<th scope="col"') == 7 + 7
    text = " ".join(Page(html).text.split())
    assert "4 holders of positions toward 6 targets in 5 articles" in text
    # For the eye "−1 90 % +1 70 %"; for who listens, in words.
    assert "− opposes in 1 90 % sure + supports in 1 70 % sure" in text
    assert "Recep Tayyip Erdogan → Syrian government" in text
    assert (
        "− opposes · threaten → Syrian government · on condition: “If any harm comes to our soldiers” "
        "· position 90 %" in text
    )
    assert "On the speaker's word: who did what to whom" in text
    assert (
        "Syrian government − opposes assault 13 Turkish soldiers Turkish Defence Ministry 90 % "
        "the regime killed 13 Turkish soldiers" in text
    )
    assert "less sure" not in text
    assert text.count(THREAT) == 2
    assert (
        "In Recep Tayyip Erdogan said: If any harm comes to our soldiers, we will hit regime forces" in text
    )


def test_every_cell_leads_to_its_sentences_and_back(folder: Path) -> None:
    page = Page(html_of(folder))
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert len(inside) == 10
    assert inside <= set(page.identifiers)


def test_a_sentence_leads_to_its_place_in_the_article(folder: Path) -> None:
    links = [link for link in Page(html_of(folder)).links if link.startswith("articles/a-")]
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert anchor in page_at(folder / path).identifiers


def test_the_same_graph_gives_the_same_page(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "store", tmp_path / "store")
    write_pages(tmp_path)
    assert html_of(tmp_path) == html_of(folder)


def test_nothing_from_a_text_is_markup(tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    article = make_article(f"Omer Celik said {nasty} is bad if </section> holds.", "<b>n.txt")
    held = Held("ACCUSE", Polarity.OPPOSES, nasty, condition="if </section> holds")
    statement = make_statement(article, f"{nasty} is bad if </section> holds", CELIK, held)
    write_pages(write_graph(tmp_path, make_reading(article, statement)))
    page = Page(html_of(tmp_path))
    tags = [tag for tag, _ in page.elements]
    assert not {"img", "b"} & set(tags)
    assert "<script>alert(1)" not in html_of(tmp_path)
    # The cell, and who agrees with whom.
    assert tags.count("section") == 2
    assert "<script>alert(1)</script>" in page.text


def test_a_graph_without_positions(tmp_path: Path) -> None:
    bare = [
        replace(one, statements=tuple(replace(statement, positions=()) for statement in one.statements))
        for one in READINGS
    ]
    write_pages(write_graph(tmp_path, *bare))
    assert "No position was found in these articles." in html_of(tmp_path)


def test_the_largest_part_of_a_large_table(tmp_path: Path) -> None:
    words = [f"plan {number}" for number in range(35)]
    text = "Omer Celik said they reject " + " and ".join(words) + "."
    article = make_article(text)
    held = [Held("REJECT", Polarity.OPPOSES, f"{one} " if one != words[-1] else one) for one in words]
    statement = make_statement(article, text[len("Omer Celik said ") : -1], CELIK, *held)
    write_pages(write_graph(tmp_path, make_reading(article, statement)))
    html = html_of(tmp_path)
    assert "1 holder of positions toward 35 targets in 1 article" in html
    # Nobody else stands toward one of them: twelve are columns, the others a list of the holder's.
    assert html.count('<span class="head">') == 12
    assert "23 others" in Page(html).words
    assert len(re.findall(r'<section class="cell" id="cell-', html)) == 35


def test_positions_of_low_confidence_are_marked_and_not_counted(tmp_path: Path) -> None:
    article = make_article("Omer Celik said they may reject the plan and the ban.")
    statement = make_statement(
        article,
        "they may reject the plan and the ban",
        CELIK,
        Held("REJECT", Polarity.OPPOSES, "the plan", confidence=LEAST_SHOWN),
        Held("REJECT", Polarity.OPPOSES, "the ban", confidence=0.12),
    )
    write_pages(write_graph(tmp_path, make_reading(article, statement)))
    words = page_at(tmp_path / "positions.html").words
    assert "1 holder of positions toward 1 target" in words
    assert "1 less sure position, not counted who how act toward sure statement Omer Celik" in words
    assert "− opposes reject the ban 12 % they may reject the plan and the ban" in words
    page = page_at(tmp_path / "actors" / "omer-celik.html")
    assert "reject → (opposes) the plan position " in page.words
    assert "1 less sure position − reject → (opposes) the ban less sure, position 12 %" in page.words
    assert "1 less sure position of or toward Omer Celik, not counted" in page.words
    (article_page,) = (tmp_path / "articles").glob("a-*.html")
    assert "1 position and 1 less sure" in page_at(article_page).words
    index = page_at(tmp_path / "index.html")
    assert "1 position (and 1 less sure)" in index.words
    assert "positions.html#less-sure" in index.links


def test_a_cell_tells_what_is_less_sure_in_it(tmp_path: Path) -> None:
    text = "Omer Celik said they reject the plan. The plan may be bad, Omer Celik said."
    article = make_article(text)
    sure = Held("REJECT", Polarity.OPPOSES, "the plan", confidence=0.9)
    unsure = Held("ACCUSE", Polarity.OPPOSES, "The plan", confidence=0.12)
    statements = (
        make_statement(article, "they reject the plan", CELIK, sure),
        make_statement(article, "The plan may be bad", CELIK, unsure),
    )
    write_pages(write_graph(tmp_path, make_reading(article, *statements)))
    words = page_at(tmp_path / "positions.html").words
    assert "− opposes in 1 90 % sure ?1 1 less sure statement" in words
    assert (
        "1 less sure statement, not counted − opposes · accuse → the plan · less sure, position 12 %" in words
    )


def test_only_less_sure_positions(tmp_path: Path) -> None:
    article = make_article("Omer Celik said they may reject the ban.")
    held = Held("REJECT", Polarity.OPPOSES, "the ban", confidence=0.12)
    statement = make_statement(article, "they may reject the ban", CELIK, held)
    write_pages(write_graph(tmp_path, make_reading(article, statement)))
    words = page_at(tmp_path / "positions.html").words
    assert "No position in these articles is sure enough to be shown. 1 less sure position" in words
    assert "· 0 positions (and 1 less sure)" in page_at(tmp_path / "index.html").words
