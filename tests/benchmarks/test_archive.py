"""The table of costs of an archive."""

from benchmarks.archive import Costs, counts_of, table_of

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
    small = Costs(100, 10.0, 100 * 2**20, 1024_000, 102_400, 0.5, 0.02, counts)
    large = Costs(1000, 120.0, 110 * 2**20, 10_240_000, 1_024_000, 2.4, 0.5, counts | {"actors": 100})
    assert table_of([small, large]).splitlines() == [
        "| articles | 100 | 1,000 |",
        "|---|---|---|",
        "| seconds an article | 0.100 | 0.120 |",
        "| peak memory, MiB | 100 | 110 |",
        "| disk, KiB an article | 10.0 | 10.0 |",
        "| of these, the ledger | 1.0 | 1.0 |",
        "| quads an article | 365 | 36 |",
        "| statements an article | 11.7 | 1.2 |",
        "| actors | 10 | 100 |",
        "| echoes | 4 | 4 |",
        "| 1 % more: per cent of the whole (aim: 2) | 5.0 | 2.0 |",
        "| an unchanged article, ms (aim: 1) | 0.20 | 0.50 |",
        "",
        "- From 100 to 1,000 articles: seconds an article × 1.20, peak memory × 1.10 "
        "(aim: each at most 1.10); actors × 10 to the power 1.00.",
    ]
