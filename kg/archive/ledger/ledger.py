"""The ledger: articles by their paths, and what was read in them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.encoding import decode, decode_reading, encode
from kg.archive.ledger.rows import Rows
from kg.batches import batches
from kg.model import Article, ArticleReading, Extraction

# Articles that are added in one transaction.
_BATCH = 100


class Change(StrEnum):
    """What a build was given at a path: an article where none was, another one, or the same."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Ledger:
    """The articles of an output folder, each with its extraction and its reading.

    `reader` is the version of what extracts, `resolver` that of what resolves: an extraction or a reading of
    another version is not there. Articles are given without their text, which `with_text` adds. Nothing is
    held in memory for all of them. Every method raises `sqlite3.Error` where the file is damaged, which
    `open_ledger` tells in a sentence.
    """

    def __init__(self, rows: Rows, *, reader: str, resolver: str) -> None:
        self.rows = rows
        self._reader, self._resolver = reader, resolver

    def add(self, articles: Iterable[Article]) -> Counter[Change]:
        """Add `articles`, each with its text; count the paths by what is new about them.

        An article takes the place of the one that the ledger has at its path. Of several at one path, the
        last one counts.
        """
        changes: Counter[Change] = Counter()
        for batch in batches(articles, _BATCH):
            with self.rows.transaction():
                for article in batch:
                    change = self._add(article)
                    if self._is_first(article.path):
                        changes[change] += 1
        return changes

    def remove(self, paths: Iterable[str]) -> int:
        """Remove the articles at `paths`, which the ledger has; the number of paths.

        An article that another path has, too, stays.
        """
        number = 0
        with self.rows.transaction():
            for path in list(paths):
                self.rows.delete("source", (self._at(path) or "", path))
                self.rows.delete("path", (path,))
                number += 1
        return number

    def paths(self) -> Iterator[str]:
        """Yield the paths of all articles, sorted."""
        yield from (path for (path,) in self.rows.words("path"))

    def paths_not_given(self) -> Iterator[str]:
        """Yield the paths of the articles that `add` was not given, sorted."""
        query = "SELECT path FROM path WHERE path NOT IN (SELECT path FROM given) ORDER BY path"
        yield from (path for (path,) in self.rows.keys(query))

    def other_paths_of_given(self) -> Iterator[str]:
        """Yield the paths that `add` was not given of articles that it was given, sorted."""
        at_given = "SELECT article FROM source WHERE path IN (SELECT path FROM given)"
        query = (
            f"SELECT path FROM source WHERE path NOT IN (SELECT path FROM given) AND article IN ({at_given})"
        )
        yield from (path for (path,) in self.rows.keys(f"{query} ORDER BY path"))

    def articles(self) -> Iterator[Article]:
        """Yield all articles, each once with all its paths, sorted by the first of them.

        Where what is known of an article differs from path to path, the first path that has it wins.
        """
        for (identifier,) in self.rows.keys("SELECT article FROM source GROUP BY article ORDER BY min(path)"):
            yield self._article(identifier)

    def article(self, identifier: str) -> Article | None:
        """The article with this identifier, or None if no path has it."""
        return self._article(identifier) if self.rows.has("source", (identifier,)) else None

    def with_text(self, article: Article) -> Article:
        """`article` with its text."""
        return replace(article, text=decode(self._get("article", article.id), str))

    def extraction(self, article: Article) -> Extraction | None:
        """The extraction of `article`, if it was extracted."""
        content = self.rows.get("extraction", (article.id, self._reader))
        return decode(content, Extraction) if content else None

    def put_extraction(self, article: Article, extraction: Extraction) -> None:
        """Keep the extraction of `article`."""
        with self.rows.transaction():
            self.rows.put("extraction", (article.id, self._reader), encode(extraction))

    def is_resolved(self, article: Article) -> bool:
        """Whether `article`, with what is known of it now, was resolved."""
        return self.rows.has("reading", (article.id, self.version_of(article)))

    def put_reading(self, article: Article, reading: ArticleReading) -> None:
        """Keep the reading of `article`."""
        with self.rows.transaction():
            self.rows.put("reading", (article.id, self.version_of(article)), encode(reading))

    def reading(self, identifier: str) -> ArticleReading | None:
        """The reading of the article with this identifier; None if no path has it, or it was not resolved."""
        article = self.article(identifier)
        if article is None or not self.is_resolved(article):
            return None
        content = self._get("reading", identifier, self.version_of(article))
        return decode_reading(content, self.with_text(article))

    def readings(self) -> Iterator[ArticleReading]:
        """Yield the readings of all articles that were resolved, in the order of `articles`."""
        for article in self.articles():
            if reading := self.reading(article.id):
                yield reading

    def version_of(self, article: Article) -> str:
        """The version of the reading of `article`: of the programs, and of what is known of the article."""
        known = msgspec.msgpack.encode(replace(article, text="", paths=()))
        key = f"{self._reader} {self._resolver} ".encode() + known
        return blake2b(key, digest_size=8).hexdigest()

    def forget_unused(self) -> None:
        """Delete what no path has any more, and what other versions extracted and resolved."""
        gone = "SELECT * FROM ({}) WHERE article NOT IN (SELECT article FROM source)"
        with self.rows.transaction():
            for table, names in (("article", "id AS article"), ("extraction", "article, reader")):
                for words in list(self.rows.keys(gone.format(f"SELECT {names} FROM {table}"))):
                    self.rows.delete(table, words)
            others = "SELECT article, reader FROM extraction WHERE reader != ?"
            for words in list(self.rows.keys(others, self._reader)):
                self.rows.delete("extraction", words)
            for identifier, version in list(self.rows.words("reading")):
                article = self.article(identifier)
                if article is None or version != self.version_of(article):
                    self.rows.delete("reading", (identifier, version))

    def _add(self, article: Article) -> Change:
        source, before = replace(article, text=""), self._at(article.path)
        if before == article.id and decode(self._get("source", before, article.path), Article) == source:
            return Change.UNCHANGED
        if before is not None:
            self.rows.delete("source", (before, article.path))
        self.rows.put("source", (article.id, article.path), encode(source))
        self.rows.put("path", (article.path,), article.id.encode())
        self.rows.put("article", (article.id,), encode(article.text))
        return Change.NEW if before is None else Change.CHANGED

    def _at(self, path: str) -> str | None:
        """The identifier of the article at `path`."""
        found = self.rows.get("path", (path,))
        return found.decode() if found else None

    def _is_first(self, path: str) -> bool:
        """Whether `path` is given for the first time in this build."""
        found = self.rows.keys("INSERT OR IGNORE INTO given VALUES (?) RETURNING 1", path)
        return next(found, None) is not None

    def _article(self, identifier: str) -> Article:
        return merged_article(
            [decode(content, Article) for _, content in self.rows.find("source", (identifier,))]
        )

    def _get(self, table: str, *words: str) -> bytes:
        content = self.rows.get(table, words)
        if content is None:
            raise sqlite3.DatabaseError(f"a row of “{table}” is missing")
        return content


@contextmanager
def open_ledger(
    folder: Path, *, reader: str, resolver: str, on_repair: Callable[[str], None] | None = None
) -> Iterator[Ledger]:
    """The ledger in `folder`, to write; made if it is missing. Nobody else writes in the folder meanwhile.

    `on_repair` is that of `open_rows`. Raises `LedgerError`, at any time until it is closed, if another
    process is writing in the folder, the ledger is damaged or of another version, or the disk is full.
    """
    with open_rows(folder, on_repair) as rows:
        yield Ledger(rows, reader=reader, resolver=resolver)


def merged_article(sources: list[Article]) -> Article:
    """The one article of `sources`, which are sorted by path; the first that knows something of it wins."""
    first = sources[0]
    known: dict[str, Any] = {
        one.name: next(filter(None, (getattr(source, one.name) for source in sources)), None)
        for one in fields(Article)
        if one.name not in {"id", "text", "paths"}
    }
    return replace(first, paths=tuple(path for one in sources for path in one.paths), **known)
