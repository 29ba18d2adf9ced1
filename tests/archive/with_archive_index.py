"""An index of readings in rows that are in memory."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from kg.archive.index import ArchiveIndex
from kg.archive.ledger.rows import Rows
from kg.archive.ledger.tables import SCHEMA
from kg.model import ArticleReading


@contextmanager
def archive_index() -> Iterator[ArchiveIndex]:
    """An index without articles."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(SCHEMA)
        rows = Rows(connection)
        rows.verify_tallies()
        with rows.transaction():
            yield ArchiveIndex(rows)


def across(*readings: ArticleReading) -> list[ArticleReading]:
    """What each of the readings is with the names across all of them. Each is an article of its own."""
    with archive_index() as index:
        for number, reading in enumerate(readings):
            index.replace(str(number), reading)
        assert list(index.settle()) == []
        return [index.renamed(reading) for reading in readings]
