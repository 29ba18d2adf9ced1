"""What an article costs in the indexes of echoes and figures: `python -m benchmarks.pairs OUTPUT_DIR`.

The readings of the ledger in the folder are added in portions to a new ledger. When all are in it, variants
of them follow: published two weeks later each time, with three in ten of the longer words replaced by
invented ones. Of each portion, the computing time of an article is printed, and the rows and bytes that it
adds.
"""

import argparse
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.ledger.connection import LEDGER_NAME, open_rows, read_rows
from kg.archive.ledger.encoding import decode, decode_reading
from kg.model import Article, ArticleReading

PORTION = 500
_SHIFT = timedelta(days=14)
_REPLACED = 0.3
# Letters of a word that may be replaced, at least.
_LONG = 5
_TABLES = {
    "echoes, with checksum": ("echo_article", "echo_later"),
    "echoes, derived": ("echo_owner", "echo_copy", "echo_key", "echo_quote", "echo_link", "echo_first"),
    "figures, with checksum": ("figure_article", "figure_later"),
    "figures, derived": ("figure_owner", "figure_key"),
}


def main() -> None:
    """Print the cost of an article in each portion."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that `kg build` wrote")
    parser.add_argument("--articles", type=int, default=5_000, help="how many to add in all")
    arguments = parser.parse_args()
    readings = islice(_variants(list(_readings(arguments.folder))), arguments.articles)
    with TemporaryDirectory() as folder, open_rows(Path(folder)) as rows:
        path = Path(folder) / LEDGER_NAME
        number = 0
        while portion := list(islice(readings, PORTION)):
            size, numbers = _size(path), _numbers(path)
            echoes, figures = EchoIndex(rows), FigureIndex(rows)
            with rows.transaction():
                spent = _add(echoes, portion), _add(figures, portion)
            number += len(portion)
            added = {name: after - numbers[name] for name, after in _numbers(path).items()}
            told = ", ".join(f"{name} {one / len(portion):.1f}" for name, one in added.items())
            print(
                f"{number:6,} articles: echoes {1e6 * spent[0] / len(portion):6,.0f} µs, "
                f"figures {1e6 * spent[1] / len(portion):6,.0f} µs an article; "
                f"{(_size(path) - size) / len(portion):7,.0f} bytes; rows: {told}"
            )
        print(f"{echoes.count():,} pairs of echoes")


def _add(index: EchoIndex | FigureIndex, portion: list[ArticleReading]) -> float:
    """Seconds of computing time."""
    started = time.process_time()
    for reading in portion:
        index.replace(reading.article.id, reading)
    index.settle()
    return time.process_time() - started


def _numbers(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {name: sum(_number(connection, table) for table in tables) for name, tables in _TABLES.items()}


def _number(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def _size(path: Path) -> int:
    """The bytes of the ledger, with what is not yet moved from its log."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def _readings(folder: Path) -> Iterator[ArticleReading]:
    with read_rows(folder) as rows:
        sources = {article: decode(content, Article) for (_, article), content in rows.all("source")}
        for (article, _), content in rows.all("reading"):
            yield decode_reading(content, sources[article])


def _variants(readings: list[ArticleReading]) -> Iterator[ArticleReading]:
    yield from readings
    draw = random.Random(0)
    for number in count(1):
        for reading in readings:
            yield _variant(reading, number, draw)


def _variant(reading: ArticleReading, number: int, draw: random.Random) -> ArticleReading:
    article, published = reading.article, reading.article.published_on
    changed = replace(
        article,
        id=f"{article.id}-{number}",
        published_on=published + number * _SHIFT if published else None,
    )
    statements = tuple(
        replace(
            one,
            id=f"{one.id}-{number}",
            article=changed.id,
            text=" ".join(_word(word, draw) for word in one.text.split()),
        )
        for one in reading.statements
    )
    return replace(reading, article=changed, statements=statements)


def _word(word: str, draw: random.Random) -> str:
    if len(word) < _LONG or draw.random() >= _REPLACED:
        return word
    return "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=7))


if __name__ == "__main__":
    main()
