"""Size and loading time of the pages of a graph, and of the page that pyvis makes of the same graph.

    python -m benchmarks.pages FOLDER

FOLDER has a graph that `kg build` wrote. Articles are taken in order of their identifiers, as many as have at
most 100, 1,000 and 10,000 statements together. Each page is opened from disk in headless Chromium. The first
view is measured until something is drawn on the canvas, a filter until the second frame after it is set; both
are the median of five openings. The page of pyvis, opened once, has the same statements, actors and
agreements as nodes, with pyvis's defaults and its scripts in line.
"""

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from pyoxigraph import NamedNode, Quad, Store
from rich.console import Console
from rich.table import Table

from kg.graph.networks import statement_graph
from kg.graph.reader.graph_counts import count_articles, list_articles
from kg.graph.store import open_store
from kg.graph.store_writer import write_store
from kg.graph.vocabulary import ENTITIES_GRAPH, SCHEME_GRAPH
from kg.pages.page_writer import write_pages

SIZES = (100, 1_000, 10_000)
_OPENINGS = 5
# Seconds after which a page is closed.
_PATIENCE = 120
_DRAWN = """
() => Array.from(document.querySelectorAll("canvas")).some((canvas) => {
  const { width, height } = canvas;
  if (!width || !height) return false;
  // Of a picture that WebGL draws the names, which come last, are on such a canvas.
  const context = canvas.getContext("2d");
  if (!context) return false;
  const pixels = context.getImageData(0, 0, width, height).data;
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at]) return true;
  return false;
}) && performance.now()
"""
_FILTERED = """
async () => {
  const choice = document.getElementById("polarity");
  const start = performance.now();
  choice.value = "opposes";
  choice.dispatchEvent(new Event("change"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}
"""


def main() -> None:
    """Print the table of measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="what “kg build” wrote")
    store = open_store(parser.parse_args().folder)
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        raise SystemExit("Chromium is missing (Debian: apt-get install chromium).")
    columns = ("statements", "pages", "written in", "all on disk", "largest", "graph.html", "first view")
    table = Table(*columns, "filter", "pyvis's page", "its first view", "times sooner")
    with sync_playwright() as playwright:
        # WebGL, which draws large graphs, without a graphics card.
        arguments = ["--no-sandbox", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=browser_path, args=arguments)
        for size in SIZES:
            with tempfile.TemporaryDirectory() as name:
                table.add_row(*_measured(browser, store, size, Path(name)))
        browser.close()
    Console(width=160).print(table)


def _measured(browser: Browser, store: Store, size: int, folder: Path) -> Iterator[str]:
    write_store(folder, _part(store, size))
    part = open_store(folder)
    statements = sum(_counted(part).values())
    start = perf_counter()
    write_pages(folder)
    seconds = perf_counter() - start
    pages = list(folder.rglob("*.html"))
    sizes = [page.stat().st_size for page in pages]
    graph = folder / "graph.html"
    first, filtered = _opened(browser, graph, _OPENINGS, filters=True)
    other = _pyvis_page(part, folder)
    theirs, _ = _opened(browser, other, 1, filters=False)
    yield f"{statements:,}"
    yield f"{len(pages):,}"
    yield f"{seconds:.1f} s"
    yield f"{sum(sizes) / 1e6:.1f} MB"
    yield f"{max(sizes) / 1e6:.2f} MB"
    yield f"{graph.stat().st_size / 1e6:.2f} MB"
    yield f"{first:.2f} s"
    yield f"{filtered:.2f} s"
    yield f"{other.stat().st_size / 1e6:.2f} MB"
    yield f"{theirs:.2f} s" if theirs < _PATIENCE else f"more than {_PATIENCE} s"
    yield f"{'more than ' if theirs >= _PATIENCE else ''}{theirs / first:.0f}"


def _counted(store: Store) -> dict[str, int]:
    """How many statements each article has."""
    articles = [one.iri for one in list_articles(store)]
    return {iri: count_articles(store, [iri]).quoted[iri] for iri in articles}


def _part(store: Store, size: int) -> Iterator[Quad]:
    """The quads of the first articles with `size` statements in all, and of whom and what they name."""
    counts = _counted(store)
    taken: list[NamedNode] = []
    total = 0
    for article, count in sorted(counts.items()):
        if total + count <= size:
            taken.append(NamedNode(article))
            total += count
    named = set()
    for graph in (*taken, SCHEME_GRAPH):
        for quad in store.quads_for_pattern(None, None, None, graph):
            named.add(quad.object)
            yield quad
    for quad in store.quads_for_pattern(None, None, None, ENTITIES_GRAPH):
        if quad.subject in named:
            yield quad


def _opened(browser: Browser, path: Path, times: int, *, filters: bool) -> tuple[float, float]:
    """Seconds to the first view and to the effect of a filter, each the median of `times` openings."""
    views, effects = [], []
    for _ in range(times):
        page: Page = browser.new_page(viewport={"width": 1440, "height": 900})
        try:
            page.goto(path.as_uri(), wait_until="commit", timeout=_PATIENCE * 1000)
            drawn = page.wait_for_function(_DRAWN, polling=50, timeout=_PATIENCE * 1000)
            views.append(float(drawn.json_value()) / 1000)
            effects.append(float(page.evaluate(_FILTERED)) / 1000 if filters else 0.0)
        except TimeoutError:
            return float(_PATIENCE), 0.0
        finally:
            page.close()
    return statistics.median(views), statistics.median(effects)


def _pyvis_page(store: Store, folder: Path) -> Path:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.from_nx(statement_graph(store))
    path = folder / "pyvis.html"
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
