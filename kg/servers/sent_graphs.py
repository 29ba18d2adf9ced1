"""What a server was sent, in `sent.sqlite` in the folder of the dataset: of each graph a digest.

So a load that was stopped goes on where it was, and the next one sends what has changed. It holds nothing
that cannot be sent again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import InputError

SENT_NAME = "sent.sqlite"
# Graphs after which what was sent is noted for good.
_BATCH = 50
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sent (
  address TEXT, graph TEXT, digest BLOB NOT NULL, PRIMARY KEY (address, graph)
) WITHOUT ROWID
"""


class SentGraphs:
    """The graphs that the server at `address` was sent."""

    def __init__(self, connection: sqlite3.Connection, address: str) -> None:
        self._connection, self._address = connection, address
        self._noted = 0

    def digest(self, graph: str) -> bytes | None:
        """The digest of `graph` as it was sent, None if it was not."""
        query = "SELECT digest FROM sent WHERE address = ? AND graph = ?"
        row = self._connection.execute(query, (self._address, graph)).fetchone()
        return bytes(row[0]) if row else None

    def note(self, graph: str, digest: bytes) -> None:
        """Note that `graph` was sent."""
        query = "INSERT OR REPLACE INTO sent VALUES (?, ?, ?)"
        self._connection.execute(query, (self._address, graph, digest))
        self._noted += 1
        if self._noted % _BATCH == 0:
            self._connection.commit()

    def forget(self, graph: str) -> None:
        """Note that the server may not have `graph` as it was sent."""
        query = "DELETE FROM sent WHERE address = ? AND graph = ?"
        self._connection.execute(query, (self._address, graph))

    def forget_all(self) -> None:
        """Note that the server has nothing of what was sent."""
        self._connection.execute("DELETE FROM sent WHERE address = ?", (self._address,))

    def graphs(self) -> Iterator[str]:
        """The graphs that were sent, sorted. They may be forgotten meanwhile."""
        last = None
        query = "SELECT graph FROM sent WHERE address = ? AND (? IS NULL OR graph > ?) ORDER BY graph LIMIT 1"
        while row := self._connection.execute(query, (self._address, last, last)).fetchone():
            last = str(row[0])
            yield last


@contextmanager
def sent_graphs(folder: Path, address: str) -> Iterator[SentGraphs]:
    """What the server at `address` was sent of the dataset in `folder`, to read and to note.

    Raises `InputError` if the file that has it cannot be used.
    """
    path = folder / SENT_NAME
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            connection.execute(_SCHEMA)
            try:
                yield SentGraphs(connection, address)
            finally:
                connection.commit()
    except sqlite3.Error as error:
        raise InputError(
            f"The file {path} cannot be used ({error}); make it writable or delete it, and load again."
        ) from error
