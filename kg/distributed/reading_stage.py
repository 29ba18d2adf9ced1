"""What is read in the articles of a shard: kept in a file, so that nothing is read twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
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
from kg.pipeline import Knowledge, Reader, read_article
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
class ShardRead:
    """What was read in a shard: articles by the models, what is not English, and what could not be read."""

    articles: int
    read_now: int
    skipped: int
    errors: tuple[ArticleError, ...]


def read_one(
    article: Article, knowledge: Knowledge, extraction: Extraction | None
) -> tuple[ArticleReading, Extraction]:
    """Read `article`, by the models if it has no `extraction`. Raises `ArticleError` if it takes too long."""
    if extraction is None:
        return read_article(article, knowledge)
    return Reader(knowledge)(Task(article, extraction)).reading, extraction


@dataclass(frozen=True, slots=True)
class ReadingStage:
    """Makes the task that reads one shard: what it has not, or not in this version."""

    layout: Layout
    knowledge: Knowledge
    read: Read = read_one

    def __call__(self) -> ShardTask[ShardRead]:
        return self._read_shard

    def _read_shard(self, name: str) -> ShardRead:
        path = self.layout.path("readings", name)
        before = {row["article"]: row for row in read_rows(path)}
        reader = reader_version()
        rows: list[dict[str, Any]] = []
        read_now = skipped = number = 0
        errors: list[ArticleError] = []
        for article in articles_of(self.layout, name):
            number += 1
            row, version = before.get(article.id), self._version(article, reader)
            if row and row["version"] == version:
                rows.append(row)
                continue
            known = decode(row["extraction"], Extraction) if row and row["reader"] == reader else None
            try:
                reading, extraction = self.read(article, self.knowledge, known)
            except ArticleError as error:
                errors.append(error)
                continue
            if known is None:
                read_now += 1
                skipped += sum(count for _, count in extraction.skipped)
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
        return ShardRead(number, read_now, skipped, tuple(errors))

    def _version(self, article: Article, reader: str) -> str:
        """The version of a reading: of the programs, and of what is known of the article."""
        known = msgspec.msgpack.encode(replace(article, text="", paths=()))
        return blake2b(f"{reader} {self.knowledge.version} ".encode() + known, digest_size=8).hexdigest()


def readings_of(layout: Layout, name: str) -> Iterator[ArticleReading]:
    """The readings of a shard, sorted by the identifiers of their articles."""
    articles = {one.id: one for one in articles_of(layout, name)}
    for row in read_rows(layout.path("readings", name)):
        yield decode_reading(row["reading"], articles[row["article"]])
