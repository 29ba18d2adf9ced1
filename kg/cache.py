"""An SQLite cache of extractions, kept between builds.

The key is the article's identifier, a hash of its text, and the version of the reader (models, code, data):
a changed article is read again, a moved one is not.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from kg.errors import InputError
from kg.model import Article, Extraction

CACHE_NAME = "cache.sqlite"
# Increase this when a table changes.
_VERSION = 4
_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS extraction (
  article TEXT NOT NULL, reader TEXT NOT NULL, extraction BLOB NOT NULL, PRIMARY KEY (article, reader)
);
CREATE TEMPORARY TABLE source (
  path TEXT PRIMARY KEY, article TEXT NOT NULL, title TEXT, publisher TEXT, published_on TEXT, url TEXT
);
"""


class Cache:
    """The articles of this build, and the extractions of this and earlier builds.

    Every write is committed, so an interrupted build loses nothing.
    """

    def __init__(self, folder: Path, *, reader: str) -> None:
        """Open the cache in `folder`, created if missing; `reader` is the version of the reader."""
        self._reader = reader
        path = folder / CACHE_NAME
        try:
            self._connection = _open(path)
        except sqlite3.OperationalError as error:
            raise InputError(f"{path} cannot be used, perhaps because of another build: {error}.") from error
        except sqlite3.DatabaseError:
            # Everything in a damaged cache can be read again from the articles.
            path.unlink(missing_ok=True)
            self._connection = _open(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add_articles(self, articles: Iterable[Article]) -> None:
        """Add the articles of this build; the same text at several paths is one article."""
        with self._connection:
            for one in articles:
                day = one.published_on.isoformat() if one.published_on else None
                row = (one.path, one.id, one.title, one.publisher, day, one.url)
                self._connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", row)
                self._connection.execute("INSERT OR IGNORE INTO article VALUES (?, ?)", (one.id, one.text))

    def articles(self) -> Iterator[Article]:
        """Yield the articles of this build, each once, sorted by their first paths.

        Where the metadata of several paths differ, the first path (in sorted order) that has a value wins.
        """
        ids = self._connection.execute("SELECT article FROM source GROUP BY article ORDER BY min(path)")
        for (identifier,) in ids.fetchall():
            (text,) = self._fetch_one("SELECT text FROM article WHERE id = ?", identifier)
            sources = self._connection.execute(
                "SELECT path, title, publisher, published_on, url FROM source WHERE article = ? ORDER BY 1",
                (identifier,),
            ).fetchall()
            columns = zip(*sources, strict=True)
            _, title, publisher, day, url = (next(filter(None, column), None) for column in columns)
            yield Article(
                id=identifier,
                text=text,
                paths=tuple(row[0] for row in sources),
                title=title,
                publisher=publisher,
                published_on=date.fromisoformat(day) if day else None,
                url=url,
            )

    def extraction(self, article: Article) -> Extraction | None:
        """The cached extraction of `article` by this reader, or None."""
        row = self._connection.execute(
            "SELECT extraction FROM extraction WHERE article = ? AND reader = ?", (article.id, self._reader)
        ).fetchone()
        return msgspec.msgpack.decode(row[0], type=Extraction) if row else None

    def put(self, article: Article, extraction: Extraction) -> None:
        """Store the extraction of `article`."""
        row = (article.id, self._reader, msgspec.msgpack.encode(extraction))
        self._connection.execute("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?)", row)
        self._connection.commit()

    def forget_others(self) -> None:
        """Delete articles of other builds and extractions by other readers."""
        self._connection.execute("DELETE FROM article WHERE id NOT IN (SELECT article FROM source)")
        self._connection.execute(
            "DELETE FROM extraction WHERE reader != ? OR article NOT IN (SELECT article FROM source)",
            (self._reader,),
        )
        self._connection.commit()

    def _fetch_one(self, query: str, value: str) -> tuple[str]:
        row: tuple[str] = self._connection.execute(query, (value,)).fetchone()
        return row


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in {0, _VERSION}:
        for table in ("reading", "article", "extraction"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.executescript(_SCHEMA)
    connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.commit()
    return connection
