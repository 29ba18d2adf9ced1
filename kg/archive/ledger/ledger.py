"""The ledger: articles by their paths, and what was read in them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.encoding import decode, decode_reading, encode
from kg.archive.ledger.rows import Rows, Words
from kg.model import Article, ArticleReading, Extraction

# Articles that are added in one transaction.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Build:
    """What a build wrote: name, hash and number of quads of its store, and the SHA-256 of the records."""

    store: str
    digest: str
    quads: int
    records: str


class Change(StrEnum):
    """What a build was given at a path: an article where none was, another one, or the same."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Ledger:
    """The articles of an output folder, each with its extraction and its reading.

    `reader` is the version of what extracts, `resolver` that of what resolves: an extraction or a reading of
    another version is not there. Articles are given without their text, which `with_text` adds. Every method
    raises `sqlite3.Error` where the file is damaged, which `open_ledger` tells in a sentence.
    """

    def __init__(self, rows: Rows, *, reader: str, resolver: str) -> None:
        self._rows, self._reader, self._resolver = rows, reader, resolver
        self._sources = {path: decode(content, Article) for (path, _), content in rows.all("source")}
        self._resolved = {(article, version) for article, version in rows.words("reading")}

    @property
    def rows(self) -> Rows:
        """The rows in which it is kept."""
        return self._rows

    @property
    def paths(self) -> set[str]:
        """The paths of all articles."""
        return set(self._sources)

    def add(self, articles: Iterable[Article]) -> dict[str, Change]:
        """Add `articles`, each with its text, and say what is new about each path.

        An article takes the place of the one that the ledger has at its path.
        """
        changes: dict[str, Change] = {}
        rest = iter(articles)
        while batch := list(islice(rest, _BATCH)):
            with self._rows.transaction():
                for article in batch:
                    changes.setdefault(article.path, self._add(article))
        return changes

    def remove(self, paths: Iterable[str]) -> None:
        """Remove the articles at `paths`; one that another path has, too, stays."""
        with self._rows.transaction():
            for path in paths:
                self._rows.delete("source", (path, self._sources.pop(path).id))

    def articles(self) -> list[Article]:
        """All articles, each once with all its paths, sorted by the first of them.

        Where what is known of an article differs from path to path, the first path that has it wins.
        """
        found: dict[str, list[Article]] = defaultdict(list)
        for path in sorted(self._sources):
            found[self._sources[path].id].append(self._sources[path])
        return [merged_article(sources) for sources in found.values()]

    def with_text(self, article: Article) -> Article:
        """`article` with its text."""
        return replace(article, text=decode(self._get("article", article.id), str))

    def extraction(self, article: Article) -> Extraction | None:
        """The extraction of `article`, if it was extracted."""
        content = self._rows.get("extraction", (article.id, self._reader))
        return decode(content, Extraction) if content else None

    def put_extraction(self, article: Article, extraction: Extraction) -> None:
        """Keep the extraction of `article`."""
        with self._rows.transaction():
            self._rows.put("extraction", (article.id, self._reader), encode(extraction))

    def is_resolved(self, article: Article) -> bool:
        """Whether `article`, with what is known of it now, was resolved."""
        return (article.id, self._version(article)) in self._resolved

    def put_reading(self, article: Article, reading: ArticleReading) -> None:
        """Keep the reading of `article`."""
        words = (article.id, self._version(article))
        with self._rows.transaction():
            self._rows.put("reading", words, encode(reading))
        self._resolved.add(words)

    def readings(self) -> Iterator[ArticleReading]:
        """Yield the readings of all articles that were resolved, in the order of `articles`."""
        for article in filter(self.is_resolved, self.articles()):
            content = self._get("reading", article.id, self._version(article))
            yield decode_reading(content, self.with_text(article))

    def finish(self, made: Build) -> None:
        """Note what was made of the readings, and delete what is no longer of use.

        That is what no path has any more, and what other versions extracted and resolved.
        """
        articles = {one.id: one for one in self.articles()}
        keys: dict[str, set[Words]] = {
            "article": {(one,) for one in articles},
            "extraction": {(one, self._reader) for one in articles},
            "reading": {(one.id, self._version(one)) for one in articles.values()},
        }
        with self._rows.transaction():
            for table, kept in keys.items():
                for words in self._rows.words(table):
                    if words not in kept:
                        self._rows.delete(table, words)
            self._rows.put("build", ("graph",), msgspec.json.encode(made))

    def _add(self, article: Article) -> Change:
        source, before = replace(article, text=""), self._sources.get(article.path)
        if source == before:
            return Change.UNCHANGED
        if before is not None:
            self._rows.delete("source", (article.path, before.id))
        self._rows.put("source", (article.path, article.id), encode(source))
        self._rows.put("article", (article.id,), encode(article.text))
        self._sources[article.path] = source
        return Change.NEW if before is None else Change.CHANGED

    def _get(self, table: str, *words: str) -> bytes:
        content = self._rows.get(table, words)
        if content is None:
            raise sqlite3.DatabaseError(f"a row of “{table}” is missing")
        return content

    def _version(self, article: Article) -> str:
        """The version of the reading of `article`: of the programs, and of what is known of the article."""
        known = msgspec.msgpack.encode(replace(article, text="", paths=()))
        key = f"{self._reader} {self._resolver} ".encode() + known
        return blake2b(key, digest_size=8).hexdigest()


@contextmanager
def open_ledger(folder: Path, *, reader: str, resolver: str) -> Iterator[Ledger]:
    """The ledger in `folder`, to write; made if it is missing. Nobody else writes in the folder meanwhile.

    Raises `LedgerError`, at any time until it is closed, if another process is writing in the folder, the
    ledger is damaged or of another version, or the disk is full.
    """
    with open_rows(folder) as rows:
        yield Ledger(rows, reader=reader, resolver=resolver)


def last_build(rows: Rows) -> tuple[Build | None, str | None]:
    """What the last build wrote, and the name of the store of which the pages are; None if not noted."""
    made, pages = rows.get("build", ("graph",)), rows.get("build", ("pages",))
    return msgspec.json.decode(made, type=Build) if made else None, pages.decode() if pages else None


def note_pages(folder: Path, store: str) -> None:
    """Note that the pages in `folder` are those of the graph in `store`. Raises `LedgerError`."""
    with open_rows(folder) as rows, rows.transaction():
        rows.put("build", ("pages",), store.encode())


def merged_article(sources: list[Article]) -> Article:
    """The one article of `sources`, which are sorted by path; the first that knows something of it wins."""
    first = sources[0]
    known: dict[str, Any] = {
        one.name: next(filter(None, (getattr(source, one.name) for source in sources)), None)
        for one in fields(Article)
        if one.name not in {"id", "text", "paths"}
    }
    return replace(first, paths=tuple(path for one in sources for path in one.paths), **known)
