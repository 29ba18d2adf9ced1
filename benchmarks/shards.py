"""What the stages of a build in shards take: `python -m benchmarks.shards FOLDER [--articles N]`.

FOLDER is one that `kg build` wrote. Variants of its articles (`benchmarks/variants.py`), with what the models
read in each, are built by `kg.distributed` in one process, without Ray and without models: what the stages
compute is the same, what a cluster adds (starts, transport, waiting) is left out. Prints the computing time
of each stage for an article, and the bytes that it leaves, as a table in Markdown.
"""

import argparse
import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.archive_steps import readings_in, write_articles
from benchmarks.variants import Variation
from kg.distributed import ray_build
from kg.distributed.reading_stage import read_one
from kg.distributed.shard_files import Layout, Parcel, Task
from kg.errors import KgError
from kg.model import Article, ArticleReading, Extraction
from kg.pipeline import Knowledge


class Timed:
    """What `kg.distributed.ray_cluster.Cluster` does, in this process; `seconds` are those of each task."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def map(self, task: Task[Any], names: Sequence[str]) -> Iterator[Any]:
        """Yield what `task` gives for each name."""
        copied = pickle.loads(pickle.dumps(task))
        for name in names:
            with self._timing(task):
                found = copied(name)
            yield found

    def map_with_models(self, make: Callable[[], Task[Any]], names: Sequence[str]) -> Iterator[Any]:
        """As `map`."""
        copied = pickle.loads(pickle.dumps(make))()
        for name in names:
            with self._timing(make):
                found = copied(name)
            yield found

    def shuffle(
        self, give: Task[Iterable[Parcel]], names: Sequence[str], take: Callable[[int, list[bytes]], Any]
    ) -> Iterator[Any]:
        """Yield what `take` gives for the parcels of each part."""
        parts: dict[int, list[bytes]] = {}
        for parcels in self.map(_Listing(give), names):
            for part, content in parcels:
                parts.setdefault(part, []).append(content)
        for part, contents in sorted(parts.items()):
            with self._timing(take):
                found = take(part, contents)
            yield found

    @contextmanager
    def _timing(self, task: Any) -> Iterator[None]:
        task = task.give if isinstance(task, _Listing) else task
        name = f"{type(task).__module__.rpartition('.')[2]}.{getattr(task, '__name__', type(task).__name__)}"
        before = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - before


@dataclass(frozen=True)
class _Listing:
    """Makes all parcels before it returns, so that they are timed."""

    give: Task[Iterable[Parcel]]

    def __call__(self, name: str) -> list[Parcel]:
        return list(self.give(name))


@dataclass(frozen=True)
class _Replay:
    """Resolves a variant from what the models read in its article."""

    folder: str

    @cached_property
    def _variation(self) -> Variation:
        return Variation(list(readings_in(Path(self.folder))))

    def __call__(
        self, article: Article, knowledge: Knowledge, extraction: Extraction | None
    ) -> tuple[ArticleReading, Extraction]:
        # The place of an article in its file is its number, from 1.
        read = self._variation.variant(int(article.path.rpartition("#")[2]) - 1)
        return read_one(article, knowledge, read.extraction)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="what kg build wrote")
    parser.add_argument("--articles", type=int, default=300, metavar="N")
    parser.add_argument("--shards", type=int, default=4, metavar="N")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="kg-shards-") as name:
        folder, path, cluster = Path(name) / "output", Path(name) / "articles.jsonl", Timed()
        folder.mkdir()
        replay = _Replay(arguments.folder)
        articles = [replay._variation.variant(number).article for number in range(arguments.articles)]
        write_articles(articles, path)
        words = sum(len(one.text.split()) for one in articles)

        @contextmanager
        def connected(address: str | None = None, workers: int | None = None) -> Iterator[Timed]:
            yield cluster

        setattr(ray_build, "connected", connected)  # noqa: B010
        Layout.of(folder, arguments.shards)
        started = time.process_time()
        summary = ray_build.build([str(path)], folder, on_error=_fail, read=replay)
        whole = time.process_time() - started
        print(
            f"{summary.articles} articles, {words / summary.articles:.0f} words each, {summary.quads} quads\n"
        )
        print("| task | ms an article |\n|---|---|")
        for task, seconds in cluster.seconds.items():
            print(f"| {task} | {1000 * seconds / summary.articles:.2f} |")
        rest = whole - sum(cluster.seconds.values())
        print(f"| in one process: store, records | {1000 * rest / summary.articles:.2f} |")
        print("\n| files | KiB an article |\n|---|---|")
        for kind in sorted([*(folder / "shards").iterdir(), folder / "store", folder / "statements.jsonl"]):
            size = sum(one.stat().st_size for one in (kind.rglob("*") if kind.is_dir() else [kind]))
            print(f"| {kind.name} | {size / 1024 / summary.articles:.1f} |")


def _fail(error: KgError) -> None:
    raise error


if __name__ == "__main__":
    main()
