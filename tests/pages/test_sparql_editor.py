"""The page `/sparql` in a browser, with the editor: it asks this server alone."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from kg.server.editor import find_editor
from tests.server.test_serving import serving


@pytest.mark.skipif(find_editor() is None, reason="The editor is not installed (make yasgui).")
def test_a_query_is_written_answered_and_shared(tmp_path: Path, browser: Browser) -> None:
    data = tmp_path / "data.ttl"
    data.write_text('<a:s> <https://schema.org/name> "<b>Jane</b>", "Ann" .', encoding="utf-8")
    with serving(str(data)) as server:
        own = f"http://127.0.0.1:{server.port}"
        asked: list[str] = []
        troubles: list[str] = []
        context = browser.new_context()
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            # A browser asks for an icon by itself.
            lambda line: (
                troubles.append(line.text) if line.type == "error" and "404" not in line.text else None
            ),
        )
        query = "SELECT ?name { ?s schema:name ?name } ORDER BY ?name"
        page.goto(f"{own}/sparql?query={query}")
        # The answer is that of the server; the form has made room for the editor.
        expect(page.locator("#answer")).to_contain_text("Ann")
        expect(page.locator("#form")).to_be_hidden()
        expect(page.locator(".CodeMirror:visible")).to_contain_text("SELECT ?name")
        page.locator(".yasqe_queryButton:visible").click()
        expect(page.locator(".yasr:visible tbody")).to_contain_text("Ann")
        expect(page.locator(".yasr:visible tbody")).to_contain_text("<b>Jane</b>")
        expect(page.locator("#answer")).to_have_count(0)
        # The prefix is declared, so the address holds for other servers, too.
        shared = parse_qs(urlsplit(page.url).query)["query"][0]
        assert shared == f"PREFIX schema: <https://schema.org/>\n{query}"
        page.locator(".yasqe_share:visible").click()
        assert page.locator(".yasqe_sharePopup input").first.input_value() == page.url
        expect(page.locator("#links").get_by_role("link", name="csv")).to_have_attribute(
            "href", f"{page.url}&format=csv"
        )
        # Names of properties are not looked up elsewhere.
        page.locator(".CodeMirror:visible").click()
        page.keyboard.press("Control+Space")
        page.wait_for_timeout(300)
        assert troubles == []
        assert {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in asked} == {own}
        context.close()
