"""A cluster that is this process, and readers without models that a process of Ray can import."""

import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.distributed.shard_files import Parcel, Task
from kg.errors import ArticleError
from kg.model import Article, ArticleReading, Extraction
from kg.pipeline import Knowledge
from tests.with_fake_reader import resolve_lines, with_vectors_of_lines


class Here:
    """What `Cluster` does, without Ray; each task is copied as for another process."""

    def map(self, task: Task[Any], names: Sequence[str]) -> Iterator[Any]:
        copied = pickle.loads(pickle.dumps(task))
        return (copied(name) for name in names)

    def map_with_models(self, make: Callable[[], Task[Any]], names: Sequence[str]) -> Iterator[Any]:
        return self.map(pickle.loads(pickle.dumps(make))(), names)

    def shuffle(
        self, give: Task[Iterable[Parcel]], names: Sequence[str], take: Callable[[int, list[bytes]], Any]
    ) -> Iterator[Any]:
        parts: dict[int, list[bytes]] = {}
        for parcels in self.map(give, names):
            for part, content in parcels:
                parts.setdefault(part, []).append(content)
        for part, contents in parts.items():
            yield take(part, contents)


@contextmanager
def here(address: str | None = None, workers: int | None = None) -> Iterator[Here]:
    """In place of `connected`."""
    yield Here()


def read_lines(
    article: Article, knowledge: Knowledge, extraction: Extraction | None
) -> tuple[ArticleReading, Extraction]:
    """What the lines of `article` say, without models. One with the word “unreadable” cannot be read."""
    if "unreadable" in article.text:
        raise ArticleError(f"{article.path} cannot be read.")
    return with_vectors_of_lines(resolve_lines(article)), Extraction((), ())


@dataclass(frozen=True, slots=True)
class DyingReader:
    """A reader whose process is killed at the article with a word in it, once; `folder` remembers that."""

    folder: str
    word: str

    def __call__(
        self, article: Article, knowledge: Knowledge, extraction: Extraction | None
    ) -> tuple[ArticleReading, Extraction]:
        mark = Path(self.folder) / "died"
        if self.word in article.text and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return read_lines(article, knowledge, extraction)
