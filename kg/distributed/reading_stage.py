"""What is read in the articles of a shard: kept in a file, so that nothing is read twice."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import msgspec
import pyarrow as pa

from kg.archive.ledger.encoding import decode, decode_reading, encode
from kg.distributed.article_stage import articles_of
from kg.distributed.shard_files import Layout, read_rows, write_rows
from kg.distributed.shard_files import Task as ShardTask
from kg.errors import ArticleError
from kg.extract.settings import reader_version
from kg.model import Article, ArticleReading, Extraction
from kg.pipeline import Knowledge, Reader
from kg.reading_pool import Task

Read = Callable[[Article, Knowledge, Extraction | None], tuple[ArticleReading, Extraction]]
"""Reads an article, and resolves it; with its extraction, if there is one of this version, only that."""
_SCHEMA = pa.schema(
    [
        ("article", pa.string()),
        ("reader", pa.string()),
        ("version", pa.string()),
        ("extraction", pa.binary()),
        ("reading", pa.binary()),
    ]
)


@dataclass(frozen=True, slots=True)
class ReadNow:
    """An article that the models read: its path, its words, and what they left out."""

    path: str
    words: int
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class ShardRead:
    """What was read in a shard.

    `read_now` are the articles that the models read, their extractions without what was found, and `left` is
    how many they have left; `statements` were found in those that were resolved. `failed` are the identifiers
    of those that could not be read, and `errors` why.
    """

    name: str
    read_now: tuple[ReadNow, ...]
    left: int
    statements: int
    failed: frozenset[str]
    errors: tuple[ArticleError, ...]


def read_one(
    article: Article, knowledge: Knowledge, extraction: Extraction | None
) -> tuple[ArticleReading, Extraction]:
    """Read `article`, by the models if it has no `extraction`. Raises `ArticleError` if it takes too long."""
    found = Reader(knowledge)(Task(article, extraction))
    known = extraction or found.extraction
    assert known is not None
    return found.reading, known


@dataclass(frozen=True, slots=True)
class CountingStage:
    """Counts the articles of a shard that the models have not read, or not in this version."""

    layout: Layout

    def __call__(self, name: str) -> tuple[str, int]:
        reader = reader_version()
        rows = read_rows(self.layout.path("readings", name))
        known = {row["article"] for row in rows if row["reader"] == reader}
        return name, sum(one.id not in known for one in articles_of(self.layout, name))


@dataclass(frozen=True, slots=True)
class ReadingStage:
    """Makes the task that reads one shard: what it has not, or not in this version.

    The models read at most as many articles of a shard as `rooms` says by its name, and none of `failed`.
    """

    layout: Layout
    knowledge: Knowledge
    read: Read = read_one
    rooms: Mapping[str, int] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()

    def __call__(self) -> ShardTask[ShardRead]:
        return self._read_shard

    def _read_shard(self, name: str) -> ShardRead:
        path = self.layout.path("readings", name)
        before = {row["article"]: row for row in read_rows(path)}
        reader = reader_version()
        rows: list[dict[str, Any]] = []
        read_now: list[ReadNow] = []
        statements = left = 0
        room = self.rooms.get(name, 0)
        errors: dict[str, ArticleError] = {}
        for article in articles_of(self.layout, name):
            row, version = before.get(article.id), self._version(article, reader)
            if row and row["version"] == version:
                rows.append(row)
                continue
            known = decode(row["extraction"], Extraction) if row and row["reader"] == reader else None
            if article.id in self.failed:
                continue
            if known is None and len(read_now) == room:
                left += 1
                continue
            try:
                reading, extraction = self.read(article, self.knowledge, known)
            except ArticleError as error:
                error.path = article.path
                errors[article.id] = error
                continue
            statements += len(reading.statements)
            if known is None:
                skipped = Extraction((), (), skipped=extraction.skipped)
                read_now.append(ReadNow(article.path, len(article.text.split()), skipped))
            rows.append(
                {
                    "article": article.id,
                    "reader": reader,
                    "version": version,
                    "extraction": encode(extraction),
                    "reading": encode(reading),
                }
            )
        if rows != [*before.values()]:
            write_rows(path, rows, _SCHEMA)
        failed, told = frozenset(errors), tuple(errors.values())
        return ShardRead(name, tuple(read_now), left, statements, failed, told)

    def _version(self, article: Article, reader: str) -> str:
        """The version of a reading: of the programs, and of what is known of the article."""
        known = msgspec.msgpack.encode(replace(article, text="", paths=()))
        return blake2b(f"{reader} {self.knowledge.version} ".encode() + known, digest_size=8).hexdigest()


def readings_of(layout: Layout, name: str) -> Iterator[ArticleReading]:
    """The readings of a shard, sorted by the identifiers of their articles."""
    articles = {one.id: one for one in articles_of(layout, name)}
    for row in read_rows(layout.path("readings", name)):
        yield decode_reading(row["reading"], articles[row["article"]])
