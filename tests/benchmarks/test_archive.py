"""Archives of variants are built without the models, and what they cost is told."""

import subprocess
from pathlib import Path

import pytest

from benchmarks.archive import Costs, counts_of, table_of
from benchmarks.archive_chart import draw
from benchmarks.archive_steps import load, replay
from benchmarks.children import Spent, run_module
from kg.archive.ledger.ledger import open_ledger
from kg.extract.settings import reader_version
from kg.graph.store import count_quads
from kg.pipeline import RECORDS_NAME, Knowledge, build
from tests.benchmarks.test_variants import BASE

PRINTED = """found                       number
──────────────────────────────────
articles                       100
kept, not given                  0
newly read                       0
statements                   1,171
with a speaker                 900
actors                          10
echoes                           4
quads                       36,500
"""


def test_the_counts_of_a_build_are_read() -> None:
    counts = counts_of(PRINTED)
    assert (counts["kept, not given"], counts["newly read"]) == (0, 0)
    assert (counts["statements"], counts["quads"]) == (1171, 36500)


def test_costs_are_by_article_and_compared() -> None:
    counts = {"quads": 36_500, "statements": 1171, "actors": 10, "echoes": 4}
    whole, more, again = Spent(10.0, 8.0), Spent(0.5, 0.4), Spent(0.02, 0.01)
    small = Costs(100, whole, 100 * 2**20, 1024_000, 102_400, more, again, counts)
    whole, more, again = Spent(120.0, 80.0), Spent(2.4, 0.8), Spent(0.5, 0.25)
    large = Costs(1000, whole, 110 * 2**20, 10_240_000, 1_024_000, more, again, counts | {"actors": 100})
    assert table_of([small, large]).splitlines() == [
        "| articles | 100 | 1,000 |",
        "|---|---|---|",
        "| seconds an article | 0.100 (0.080) | 0.120 (0.080) |",
        "| peak memory, MiB | 100 | 110 |",
        "| disk, KiB an article | 10.0 | 10.0 |",
        "| of these, the ledger | 1.0 | 1.0 |",
        "| quads an article | 365 | 36 |",
        "| statements an article | 11.7 | 1.2 |",
        "| actors | 10 | 100 |",
        "| echoes | 4 | 4 |",
        "| 1 % more: per cent of the whole (aim: 2) | 5.0 (5.0) | 2.0 (1.0) |",
        "| an unchanged article, ms (aim: 1) | 0.20 (0.10) | 0.50 (0.25) |",
        "",
        "- From 100 to 1,000 articles: seconds an article × 1.20 (1.00), peak memory × 1.10 "
        "(aim: each at most 1.10); actors × 10 to the power 1.00.",
    ]


def test_what_was_read_is_replayed(tmp_path: Path) -> None:
    base, folder, rows = tmp_path / "base", tmp_path / "archive", tmp_path / "archive.jsonl"
    with open_ledger(base, reader=reader_version(), resolver=Knowledge().version) as ledger:
        ledger.add(one.article for one in BASE[:1])
        ledger.put_extraction(BASE[0].article, BASE[0].extraction)
    assert replay(str(base), str(folder), str(rows), "10", "3").clock > 0
    errors: list[Exception] = []
    summary = build([str(rows)], folder, on_error=errors.append)
    assert not errors
    assert (summary.articles, summary.unchanged, summary.read_now) == (3, 3, 0)
    assert len((folder / RECORDS_NAME).read_text().splitlines()) == 6
    assert load(str(folder), str(tmp_path / "copy")) > 0
    assert count_quads(tmp_path / "copy") == count_quads(folder)


def test_a_process_is_watched() -> None:
    ended = run_module("timeit", ["-n", "1", "-r", "1", "import time; time.sleep(0.3); print(7)"])
    assert ended.output.splitlines()[0] == "7"
    assert ended.spent.clock > 0.3
    assert ended.peak > 2**20
    with pytest.raises(subprocess.CalledProcessError, match="exit status 2"):
        run_module("timeit", ["--no-such-option"])


def test_the_chart_has_both_curves(tmp_path: Path) -> None:
    draw([(100, 0.1, 120.0), (1000, 0.1, 130.0)], tmp_path / "chart.svg")
    svg = (tmp_path / "chart.svg").read_text()
    assert svg.startswith("<svg")
    assert "seconds an article" in svg
    assert "peak memory, MiB" in svg
