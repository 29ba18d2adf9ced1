"""The pages as people use them: by mouse, by keyboard, by address, on a telephone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.graph.store_writer import write_store
from kg.model import Polarity
from kg.pages.page_writer import write_pages
from tests.builders import Held, make_article, make_reading, make_statement, write_graph
from tests.conftest import ROOT
from tests.pages.conftest import Opener
from tests.with_positions import BAN, CAVUSOGLU, CELIK, THREAT, WELCOME, position_quads

STATEMENT = "The benefits of the deals are yet to be seen"


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


def results(page: Page) -> str:
    return page.locator("#results").inner_text()


@pytest.mark.parametrize("typed", ["Erdogan", "Erdoğan", "ERDOGAN", "erdoğan  tayyip"])
def test_search_finds_a_name_with_and_without_its_accents(pages: Path, open_page: Opener, typed: str) -> None:
    page = open_page(pages / "index.html")
    page.fill("#search", typed)
    expect(page.locator("#results")).to_contain_text("Recep Tayyip Erdogan")
    expect(page.locator("#results")).to_contain_text("regardless of the Sochi deal")
    expect(page.locator("#overview")).to_be_hidden()
    page.fill("#search", "")
    expect(page.locator("#overview")).to_be_visible()


@pytest.mark.parametrize("typed", ["Cagaptay", "Çağaptay", "cagaptay"])
def test_search_in_the_graph_folds_accents(pages: Path, open_page: Opener, typed: str) -> None:
    page = open_page(pages / "graph.html")
    page.fill("#search", typed)
    assert "Soner Cagaptay" in panel(page)


def test_what_cavusoglu_said_about_astana_in_two_actions(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    page.fill("#search", "Cavusoglu Astana")
    expect(page.locator("#results")).to_contain_text("Names with one of the words")
    expect(page.locator("#results").get_by_role("link", name="Astana process")).to_be_visible()
    page.locator("#results").get_by_role("link", name=STATEMENT).click()
    expect(page).to_have_url(re.compile(r"articles/000-.*\.html#st-"))
    lit = page.locator("mark.lit")
    expect(lit).to_contain_text("benefits of the deals are yet to be seen")
    expect(lit).to_be_in_viewport()
    note = page.locator(".note.lit")
    expect(note).to_contain_text("Mevlut Cavusoglu")
    expect(note).to_contain_text("Astana process")


def test_search_finds_offices_and_whom_something_was_said_to(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    page.fill("#search", "analyst")
    expect(page.locator("#results")).to_contain_text("Ali Bakeer")
    page.fill("#search", "oktay ntv")
    expect(page.locator("#results")).to_contain_text("Turkey was determined to stop Syrian regime advances")
    page.fill("#search", "“Astana”")
    expect(page.locator("#results")).to_contain_text("Astana process")


def test_the_position_is_that_toward_who_is_chosen(tmp_path: Path, open_page: Opener) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    page = open_page(tmp_path / "graph.html", "#node=actor/syrian-government&polarity=supports")
    assert "Said about Syrian government (1)" in panel(page)
    assert WELCOME in panel(page)
    assert THREAT not in panel(page)


def test_an_actor_that_is_not_in_the_picture(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html", "#node=actor/jane-doe")
    assert "The picture has no actor/jane-doe" in panel(page)


def test_nothing_found_is_said(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    page.fill("#search", "xylophone")
    expect(page.locator("#status")).to_have_text("0 names, 0 statements, 0 articles.")
    page = open_page(pages / "graph.html")
    page.fill("#search", "xylophone")
    assert "Nothing has all these words." in panel(page)


def test_a_filter_changes_what_is_shown_and_the_count(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html")
    status = page.locator("#status")
    everything = re.compile(r"^91 of 91 statements, (\d+) of \1 nodes")
    expect(status).to_contain_text(everything)
    page.select_option("#agreement", "agreement/sochi-memorandum-2018")
    expect(status).to_contain_text(re.compile(r"^6 of 91 statements, (\d+) of (?!\1 )\d+ nodes"))
    page.select_option("#agreement", "")
    page.uncheck("#types input[value=person]")
    expect(status).to_contain_text("91 of 91 statements")
    expect(status).not_to_contain_text(everything)
    assert "Mevlut Cavusoglu" not in panel(page)
    page.click("#reset")
    expect(status).to_contain_text(everything)
    for box, chosen in (("#polarity", "opposes"), ("#outlet", "TRTWorld")):
        page.select_option(box, chosen)
        count = int((status.inner_text()).split()[0])
        assert 0 < count < 30
        page.click("#reset")
    page.fill("#from", "2020-02-10")
    page.locator("#from").dispatch_event("change")
    expect(status).to_contain_text(re.compile(r"^29 of 91 statements"))


def test_a_click_on_a_node_opens_its_panel(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html")
    canvas = page.locator("#network canvas")
    box = canvas.bounding_box()
    assert box
    # Where a node stands is known to the picture alone, so we look for one.
    found = False
    for place in range(4, 97, 2):
        for height in range(4, 97, 2):
            page.mouse.move(box["x"] + box["width"] * place / 100, box["y"] + box["height"] * height / 100)
            if page.evaluate("document.getElementById('network').style.cursor") == "pointer":
                found = True
                break
        if found:
            break
    assert found
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#panel h2")).not_to_have_text("Most central")
    assert re.search(r"#(node|statement)=", page.url)


def test_a_chosen_actor_has_its_statements_around_it(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html", "#node=actor/mevlut-cavusoglu")
    box = page.locator("#network canvas").bounding_box()
    assert box
    nodes = page.evaluate("kg.data('graph-data').nodes")
    (size,) = [node["size"] for node in nodes if node["node"] == "actor/mevlut-cavusoglu"]
    # The actor is near the middle, at full size; the first of the statements stands right above.
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - size - 46
    for down in range(-24, 24, 3):
        page.mouse.move(x, y + down)
        if page.evaluate("document.getElementById('network').style.cursor") == "pointer":
            # That was its rim.
            page.mouse.click(x, y + down + 8)
            break
    expect(page).to_have_url(re.compile(r"statement=st-[0-9a-f]+"))
    expect(page.locator("#panel h2")).to_have_text("Mevlut Cavusoglu")
    expect(page.locator("#panel .evidence mark").first).to_be_visible()


def test_an_address_restores_the_view(pages: Path, open_page: Opener) -> None:
    first = open_page(pages / "graph.html")
    first.select_option("#agreement", "agreement/astana-process")
    first.uncheck("#types input[value=group]")
    first.locator("#panel").get_by_role("button", name="Mevlut Cavusoglu").first.click()
    view = first.url.partition("#")[2]
    assert "node=actor" in view
    second = open_page(pages / "graph.html", f"#{view}")
    assert panel(second) == panel(first)
    assert second.locator("#status").inner_text() == first.locator("#status").inner_text()
    expect(second.locator("#agreement")).to_have_value("agreement/astana-process")
    expect(second.locator("#types input[value=group]")).not_to_be_checked()


def test_a_statement_with_its_evidence_in_the_panel(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html", "#node=actor/mevlut-cavusoglu")
    page.locator("#panel").get_by_role("button", name=STATEMENT).click()
    evidence = page.locator("#panel .evidence")
    expect(evidence.locator("mark")).to_contain_text("yet to be seen")
    expect(evidence.locator("b")).to_have_text("he")
    expect(page.locator("#panel h2")).to_have_text("Mevlut Cavusoglu")
    expect(page.locator("#panel")).to_contain_text(re.compile(r"statement 9\d\s%, speaker \d+\s%"))
    page.locator("#panel .cite a").click()
    expect(page.locator("mark.lit")).to_contain_text("yet to be seen")


def test_an_address_that_means_nothing_shows_everything(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html", "#node=actor/nobody&agreement=%22%3E&from=yesterday&least=x&q=")
    expect(page.locator("#status")).to_contain_text("91 of 91 statements")
    expect(page.locator("#panel h2")).to_have_text("Most central")


def test_by_keyboard_alone(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    # Six pages and the less sure positions come before it.
    for _ in range(8):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("Cavusoglu Astana")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("articles/000-"))
    page = open_page(pages / "graph.html")
    page.focus("#search")
    page.keyboard.type("oktay")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Fuat Oktay")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    expect(page.locator("#panel h2")).to_have_text("Found")
    expect(page.locator("#status")).to_have_text(re.compile(r"^1 name and \d+ statements found$"))
    assert page.evaluate("document.activeElement.id") == "search"


def test_the_canvas_does_not_catch_the_keyboard(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "graph.html")
    page.locator("#types input").last.focus()
    stops = []
    for _ in range(4):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert stops[:3] == ["closer", "farther", "whole"]


def test_source_cue_content_and_note_light_up_together(pages: Path, open_page: Opener) -> None:
    (path,) = (pages / "articles").glob("001-*.html")
    page = open_page(path)
    page.locator("b", has_text="Vice President Fuat Oktay").hover()
    lit = page.locator(".lit")
    texts = [text.strip() for text in lit.all_inner_texts()]
    assert any(text.startswith("Turkey has fulfilled its responsibilities") for text in texts)
    assert "said" in texts
    assert "Vice President Fuat Oktay" in texts
    assert any("“said”, reported" in text for text in texts)
    page.locator("h1").hover()
    expect(lit).to_have_count(0)
    page.locator(".note .permanent").nth(3).focus()
    assert "54 regime targets" in " ".join(page.locator("mark.lit").all_inner_texts()) or lit.count() > 1


def test_the_filter_of_an_actors_page(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "actors" / "mevlut-cavusoglu.html")
    page.fill("#filter", "astana")
    expect(page.locator("#status")).to_have_text(re.compile(r"^2 of 13 statements$"))
    expect(page.locator("blockquote", has_text=STATEMENT)).to_be_visible()
    again = open_page(pages / "actors" / "mevlut-cavusoglu.html", "#q=astana")
    assert again.locator("#status").inner_text() == page.locator("#status").inner_text()


def test_the_list_of_actors_is_filtered_by_any_form_of_the_name(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "actors" / "index.html")
    page.fill("#filter", "erdoğan")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.locator("tbody tr:visible a").click()
    expect(page.locator("h1")).to_have_text("Recep Tayyip Erdogan")


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """The pages of an article with a sure, a less sure and a told position."""
    text = (
        "Omer Celik said Ban Ki-moon is wrong. Omer Celik said Mevlut Cavusoglu is right. "
        "Omer Celik said Ban Ki-moon attacked Mevlut Cavusoglu."
    )
    article = make_article(text)
    said = (
        ("Ban Ki-moon is wrong", Held("ACCUSE", Polarity.OPPOSES, "Ban Ki-moon", BAN, confidence=0.95)),
        (
            "Mevlut Cavusoglu is right",
            Held("SUPPORT", Polarity.SUPPORTS, "Mevlut Cavusoglu", CAVUSOGLU, confidence=0.12),
        ),
        (
            "Ban Ki-moon attacked Mevlut Cavusoglu",
            Held("ASSAULT", Polarity.OPPOSES, "Mevlut Cavusoglu", CAVUSOGLU, holder=("Ban Ki-moon", BAN)),
        ),
    )
    statements = [make_statement(article, content, CELIK, held) for content, held in said]
    write_pages(write_graph(tmp_path, make_reading(article, *statements)))
    return tmp_path


def test_the_picture_has_less_sure_positions_if_asked_for(doubtful: Path, open_page: Opener) -> None:
    page = open_page(doubtful / "graph.html")
    expect(page.locator("#status")).to_contain_text("1 of 1 line")
    page.get_by_label("1 less sure position, too").check()
    expect(page.locator("#status")).to_contain_text("2 of 2 lines, with less sure positions")
    assert page.url.endswith("#less=1")
    page.goto(f"{(doubtful / 'graph.html').as_uri()}#node=actor/omer-celik&toward=actor/ban-ki-moon")
    expect(page.locator("#panel")).to_contain_text("Omer Celik: accuse → Ban Ki-moon position 95\u00a0%")


def test_a_statement_in_the_panel_keeps_layers_and_doubt_apart(doubtful: Path, open_page: Opener) -> None:
    page = open_page(doubtful / "graph.html")
    page.fill("#search", "attacked")
    page.get_by_role("button", name="Ban Ki-moon attacked Mevlut").click()
    expect(page.locator("#panel .told")).to_have_text("On the word of Omer Celik:")
    expect(page.locator("#panel")).to_contain_text(
        "Ban Ki-moon: assault → Mevlut Cavusoglu position 90\u00a0%"
    )
    page.fill("#search", "right")
    page.get_by_role("button", name="Mevlut Cavusoglu is right").click()
    folded = page.locator("#panel details.less-sure")
    expect(folded.locator("li")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("li")).to_contain_text("less sure, position 12\u00a0%")


@pytest.mark.parametrize("script", [True, False])
def test_less_sure_positions_open(doubtful: Path, open_page: Opener, script: bool) -> None:
    page = open_page(doubtful / "index.html", script=script)
    page.get_by_role("link", name="1 less sure").click()
    expect(page.locator("#less-sure")).to_be_visible()
    expect(page.locator("#less-sure")).to_contain_text("12\u00a0%")


def test_a_cell_of_the_positions_opens_its_sentences(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "positions.html")
    page.get_by_role("row", name="Murat Aslan").get_by_role("link", name="opposes in 1").click()
    shown = page.locator(".cell:visible")
    expect(shown).to_contain_text("while engaging in diplomacy")
    shown.get_by_role("link", name="Close").click()
    expect(page.locator(".cell:visible")).to_have_count(0)


def test_without_javascript_everything_can_be_read(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html", script=False)
    expect(page.get_by_text("Search needs JavaScript")).to_be_visible()
    for form in page.locator("form").all():
        expect(form).to_be_hidden()
    page.get_by_role("link", name="Mevlut Cavusoglu").click()
    expect(page.locator("blockquote", has_text=STATEMENT)).to_be_visible()
    page = open_page(pages / "graph.html", script=False)
    page.locator(".as-table summary").click()
    expect(page.get_by_role("row", name="Mevlut Cavusoglu Sochi memorandum")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_is_wider_than_the_window(pages: Path, open_page: Opener, width: int) -> None:
    (article,) = (pages / "articles").glob("003-*.html")
    names = [
        "index.html",
        "graph.html",
        "positions.html",
        "actors/mevlut-cavusoglu.html",
        "actors/index.html",
    ]
    names += ["agreements/sochi-memorandum-2018.html", f"articles/{article.name}"]
    for name in names:
        page = open_page(pages / name, width=width, height=844)
        inner = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert inner[0] <= inner[1], name


def test_the_readme_shows_the_pages_as_they_are(pages: Path, open_page: Opener) -> None:
    """The pictures are made here, and kept only where asked for: KG_PICTURES=docs pytest tests/pages."""
    import os

    folder = ROOT / os.environ["KG_PICTURES"] if "KG_PICTURES" in os.environ else pages
    (article,) = (pages / "articles").glob("001-*.html")
    for path, name in ((pages / "graph.html", "graph.png"), (article, "article.png")):
        page = open_page(path, width=1400, height=860)
        page.screenshot(path=folder / name)
        assert (folder / name).stat().st_size > 50_000
