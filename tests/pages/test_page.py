"""graph.html: whole, offline, the same from run to run, and nothing from a text is markup."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

from kg.building import build
from kg.pages.writing import write_pages
from kg.resolution.registry import load_registry
from tests.conftest import raise_error


class Page(HTMLParser):
    """Elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def network_of(html: str) -> dict[str, list[dict[str, str]]]:
    match = re.search(r'<script type="application/json" id="network-data">(.*?)</script>', html, re.DOTALL)
    assert match
    network: dict[str, list[dict[str, str]]] = json.loads(match.group(1))
    return network


def test_the_page_of_the_five_articles(built: Path) -> None:
    html = write_pages(built).read_text(encoding="utf-8")
    page = Page(html)
    assert "We will do this by any means necessary" in page.text
    network = network_of(html)
    names = {node["name"]: node["group"] for node in network["nodes"]}
    assert names["Mevlut Cavusoglu"] == "person"
    assert names["Sochi memorandum"] == "agreement"
    identifiers = {node["id"] for node in network["nodes"]}
    assert all(edge["from"] in identifiers and edge["to"] in identifiers for edge in network["edges"])


def test_the_page_loads_nothing(built: Path) -> None:
    html = write_pages(built).read_text(encoding="utf-8")
    page = Page(html)
    loading = [
        attributes[name]
        for _, attributes in page.elements
        for name in ("src", "href", "data", "action")
        if attributes.get(name) and not (attributes[name] or "").startswith("#")
    ]
    assert loading == ["positions.html"]
    policies = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert str(policies[0]).startswith("default-src 'none'; script-src 'sha256-")
    assert "sourceMappingURL" not in html


def test_the_same_graph_gives_the_same_page(built: Path, tmp_path: Path) -> None:
    first = write_pages(built).read_bytes()
    shutil.copytree(built / "store", tmp_path / "store")
    assert write_pages(tmp_path).read_bytes() == first


def test_nothing_from_a_text_is_markup(tmp_path: Path) -> None:
    nasty = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    articles = tmp_path / '<b>"x".d'
    articles.mkdir()
    (articles / "a & <i>b.txt").write_text(
        f"“The bridge {nasty} is closed,” Jane Doe </script> said.\n\n"
        f"Jane Doe said that {nasty} nobody may cross the Sochi deal ' \" line.",
        encoding="utf-8",
    )
    folder = tmp_path / "output"
    summary = build([str(articles)], folder, load_registry(), on_error=raise_error)
    assert summary.statements > 0
    html = write_pages(folder).read_text(encoding="utf-8")
    tags = [tag for tag, _ in Page(html).elements]
    assert tags.count("script") == 3
    assert not {"img", "b", "i"} & set(tags)
    assert "<script>alert" in Page(html).text


def test_a_statement_inside_another_links_to_it(built: Path) -> None:
    html = write_pages(built).read_text(encoding="utf-8")
    links = re.findall(r'<a href="#(st-[0-9a-f]+)">within what ([^<]+) said</a>', html)
    assert "Mevlut Cavusoglu" in {reporter for _, reporter in links}
    assert all(f'id="{identifier}"' in html for identifier, _ in links)
