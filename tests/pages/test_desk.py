"""What a desk does on the pages: cites, saves tables, filters, compares, and searches with a slip."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kg.graph.store_writer import write_store
from kg.pages import entity_sections, node_pages
from kg.pages.page_writer import write_pages
from tests.pages.conftest import Opener
from tests.pages.html import page_at
from tests.with_positions import position_quads

FORMATS = ("Plain text", "Markdown", "BibTeX", "RIS")
PLAIN: dict[str, Any] = {
    "id": "st-1",
    "text": "“We will not go,”",
    "who": "Jane Doe",
    "mark": "",
    "title": "A bridge",
    "outlet": "The Post",
    "published": "2020-02-05",
    "said": "2020-02",
    "start": 3,
    "end": 20,
    "path": "news/a.txt",
    "address": "https://example.org/a_(b)?c=1&d={e}",
}
NASTY = PLAIN | {
    "text": "1. *50 %* of {all}\nER  - \u202e_x_ \\ ~ # $5 & [a](b) <i>",
    "mark": "refused to say",
    "said": "",
    "published": "",
    "outlet": "",
    "address": "",
}


def cited(page: Page, one: dict[str, Any]) -> list[str]:
    """The statement in all formats."""
    return [
        str(page.evaluate("([name, one]) => kg.cite.formats[name](one)", [name, one])) for name in FORMATS
    ]


def troubles(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def saved(page: Page, button: str) -> tuple[str, str]:
    """The name and the text of what the button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode("utf-8")


def test_citations_tables_and_filters(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "actors" / "mevlut-cavusoglu.html")
    assert cited(page, PLAIN) == [
        "“We will not go,” — Jane Doe, in “A bridge”, The Post, 5 February 2020, said February 2020, "
        "https://example.org/a_%28b%29?c=1&d=%7Be%7D (news/a.txt:3-20)",
        "> “We will not go,”\n>\n> — Jane Doe, in [A bridge](<https://example.org/a_%28b%29?c=1&d=%7Be%7D>), "
        r"The Post, 5 February 2020, said February 2020 (news/a\.txt\:3\-20)",
        "@misc{st-1,\n  author = {{The Post}},\n  title = {{A bridge}},\n  year = {2020},\n  month = feb,\n"
        "  day = {5},\n  url = {https://example.org/a_%28b%29?c=1&d=%7Be%7D},\n"
        "  note = {“We will not go,” — Jane Doe; said February 2020; news/a.txt:3-20}\n}",
        "TY  - NEWS\nID  - st-1\nTI  - A bridge\nT2  - The Post\nPY  - 2020\nDA  - 2020/02/05/\n"
        "N1  - “We will not go,” — Jane Doe, said February 2020\nSP  - news/a.txt:3-20\n"
        "UR  - https://example.org/a_%28b%29?c=1&d=%7Be%7D\nER  - ",
    ]
    plain, markdown, bibtex, ris = cited(page, NASTY)
    assert "Jane Doe (refused to say), in “A bridge” (news/a.txt:3-20)" in plain
    assert markdown.splitlines()[0] == (
        r"> “1\. \*50 %\* of \{all\} ER \- \_x\_ \\ \~ \# $5 \& \[a\]\(b\) \<i\>”"
    )
    assert (
        r"note = {“1. *50 \%* of {\textbraceleft}all{\textbraceright} ER - \_x\_ {\textbackslash} "
        r"{\textasciitilde} \# \$5 \& [a](b) <i>” — Jane Doe (refused to say); news/a.txt:3-20}"
    ) in bibtex
    assert bibtex.count("{") == bibtex.count("}")
    assert [line[:6] for line in ris.splitlines()] == [
        "TY  - ",
        "ID  - ",
        "TI  - ",
        "N1  - ",
        "SP  - ",
        "ER  - ",
    ]

    reported, *others = cited(page, PLAIN | {"manner": "indirect"})
    assert "“We will not go,” — Jane Doe (reported), in “A bridge”" in reported
    assert all("Jane Doe (reported)" in one.replace("\\", "") for one in others)
    assert "Jane Doe (denied, partly quoted)" in cited(page, PLAIN | {"mark": "denied", "manner": "mixed"})[0]
    assert cited(page, PLAIN | {"manner": "direct"}) == cited(page, PLAIN)

    page.get_by_role("button", name=re.compile("^Cite “The benefits")).click()
    box = page.get_by_role("dialog")
    expect(box.get_by_label("Citation")).to_have_value(
        re.compile(
            "^“The benefits of the deals are yet to be seen” — Mevlut Cavusoglu, in “Turkey will never"
        )
    )
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("^Cite “despite agreements")).click()
    expect(box.get_by_label("Citation")).to_have_value(
        re.compile("^“despite agreements in Sochi .* had risen” — Mevlut Cavusoglu \\(reported\\), in “")
    )
    box.get_by_label("RIS").check()
    expect(box.get_by_label("Citation")).to_have_value(re.compile("^TY  - NEWS\nID  - st-"))
    assert not troubles(page)
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()

    rows = [["=1+1", "a,b"], [-1, 'say "x"'], ["＠x", "+ 3"]]
    assert page.evaluate("(rows) => kg.tables.csv(['one', '-two'], rows)", rows) == (
        'one,\'-two\r\n\'=1+1,"a,b"\r\n-1,"say ""x"""\r\n\'＠x,\'+ 3\r\n'
    )
    page.get_by_label("Wording").select_option("quoted")
    expect(page.locator("#status")).to_have_text("3 of 13 statements")
    assert page.url.endswith("#manner=quoted")
    name, text = saved(page, "CSV of statements")
    assert name == "mevlut-cavusoglu-statements.csv"
    assert text.startswith("\ufeffspeaker,statement,date,outlet,article,published,address,cite,id,kind,")
    assert len(text.splitlines()) == 4
    assert len(json.loads(saved(page, "JSON of statements")[1])) == 3
    page.get_by_label("Words").fill("deals")
    expect(page.locator("#status")).to_have_text("1 of 13 statements")
    again = open_page(pages / "actors" / "mevlut-cavusoglu.html", "#q=deals&manner=quoted")
    expect(again.locator("#status")).to_have_text("1 of 13 statements")


def test_a_table_is_saved_as_it_is_shown(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "actors" / "index.html")
    page.fill("#filter", "cavusoglu")
    assert json.loads(saved(page, "JSON of Actors")[1])[0] == {
        "name": "Mevlut Cavusoglu",
        "type": "person",
        "statements by it": 12,
        "about it": 0,
    }


def test_the_search_forgives_lights_up_and_compares(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    results, status = page.locator("#results"), page.locator("#status")
    page.fill("#search", "Cavusolgu benefit")
    expect(status).to_contain_text("“cavusolgu” is nowhere; shown is “cavusoglu”.")
    expect(results.locator("mark")).to_have_text(["Cavusoglu", "benefits", "Cavusoglu"])
    # A word of a title finds the article, and not its statements.
    page.fill("#search", "martyred")
    expect(status).to_contain_text(", 1 article.")
    titles = page.evaluate(
        "kg.data('search-data').statements.filter((row) => /martyred/i.test(row[0])).length"
    )
    expect(status).to_contain_text(f"{titles} statement")
    assert page.evaluate("kg.finder.distance('email', 'emial', 2)") == 1
    assert page.evaluate("kg.finder.distance('email', 'mali', 1)") == 2
    page.fill("#search", "xylophone Astana")
    expect(status).to_contain_text("Left out, for it is nowhere: “xylophone”.")
    page.fill("#search", "")
    page.get_by_role("link", name="Compare two").click()
    expect(page.locator("#overview")).to_be_hidden()
    page.get_by_label("One", exact=True).fill("Mevlut Cavusoglu")
    page.get_by_label("The other", exact=True).fill("Fuat Oktay")
    page.get_by_label("The other", exact=True).press("Enter")
    page.get_by_label("One", exact=True).focus()
    expect(page.locator("#compare-status")).to_contain_text(
        "of both; 12 statements by Mevlut Cavusoglu, 6 statements by Fuat Oktay."
    )
    expect(page.locator(".pair h3")).to_contain_text(["Astana process"])
    assert page.url.endswith("#compare=mevlut-cavusoglu&with=fuat-oktay")
    assert not troubles(page)
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#overview")).to_be_visible()


def test_the_search_takes_questions_and_tells_what_is_verbatim(pages: Path, open_page: Opener) -> None:
    page = open_page(pages / "index.html")
    results, status = page.locator("#results"), page.locator("#status")
    page.fill("#search", "who said what about Sochi")
    expect(status).to_contain_text(
        "1 name, 6 statements, 0 articles. Left out, for they only ask: “who”, “said”, “what”, “about”."
    )
    expect(results.locator("li", has_text="whatever")).to_have_count(0)
    expect(results).to_contain_text("Mevlut Cavusoglu: “The benefits of the deals are yet to be seen”")
    expect(results).to_contain_text("Mevlut Cavusoglu “adding” despite agreements in Sochi and Astana")
    # Words by which people ask are words like others where something has them all.
    page.fill("#search", "benefits of the deals")
    expect(status).to_have_text("0 names, 1 statement, 0 articles.")
    page.fill("#search", "ceasefire")
    expect(status).to_contain_text("2 names, 4 statements")
    assert set(results.locator("mark").all_inner_texts()) == {"ceasefire", "cease-fire"}
    # The verb of saying is searched, too; where nothing has all words, what has some is shown.
    page.fill("#search", "who warned of an offensive")
    expect(results).to_contain_text("“warned of” an imminent Turkish military offensive in Idlib")
    page.fill("#search", "imminent offensive condolences")
    expect(status).to_contain_text("Nothing has all of these words; these have some.")
    expect(results).to_contain_text("an imminent Turkish military offensive in Idlib")


def test_the_first_page_has_marks_around_verbatim_words_alone(pages: Path) -> None:
    words = page_at(pages / "index.html").words
    assert "Murat Aslan opposes Russian government : “accused” Russia of supporting attacks" in words.replace(
        "government:", "government :"
    )


def test_what_is_not_open_unfolds_and_is_filtered_too(
    tmp_path: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(node_pages, "_FILTERED", 1)
    monkeypatch.setattr(entity_sections, "_OPEN", 1)
    monkeypatch.setattr(entity_sections, "_LEAST_OPEN", 1)
    monkeypatch.setattr(entity_sections, "_TOGETHER", 2)
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    path = tmp_path / "actors" / "recep-tayyip-erdogan.html"
    words = page_at(path).words
    assert "Said by: statements 2 to 3" in words
    assert "Said by: statements 4 to 4" in words
    assert "Said by 4" in words
    page = open_page(path)
    assert page.locator("li.statement:visible").count() == 1
    page.fill("#filter", "idlib")
    expect(page.locator("li.statement:visible")).to_have_count(1)
    expect(page.locator("li.statement:visible blockquote")).to_contain_text("Idlib is in Syria")
    page.fill("#filter", "")
    assert page.locator("details.rest[open]").count() == 0
