"""Steps of `benchmarks.archive` that are processes of their own: `python -m benchmarks.archive_steps STEP …`.

Each prints what it took. `Ledger` is the seam: a build does not read an article whose extraction it has.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.children import Spent
from benchmarks.variants import Read, Variation
from kg.archive.ledger.ledger import Ledger, open_ledger
from kg.errors import KgError
from kg.extract.settings import reader_version
from kg.graph.store import open_store
from kg.graph.store_writer import write_store
from kg.model import Article
from kg.pipeline import Knowledge
from kg.text.article_files import read_articles

# Quads of which the writing is timed, at most.
_MOST_QUADS = 500_000


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write `articles` to the file `path`, as JSON Lines that `kg build` reads."""
    with path.open("w", encoding="utf-8") as file:
        for one in articles:
            date = one.published_on.isoformat() if one.published_on else None
            row = {"text": one.text, "title": one.title, "publisher": one.publisher, "date": date}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def replay(base: str, folder: str, path: str, first: str, count: str) -> Spent:
    """Write the variants `[first, first + count)` of what was read in the folder `base` to the file `path`.

    Put them, and what was read in them, into the ledger of `folder`; what the ledger alone takes.
    """
    variation = Variation(list(readings_in(Path(base))))
    numbers = range(int(first), int(first) + int(count))
    write_articles((variation.variant(one).article for one in _told(numbers, "texts")), Path(path))
    with _ledger(Path(folder)) as ledger:
        started = Spent.since_start()
        ledger.add(read_articles([path], _fail))
        spent = Spent.since_start() - started
        for number in _told(numbers, "extractions"):
            read = variation.variant(number)
            started = Spent.since_start()
            ledger.put_extraction(read.article, read.extraction)
            spent += Spent.since_start() - started
    return spent


def load(folder: str, target: str) -> float:
    """Write quads of the graph in `folder` to a new store in `target`; quads a second."""
    quads = list(islice(open_store(Path(folder)), _MOST_QUADS))
    started = time.perf_counter()
    written = write_store(Path(target), quads)
    return written / (time.perf_counter() - started)


STEPS: dict[str, Callable[..., Spent | float]] = {"replay": replay, "load": load}


def readings_in(folder: Path) -> Iterator[Read]:
    """What the models read in the articles of `folder`."""
    with _ledger(folder) as ledger:
        for article in ledger.articles():
            extraction = ledger.extraction(article)
            if extraction is not None:
                yield Read(ledger.with_text(article), extraction)


def _ledger(folder: Path) -> AbstractContextManager[Ledger]:
    return open_ledger(folder, reader=reader_version(), resolver=Knowledge().version)


def _told(numbers: range, what: str) -> Iterable[int]:
    return track(numbers, f"{what} of {len(numbers):,} articles", console=Console(stderr=True))


def _fail(error: KgError) -> None:
    raise error


if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    print(STEPS[step](*arguments))
