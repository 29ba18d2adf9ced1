"""The folder of pages: one for each article, actor and agreement, their lists, and what shows the whole.

Pages are made one by one from queries to the store. Equal graphs, of which the same pages are asked for, give
equal bytes.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from kg.batches import batches
from kg.errors import StoreError
from kg.graph.reader.article_rows import read_texts
from kg.graph.reader.statement_rows import read_statements
from kg.graph.store import Store, open_store
from kg.pages.article_page import article_page
from kg.pages.entity_page import entity_facts
from kg.pages.node_pages import article_html, count_parts, entity_html, statements_of_part
from kg.pages.overview import Overview, read_overview
from kg.pages.page_choice import Choice, choose_pages
from kg.pages.page_files import remove_other_pages, write_page
from kg.pages.page_names import INDEX
from kg.pages.picture import drawn_nodes
from kg.pages.rendering import Page
from kg.pages.summary_pages import summary_pages

# Actors and agreements whose statements are read together.
_BATCH = 50


def write_pages(
    folder: Path,
    on_page: Callable[[int, int], None] = lambda done, of: None,
    *,
    keys: Collection[str] = (),
    on_note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Write the pages of the graph in `folder` beside it; the path of the page to open first.

    Of a large graph, articles, actors and agreements have a page if one of `keys` asks for it
    (`kg.pages.page_choice`); `on_note` is then told so. `on_page` is called with the number of pages that are
    done and that of articles, actors and agreements that have one. A page whose bytes are the same is not
    written again, pages that are no longer among these are removed, and other files are never touched.
    Raises `StoreError` if there is no graph, another file is in the way, or a page cannot be written.
    """
    store = open_store(folder)
    with read_overview(store) as overview:
        choice = choose_pages(store, keys, overview.articles)
        total = overview.count_pages(choice)
        written: set[str] = set()
        try:
            for path, html in _pages(store, overview, choice):
                write_page(folder, path, html)
                written.add(path)
                on_page(min(len(written), total), total)
            remove_other_pages(folder, written)
        except OSError as error:
            raise StoreError(f"The pages in {folder} cannot be written: {error}.") from error
    if choice.is_part:
        on_note(
            f"The graph has {overview.articles:,} articles, so there are the first page, the lists, the "
            f"positions, the picture and only those other pages that were asked for ({total:,}). "
            "“kg pages --actor NAME”, “--agreement NAME”, “--article PATH” or “--month 2020-02” writes more, "
            "“kg pages --all” every one."
        )
    return folder / INDEX


def _pages(store: Store, overview: Overview, choice: Choice) -> Iterator[Page]:
    for text in read_texts(store, overview.article_iris(choice)):
        yield article_html(article_page(text), choice)
    drawn = drawn_nodes(overview)
    facts = entity_facts(store, overview.list_nodes(choice))
    for batch in batches(facts, _BATCH):
        # Most have few statements: those of many pages are read together.
        first = read_statements(store, (iri for fact in batch for iri in statements_of_part(fact, 1)))
        for fact in batch:
            for number in range(1, count_parts(fact) + 1):
                said = first if number == 1 else read_statements(store, statements_of_part(fact, number))
                yield entity_html(fact, number, said, is_drawn=fact.node.iri in drawn, choice=choice)
    yield from summary_pages(store, overview, choice)
