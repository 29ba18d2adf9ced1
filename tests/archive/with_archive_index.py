"""An index of readings in rows that are in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

from kg.archive.index import ArchiveIndex
from kg.model import ArticleReading
from tests.with_rows import memory_rows


@contextmanager
def archive_index() -> Iterator[ArchiveIndex]:
    """An index without articles, in a transaction."""
    rows = memory_rows()
    with rows.transaction():
        yield ArchiveIndex(rows)


def across(*readings: ArticleReading) -> list[ArticleReading]:
    """What each of the readings is with the names across all of them. Each is an article of its own."""
    with archive_index() as index:
        for number, reading in enumerate(readings):
            index.replace(str(number), reading)
        assert list(index.settle()) == []
        return [index.renamed(reading) for reading in readings]
