"""Names of pages: safe on every file system, different for different nodes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow
from kg.graph.vocabulary import node
from kg.pages.page_names import list_page, page_of


def a_node(kind: str, identifier: str) -> Node:
    return Node(Iri(node(kind, identifier).value), "A name")


def an_article(identifier: str, path: str) -> ArticleRow:
    return ArticleRow(Iri(node("article", identifier).value), path, "Opening")


def test_names_that_people_can_read() -> None:
    assert page_of(a_node("actor", "mevlut-cavusoglu")) == "actors/mevlut-cavusoglu.html"
    assert page_of(a_node("agreement", "astana-process")) == "agreements/astana-process.html"
    article = page_of(an_article("ar-1", "seeds/001_e2a5421fd2ec2f6f.txt"))
    assert re.fullmatch(r"articles/001-e2a5421fd2ec2f6f-[0-9a-f]{10}\.html", article)
    assert page_of(a_node("place", "idlib")) == page_of(a_node("course", "course-1")) == ""


def test_two_articles_of_one_name_have_two_pages() -> None:
    assert page_of(an_article("ar-1", "a/x.txt")) != page_of(an_article("ar-2", "b/x.txt"))


def test_an_article_keeps_its_page_in_another_folder() -> None:
    assert page_of(an_article("ar-1", "a/x.txt")) == page_of(an_article("ar-1", "b/x.txt"))


def test_names_that_a_file_system_keeps_for_itself() -> None:
    for name in ("con", "nul", "com1", "index", "index-2"):
        assert re.fullmatch(rf"actors/{name}-[0-9a-f]{{10}}\.html", page_of(a_node("actor", name)))


def test_further_parts() -> None:
    assert page_of(a_node("actor", "jane-doe"), 3) == "actors/jane-doe--3.html"
    assert page_of(a_node("actor", "jane-doe--3")) != "actors/jane-doe--3.html"
    assert list_page("actor") == "actors/index.html"
    assert list_page("article", 2) == "articles/index-2.html"


@given(st.text(min_size=1, max_size=300), st.sampled_from(["actor", "agreement"]))
def test_every_name_is_safe(identifier: str, kind: str) -> None:
    for name in (page_of(a_node(kind, identifier)), page_of(an_article("ar-1", identifier))):
        assert re.fullmatch(r"(actors|agreements|articles)/[a-z0-9][a-z0-9-]*\.html", name)
        assert len(name) < 120


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_two_nodes_have_two_pages(one: str, other: str) -> None:
    first, second = page_of(a_node("actor", one)), page_of(a_node("actor", other))
    assert (first == second) == (node("actor", one) == node("actor", other))
