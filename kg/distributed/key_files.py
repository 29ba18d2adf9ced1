"""Files of SQLite in which contents are looked up by key: written once as a whole, then only read."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from kg.distributed.shard_files import Layout, written_whole

_SUFFIX = ".sqlite"
# Open files of a process, at most.
_MOST_FILES = 200
_SCHEMA = "CREATE TABLE row (sort TEXT, key TEXT, content BLOB, PRIMARY KEY (sort, key)) WITHOUT ROWID"


class KeyFiles:
    """The files of one layout, by kind and part. A key has a sort, and is in the file of a part."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._files: dict[tuple[str, int], sqlite3.Connection | None] = {}

    def write(self, kind: str, part: int, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Write the file of a kind and part: sort, key and content of each row."""
        path = self._layout.path(kind, self._layout.names[part], _SUFFIX)
        with written_whole(path) as partial, closing(sqlite3.connect(partial)) as connection:
            # A file that is not written as a whole is never read.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_SCHEMA)
            connection.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
            connection.commit()

    def get(self, kind: str, part: int, sort: str, key: str) -> bytes | None:
        """The content of a key, None if there is none."""
        file = self._file(kind, part)
        query = "SELECT content FROM row WHERE sort = ? AND key = ?"
        row = file.execute(query, (sort, key)).fetchone() if file else None
        return bytes(row[0]) if row else None

    def keys(self, kind: str, part: int, sort: str) -> Iterator[str]:
        """Yield the keys of a sort, sorted."""
        file = self._file(kind, part)
        if file:
            query = "SELECT key FROM row WHERE sort = ? ORDER BY key"
            yield from (str(key) for (key,) in file.execute(query, (sort,)))

    def _file(self, kind: str, part: int) -> sqlite3.Connection | None:
        if (kind, part) not in self._files:
            if len(self._files) >= _MOST_FILES:
                for one in self._files.values():
                    if one:
                        one.close()
                self._files.clear()
            path = self._layout.path(kind, self._layout.names[part], _SUFFIX)
            uri = f"{path.as_uri()}?mode=ro&immutable=1"
            self._files[kind, part] = sqlite3.connect(uri, uri=True) if path.exists() else None
        return self._files[kind, part]
