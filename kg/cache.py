"""What was read of each article, kept between builds in an SQLite file.

The key is the article with everything that its extraction depends on, so what is read anew is a
changed article, and everything once model or code have changed; nothing else is.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.text import make_document
from kg.errors import InputError
from kg.extract.plain import from_plain, to_plain
from kg.model import Document, Extraction

CACHE_NAME = "cache.sqlite"
# Raise this whenever the form of a row changes.
_VERSION = 3


class Cache:
    """Extractions by key. Every `put` is committed, so an interrupted build loses nothing."""

    def __init__(self, folder: Path, *, reader: str) -> None:
        self._reader = reader
        path = folder / CACHE_NAME
        try:
            self._connection = _opened(path)
        except sqlite3.OperationalError as error:
            raise InputError(f"{path} cannot be used, perhaps because of another build: {error}.") from error
        except sqlite3.DatabaseError:
            # A damaged cache costs time, not knowledge: what it had is read again.
            path.unlink(missing_ok=True)
            self._connection = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def has(self, document: Document, position: int) -> bool:
        """Whether `document` has been read already; if so, it is number `position` of this build."""
        cursor = self._connection.execute(
            "UPDATE reading SET position = ? WHERE key = ?", (position, self._key(document))
        )
        self._connection.commit()
        return cursor.rowcount > 0

    def put(self, document: Document, extraction: Extraction, position: int) -> None:
        """Keep what was read of `document`, number `position` of this build."""
        row = (self._key(document), position, _dump_document(document), json.dumps(to_plain(extraction)))
        self._connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", row)
        self._connection.commit()

    def current(self) -> Iterator[tuple[Document, Extraction]]:
        """The documents of this build with their extractions, in order."""
        rows = self._connection.execute(
            "SELECT document, extraction FROM reading WHERE position IS NOT NULL ORDER BY position"
        )
        for document, extraction in rows:
            loaded = _load_document(document)
            yield loaded, from_plain(json.loads(extraction), loaded.id)

    def forget_others(self) -> None:
        """Drop what is not of this build."""
        self._connection.execute("DELETE FROM reading WHERE position IS NULL")
        self._connection.commit()

    def _key(self, document: Document) -> str:
        parts = [self._reader, _dump_document(document)]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, _VERSION}:
        connection.execute("DROP TABLE IF EXISTS reading")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS reading"
        " (key TEXT PRIMARY KEY, position INTEGER, document TEXT, extraction TEXT)"
    )
    connection.execute("UPDATE reading SET position = NULL")
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.commit()
    return connection


def _dump_document(document: Document) -> str:
    row = {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "publisher": document.publisher,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "url": document.url,
    }
    return json.dumps(row)


def _load_document(row: str) -> Document:
    table = json.loads(row)
    day = table["published_on"]
    return replace(
        make_document(table["id"], table["text"]),
        title=table["title"],
        publisher=table["publisher"],
        published_on=date.fromisoformat(day) if day else None,
        url=table["url"],
    )
