"""Names of pages: safe on every file system, different for different nodes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.vocabulary import article_node, node
from kg.pages.page_names import kind_of, list_page, page_of


def test_names_that_people_can_read() -> None:
    assert page_of(node("actor", "mevlut-cavusoglu").value) == "actors/mevlut-cavusoglu.html"
    assert page_of(node("agreement", "astana-process").value) == "agreements/astana-process.html"
    assert re.fullmatch(
        r"articles/001-e2a5421fd2ec2f6f-[0-9a-f]{10}\.html",
        page_of(article_node("seeds/001_e2a5421fd2ec2f6f.txt").value),
    )
    assert page_of(node("place", "idlib").value) == ""


def test_two_articles_of_one_name_have_two_pages() -> None:
    assert page_of(article_node("a/x.txt").value) != page_of(article_node("b/x.txt").value)


def test_an_article_from_the_web() -> None:
    iri = article_node("https://example.org/news/the-deal").value
    assert kind_of(iri) == "article"
    assert re.fullmatch(r"articles/the-deal-[0-9a-f]{10}\.html", page_of(iri))


def test_names_that_a_file_system_keeps_for_itself() -> None:
    for name in ("con", "nul", "com1", "index", "index-2"):
        assert re.fullmatch(rf"actors/{name}-[0-9a-f]{{10}}\.html", page_of(node("actor", name).value))


def test_further_parts() -> None:
    assert page_of(node("actor", "jane-doe").value, 3) == "actors/jane-doe--3.html"
    assert page_of(node("actor", "jane-doe--3").value) != "actors/jane-doe--3.html"
    assert list_page("actor") == "actors/index.html"
    assert list_page("article", 2) == "articles/index-2.html"


@given(st.text(min_size=1, max_size=300), st.sampled_from(["actor", "agreement", "article"]))
def test_every_name_is_safe(identifier: str, kind: str) -> None:
    name = page_of(node(kind, identifier).value)
    assert re.fullmatch(rf"{kind}s/[a-z0-9][a-z0-9-]*\.html", name)
    assert len(name) < 120


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_two_nodes_have_two_pages(one: str, other: str) -> None:
    first, second = node("actor", one).value, node("actor", other).value
    assert (page_of(first) == page_of(second)) == (first == second)
