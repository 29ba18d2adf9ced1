"""One page by its path, made by itself: for a server of a graph whose pages are not written."""

import re
from collections.abc import Iterator

from kg.graph.reader.article_rows import read_texts
from kg.graph.reader.graph_counts import list_articles, list_entities
from kg.graph.reader.lookup import find_by_id
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import ArticleRow, read_statements
from kg.graph.store import Store
from kg.pages.article_page import article_page
from kg.pages.entity_page import entity_facts
from kg.pages.node_pages import article_html, count_parts, entity_html, statements_of_part
from kg.pages.overview import read_overview
from kg.pages.page_choice import MOST_ARTICLES, Choice
from kg.pages.page_names import FOLDERS, GRAPH, INDEX, POSITIONS, may_be_page, page_of
from kg.pages.picture import drawn_nodes
from kg.pages.summary_pages import summary_page

_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_PART = re.compile(r"--(\d{1,6})\.html$")
_LIST = re.compile(r"index(-\d+)?\.html")


def is_page(path: str) -> bool:
    """Whether a page can have this path in the folder of pages."""
    folder, _, name = path.rpartition("/")
    return path in (INDEX, GRAPH, POSITIONS) or (folder in _KINDS and may_be_page(folder, name))


def is_of_node(path: str) -> bool:
    """Whether a page with this path is that of one actor or agreement."""
    folder, _, name = path.rpartition("/")
    return folder in (FOLDERS["actor"], FOLDERS["agreement"]) and not _LIST.fullmatch(name)


def read_drawn(store: Store) -> frozenset[Iri]:
    """The actors and agreements that are in the picture, to which their pages then link.

    None for a graph of more than `MOST_ARTICLES`: to find them takes too long for one page.
    """
    if any(number == MOST_ARTICLES for number, _ in enumerate(list_articles(store))):
        return frozenset()
    with read_overview(store) as overview:
        return drawn_nodes(overview)


def make_page(store: Store, path: str, drawn: frozenset[Iri]) -> str | None:
    """The page at `path` as `kg pages --all` writes it; None if the graph has nothing that it would be of.

    `drawn` is what `read_drawn` gives; only pages of actors and agreements need it.
    """
    every = Choice()
    if is_of_node(path):
        return _node_page(store, path, drawn, every)
    folder, _, name = path.rpartition("/")
    if folder == FOLDERS["article"] and not _LIST.fullmatch(name):
        for text in read_texts(store, _articles_at(store, path)):
            return article_html(article_page(text), every)[1]
        return None
    with read_overview(store) as overview:
        return summary_page(path, store, overview, every)


def _node_page(store: Store, path: str, drawn: frozenset[Iri], every: Choice) -> str | None:
    part = _PART.search(path)
    number = int(part[1]) if part else 1
    first = f"{path[: part.start()]}.html" if part else path
    for node in _nodes_at(store, first):
        (fact,) = entity_facts(store, [node])
        if page_of(node, number) != path or number > count_parts(fact):
            continue
        said = read_statements(store, statements_of_part(fact, number))
        return entity_html(fact, number, said, is_drawn=node.iri in drawn, choice=every)[1]
    return None


def _nodes_at(store: Store, path: str) -> Iterator[Node]:
    """The actors or agreements whose page is at `path`."""
    folder, _, name = path.rpartition("/")
    known = [one for one in find_by_id(store, name.removesuffix(".html")) if one.kind == _KINDS[folder]]
    if known and page_of(known[0]) == path:
        yield known[0]
        return
    # A name with a digest does not tell the identifier.
    found = [one.iri for one in list_entities(store) if page_of(Node(iri=one.iri, name="")) == path]
    yield from rows(store, Node, iri=found[:1])


def _articles_at(store: Store, path: str) -> Iterator[Iri]:
    """The article whose page is at `path`."""
    for one in list_articles(store):
        if page_of(ArticleRow(iri=one.iri, path=one.path, opening="")) == path:
            yield one.iri
            return
