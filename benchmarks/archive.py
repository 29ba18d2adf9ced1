"""What an archive costs as it grows: `python -m benchmarks.archive [TEXTS …] [--sizes N …] [--chart FILE]`.

With the models: some articles of `TEXTS` (by default of `corpus/`) are read by `kg build`, with one worker
process and with two. Replayed: archives of the given sizes are made of variants of these articles, each with
other names, days, numbers and words of the same length (`benchmarks/variants.py`). What the models read in an
article is moved to its variants, and stands in the ledger before the build; all else is `kg build` as it is:
resolving, the indexes of the archive, graph and records, without pages. Then 1 % more articles are added, and
nothing. Each build is a process of its own, in a temporary folder.

Prints tables in Markdown. Replayed times are without that of a build of one article that has not changed; in
brackets stands the computing time, which other programs on the machine change little.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive_chart import draw
from benchmarks.archive_steps import write_articles
from benchmarks.children import Ended, Spent, run_module
from kg.errors import KgError
from kg.text.article_files import read_articles

_TEXTS = Path(__file__).parent.parent / "corpus" / "texts"
_SIZES = (100, 1_000, 20_000)
_BASE = 200
_MEBIBYTE = 2**20
# Options of `kg build`: how the articles are read with the models, and how they are built when replayed.
_WAYS: Sequence[Sequence[str]] = (["--jobs", "1"], ["--jobs", "2"])
_REPLAYED: Sequence[str] = ["--jobs", "1"]
# A row of the table that `kg build` prints.
_COUNT = re.compile(r"^(\w.*?) +([\d,]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Costs:
    """What an archive of `articles` took; `peak`, `disk`, `ledger` in bytes, `counts` as printed."""

    articles: int
    whole: Spent
    peak: int
    disk: int
    ledger: int
    added: Spent
    unchanged: Spent
    counts: dict[str, int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", default=[str(_TEXTS)], help="files or folders of articles")
    parser.add_argument("--sizes", nargs="+", type=int, default=_SIZES, metavar="N", help="articles")
    parser.add_argument(
        "--base", type=int, default=_BASE, metavar="N", help="articles to read, evenly spread"
    )
    parser.add_argument(
        "--readings", type=Path, metavar="FOLDER", help="do not read; replay what this folder of kg build has"
    )
    parser.add_argument("--chart", type=Path, help="the SVG to write")
    arguments = parser.parse_args()
    if min(arguments.sizes) < 100:
        parser.error("an archive needs 100 articles, so that one is 1 %")
    with TemporaryDirectory(prefix="kg-archive-") as folder:
        bench = _Bench(Path(folder), arguments.texts, arguments.base, arguments.readings)
        if not arguments.readings:
            print(bench.reading())
        costs = [bench.measure(size) for size in sorted(arguments.sizes)]
        print(table_of(costs))
        print(bench.loading())
    if arguments.chart:
        draw(
            [(one.articles, one.whole.clock / one.articles, one.peak / _MEBIBYTE) for one in costs],
            arguments.chart,
        )


class _Bench:
    """The measurements, in a folder."""

    def __init__(self, folder: Path, texts: Sequence[str], base: int, readings: Path | None) -> None:
        self._folder = folder
        articles = list(read_articles(texts, _fail))
        count = min(base, len(articles))
        self._articles = [articles[number * len(articles) // count] for number in range(count)]
        self._base = readings or folder / "base"
        self._largest = self._base
        self._idle = self._idle_build()

    def reading(self) -> str:
        """Read the articles with the models; what that took, in Markdown."""
        path = self._folder / "base.jsonl"
        write_articles(self._articles, path)
        words = sum(len(one.text.split()) for one in self._articles)
        lines = [f"{len(self._articles)} articles, {words:,} words, read by the models:", ""]
        lines += ["| kg build | words a second | times | peak memory, MiB |", "|---|---|---|---|"]
        first = None
        for number, options in enumerate(_WAYS):
            ended = self._build(path, f"base{number or ''}", *options)
            seconds = ended.spent.clock
            first = first or seconds
            cells = [" ".join(options), f"{words / seconds:,.0f}", f"{first / seconds:.2f}"]
            lines.append(f"| {' | '.join([*cells, f'{ended.peak / _MEBIBYTE:,.0f}'])} |")
        return "\n".join([*lines, ""])

    def measure(self, size: int) -> Costs:
        """Build an archive of `size` articles, then once more, then with 1 % more articles."""
        name, path = f"of-{size}", self._folder / f"of-{size}.jsonl"
        folder = self._folder / name
        placed = self._replay(name, path, 0, size)
        full = self._build(path, name, *_REPLAYED)
        disk, ledger = _bytes(folder.rglob("*")), _bytes(folder.glob("ledger.sqlite*"))
        again = self._build(path, name, *_REPLAYED)
        placed_more = self._replay(name, more := self._folder / f"more-{size}.jsonl", size, size // 100)
        added = self._build(more, name, *_REPLAYED)
        if any(counts_of(one.output)["newly read"] for one in (full, again, added)):
            raise RuntimeError("An article was read by the models: what was read does not fit its variant.")
        self._largest = folder
        counts = counts_of(full.output)
        return Costs(
            articles=counts["articles"],
            whole=placed + full.spent - self._idle,
            peak=full.peak,
            disk=disk,
            ledger=ledger,
            added=placed_more + added.spent - self._idle,
            unchanged=again.spent - self._idle,
            counts=counts,
        )

    def loading(self) -> str:
        """Write quads into a new store; how many a second, in a sentence."""
        ended = run_module(
            "benchmarks.archive_steps", ["load", str(self._largest), str(self._folder / "loaded")]
        )
        return f"Into a new store, {float(ended.output):,.0f} quads a second are written."

    def _idle_build(self) -> Spent:
        """What a build takes that has nothing to do, of an archive of one article."""
        path = self._folder / "one.jsonl"
        write_articles(self._articles[:1], path)
        self._build(path, "one", *_REPLAYED)
        return self._build(path, "one", *_REPLAYED).spent

    def _replay(self, name: str, path: Path, first: int, count: int) -> Spent:
        arguments = [self._base, self._folder / name, path, first, count]
        return Spent.of(run_module("benchmarks.archive_steps", ["replay", *map(str, arguments)]).output)

    def _build(self, path: Path, name: str, *options: str) -> Ended:
        say(f"kg build {path.name} {' '.join(options)}")
        folder = str(self._folder / name)
        return run_module("kg", ["build", str(path), "--output", folder, "--no-pages", *options])


def table_of(costs: Sequence[Costs]) -> str:
    """`costs` as a table in Markdown, a column each, and the ratios of neighbours with their aims."""
    rows = {
        "seconds an article": [_both(one.whole, 1 / one.articles, 3) for one in costs],
        "peak memory, MiB": [f"{one.peak / _MEBIBYTE:,.0f}" for one in costs],
        "disk, KiB an article": [f"{one.disk / one.articles / 1024:.1f}" for one in costs],
        "of these, the ledger": [f"{one.ledger / one.articles / 1024:.1f}" for one in costs],
        "quads an article": [f"{one.counts['quads'] / one.articles:,.0f}" for one in costs],
        "statements an article": [f"{one.counts['statements'] / one.articles:.1f}" for one in costs],
        "actors": [f"{one.counts['actors']:,}" for one in costs],
        "echoes": [f"{one.counts['echoes']:,}" for one in costs],
        "1 % more: per cent of the whole (aim: 2)": [_per_cent(one) for one in costs],
        "an unchanged article, ms (aim: 1)": [_both(one.unchanged, 1000 / one.articles, 2) for one in costs],
    }
    lines = [
        f"| articles | {' | '.join(f'{one.articles:,}' for one in costs)} |",
        "|---" * (len(costs) + 1) + "|",
    ]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
    lines += [""]
    for one, other in pairwise(costs):
        times = other.articles / one.articles
        clock, computing = (other.whole.clock / one.whole.clock, other.whole.computing / one.whole.computing)
        growth = log(other.counts["actors"] / one.counts["actors"]) / log(times)
        lines.append(
            f"- From {one.articles:,} to {other.articles:,} articles: seconds an article "
            f"× {clock / times:.2f} ({computing / times:.2f}), "
            f"peak memory × {other.peak / one.peak:.2f} (aim: each at most 1.10); "
            f"actors × {times:,.0f} to the power {growth:.2f}."
        )
    return "\n".join([*lines, ""])


def _both(spent: Spent, times: float, digits: int) -> str:
    """By the clock and, in brackets, computing time."""
    return f"{spent.clock * times:.{digits}f} ({spent.computing * times:.{digits}f})"


def _per_cent(costs: Costs) -> str:
    """What 1 % more takes, of the whole."""
    clock = costs.added.clock / costs.whole.clock
    return f"{100 * clock:.1f} ({100 * costs.added.computing / costs.whole.computing:.1f})"


def counts_of(output: str) -> dict[str, int]:
    """The counts in the table that `kg build` prints, by name."""
    return {name: int(count.replace(",", "")) for name, count in _COUNT.findall(output)}


def _bytes(paths: Iterable[Path]) -> int:
    return sum(one.stat().st_size for one in paths if one.is_file())


def say(message: str) -> None:
    """Print `message` to standard error."""
    print(message, file=sys.stderr)


def _fail(error: KgError) -> None:
    raise error


if __name__ == "__main__":
    main()
