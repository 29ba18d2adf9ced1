"""A reader that runs no model: of an article, each line “NAME: words” is what NAME says.

`python -m tests.with_fake_reader POINT NUMBER SIGNAL build …` is `kg build …` with this reader, which sends
itself the signal of that name when it comes to the point for the numbered time.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kg.graph.store import open_store
from kg.model import Article, ArticleReading, Extraction
from kg.model.statement import VECTOR_WIDTH, SentenceVector
from kg.pipeline import RECORDS_NAME
from kg.text.text import Text
from tests.builders import make_reading, make_statement, person
from tests.with_index_rows import IndexRow, index_rows

POINTS = {
    "extract": ("kg.pipeline", "extract_article"),
    "resolve": ("kg.pipeline", "resolve"),
    "read": ("kg.archive.ledger.ledger", "decode_reading"),
    "write": ("kg.dataset_writer", "reading_quads"),
    "seal": ("kg.graph.store_writer", "seal"),
    "pack": ("kg.dataset_writer", "pack_store"),
    "swap": ("kg.dataset_writer", "point_to"),
    "swapped": ("kg.dataset_writer", "remove_old"),
    "pages": ("kg.pages.page_writer", "write_page"),
}
"""Where a build can be stopped: a module, and the function at whose call it is."""


def extract_lines(text: Text, *, threads: int = 1) -> Extraction:
    """An extraction without anything."""
    return Extraction((), ())


def resolve_lines(article: Article, *_: Any) -> ArticleReading:
    """What the lines of `article` say."""
    lines = [line.partition(": ") for line in article.text.splitlines() if ": " in line]
    statements = [
        make_statement(article, words, person(who), id=f"st-{article.id}-{number}")
        for number, (who, _, words) in enumerate(lines)
    ]
    return make_reading(article, *statements)


def with_vectors_of_lines(reading: ArticleReading) -> ArticleReading:
    """`reading` with vectors of its paragraphs that depend on the words and mean nothing."""
    text = reading.article.text
    digests = ((span, sha256(span.of(text).encode()).digest()) for span in reading.paragraphs)
    sentences = (SentenceVector(span, (one * VECTOR_WIDTH)[:VECTOR_WIDTH]) for span, one in digests)
    return replace(reading, sentences=tuple(sentences))


def use_fake_reader(patch: pytest.MonkeyPatch) -> None:
    """Let builds read articles without models."""
    patch.setattr("kg.pipeline.extract_article", extract_lines)
    patch.setattr("kg.pipeline.resolve", resolve_lines)
    patch.setattr("kg.extract.meaning.with_vectors", with_vectors_of_lines)


Content = tuple[list[str], bytes, list[IndexRow]]
"""The quads of a graph, sorted, the records, and the rows of the search index."""


def content_of(folder: Path) -> Content:
    """What the graph in `folder` has."""
    return sorted(map(str, open_store(folder))), (folder / RECORDS_NAME).read_bytes(), index_rows(folder)


def at_call(number: int, of: Callable[..., Any], act: Callable[[], None]) -> Callable[..., Any]:
    """The function `of`, which calls `act` first when it is called for the numbered time."""
    calls = 0

    @wraps(of)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            act()
        return of(*arguments, **options)

    return wrapped


def _main(point: str, number: str, name: str, *arguments: str) -> None:
    from kg.cli.main import run

    sys.argv[1:] = arguments
    with pytest.MonkeyPatch.context() as patch:
        use_fake_reader(patch)
        module, function = POINTS[point]
        original = getattr(import_module(module), function)
        stop = at_call(int(number), original, lambda: os.kill(os.getpid(), signal.Signals[name]))
        patch.setattr(f"{module}.{function}", stop)
        run()


if __name__ == "__main__":
    _main(*sys.argv[1:])
