"""The articles that a build is given: read from their files by many processes, by article."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from kg.archive.ledger.ledger import merged_article
from kg.distributed.ray_cluster import Cluster
from kg.distributed.shard_files import Layout, Parcel, read_rows, unpack, write_rows, write_whole
from kg.errors import ArticleError, InputError, KgError
from kg.model import Article
from kg.text.article_files import InputOptions, read_articles
from kg.text.inputs.fetching import is_address
from kg.text.inputs.folders import list_files
from kg.text.inputs.opening import STANDARD_INPUT
from kg.text.since import LeftOut, published_since

# Files that one task reads, and bytes of them of which one shard has the articles: some three hundred.
_FILES, _BYTES = 200, 2_000_000
# So that a small archive keeps some processes busy, too.
_FEWEST_SHARDS = 16
_LISTS, _NEW, _ARTICLES = "given", "gathered", "articles"
_SCHEMA = pa.schema([("article", pa.binary()), ("text", pa.string())])
_NOTE, _LEFT_OUT = "note", "left out"
_ERRORS: dict[str, type[KgError]] = {one.__name__: one for one in (ArticleError, InputError)}


@dataclass(frozen=True, slots=True)
class Given:
    """What of the given articles came into one shard: the paths that are new there, as before, and gone.

    A path with another article than before is gone from one shard, and new in another.
    """

    articles: int
    new: int
    unchanged: int
    gone: int
    errors: tuple[KgError, ...]
    notes: tuple[str, ...]
    left_out: LeftOut = field(default_factory=LeftOut)


def list_inputs(
    paths: Iterable[str], on_error: Callable[[KgError], None], on_note: Callable[[str], None]
) -> list[str]:
    """The files at `paths`, files or folders, sorted.

    `on_error` gets what is neither, `on_note` what is left out as it should be.
    """
    found: dict[str, None] = {}
    for path in paths:
        if path == STANDARD_INPUT or is_address(path):
            on_error(
                InputError(f"“{path}” is left out: a build on many machines reads only files and folders.")
            )
        elif Path(path).is_dir():
            found.update((str(one), None) for one in list_files(Path(path), on_error, on_note))
        else:
            found[path] = None
    return sorted(found)


def wanted_shards(files: Iterable[str]) -> int:
    """How many shards are worth it for the articles of `files`."""
    size = sum(path.stat().st_size for path in map(Path, files) if path.is_file())
    return max(_FEWEST_SHARDS, size // _BYTES)


def gather_articles(
    cluster: Cluster, layout: Layout, files: list[str], options: InputOptions, since: date | None
) -> Iterator[Given]:
    """Write the articles of `files`, from the day `since` on, beside those of before; yield what came.

    `take_articles` lets them take the place of those.
    """
    for kind in (_LISTS, _NEW):
        shutil.rmtree(layout.folder / kind, ignore_errors=True)
    lists = [files[start : start + _FILES] for start in range(0, len(files), _FILES)]
    for number, one in enumerate(lists):
        write_whole(layout.path(_LISTS, str(number), ".json"), msgspec.json.encode(one))
    read = _Reading(layout, str(Path.cwd()), dict(options.columns), since)
    left = set(layout.names)
    for name, given in cluster.shuffle(read, [str(number) for number in range(len(lists))], _Writing(layout)):
        left.discard(name)
        yield given
    for name in sorted(left):
        yield Given(0, 0, 0, len(_known(layout, name)), (), ())


def take_articles(layout: Layout) -> None:
    """Let the articles that were gathered take the place of those of before."""
    shutil.rmtree(layout.folder / _ARTICLES, ignore_errors=True)
    (layout.folder / _NEW).rename(layout.folder / _ARTICLES)


def articles_of(layout: Layout, name: str) -> Iterator[Article]:
    """The articles of a shard, sorted by identifier, each with its text."""
    for row in read_rows(layout.path(_ARTICLES, name)):
        yield replace(msgspec.msgpack.decode(row["article"], type=Article), text=row["text"])


_Value = tuple[str, bytes, str]
"""Of an article its path, what is known of it, and its text; else no path, what it is, and a message."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads the files of one list."""

    layout: Layout
    folder: str
    columns: dict[str, str]
    since: date | None

    def __call__(self, name: str) -> Iterator[Parcel]:
        files = msgspec.json.decode(self.layout.path(_LISTS, name, ".json").read_bytes(), type=list[str])
        values: list[tuple[str, _Value]] = []

        def tell(kind: str, message: str) -> None:
            values.append((message, ("", kind.encode(), message)))

        def on_error(error: KgError) -> None:
            kind = "ArticleError" if isinstance(error, ArticleError) else "InputError"
            tell(kind, msgspec.json.encode((str(error), error.path)).decode())

        with chdir(self.folder):
            articles, left_out = self._articles(files, on_error, lambda note: tell(_NOTE, note)), LeftOut()
            for article in published_since(articles, self.since, left_out) if self.since else articles:
                known = msgspec.msgpack.encode(replace(article, text=""))
                values.append((article.id, (article.path, known, article.text)))
        tell(_LEFT_OUT, msgspec.json.encode(left_out).decode())
        return self.layout.parcels(values)

    def _articles(
        self, files: list[str], on_error: Callable[[KgError], None], on_note: Callable[[str], None]
    ) -> Iterator[Article]:
        return read_articles(files, on_error, options=InputOptions(columns=self.columns), on_note=on_note)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes the articles of one shard."""

    layout: Layout

    def __call__(self, part: int, parcels: list[bytes]) -> tuple[str, Given]:
        name = self.layout.names[part]
        before = _known(self.layout, name)
        sources: dict[str, dict[str, Article]] = {}
        texts: dict[str, str] = {}
        told: list[tuple[str, str]] = []
        for source, known, text in unpack(parcels, _Value):
            if not source:
                told.append((known.decode(), text))
                continue
            article = msgspec.msgpack.decode(known, type=Article)
            sources.setdefault(article.id, {})[source] = article
            texts[article.id] = text
        rows: list[dict[str, Any]] = []
        new = unchanged = 0
        for identifier in sorted(sources):
            merged = merged_article([one for _, one in sorted(sources[identifier].items())])
            content = msgspec.msgpack.encode(merged)
            rows.append({"article": content, "text": texts[identifier]})
            same = sum(before.get(one) == content for one in merged.paths)
            unchanged, new = unchanged + same, new + len(merged.paths) - same
        write_rows(self.layout.path(_NEW, name), rows, _SCHEMA)
        errors = tuple(_error(kind, message) for kind, message in sorted(told) if kind in _ERRORS)
        notes = tuple(message for kind, message in sorted(told) if kind == _NOTE)
        left_out = LeftOut()
        for kind, message in sorted(told):
            if kind == _LEFT_OUT:
                left_out.add(msgspec.json.decode(message, type=LeftOut))
        gone = len(before.keys() - {path for one in sources.values() for path in one})
        return name, Given(len(rows), new, unchanged, gone, errors, notes, left_out)


def _error(kind: str, message: str) -> KgError:
    """The error that `_Reading` told."""
    said, path = msgspec.json.decode(message, type=tuple[str, str | None])
    error = _ERRORS[kind](said)
    error.path = path
    return error


def _known(layout: Layout, name: str) -> dict[str, bytes]:
    """What is known of the article at each path of a shard, as before."""
    return {
        path: row["article"]
        for row in read_rows(layout.path(_ARTICLES, name))
        for path in msgspec.msgpack.decode(row["article"], type=Article).paths
    }
