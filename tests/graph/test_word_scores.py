"""Rows by the words that they have: the same with NumPy and without."""

import sqlite3

import pytest

from kg.graph.word_scores import WordRows

TEXTS = {
    3: "ferry harbour strike",
    7: "ferry harbour",
    8: "ferry in the old harbour",
    20: "harbour",
    21: "harbour strike pay",
    30: "ferry",
}


@pytest.fixture(params=[1_000, 0], ids=["without NumPy", "with NumPy"])
def words(request: pytest.FixtureRequest) -> WordRows:
    """Six texts in a table of words."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(text, content='')")
    database.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", TEXTS.items())
    return WordRows(lambda sql, values: database.execute(sql, values).fetchall(), request.param)


def best(words: WordRows, *terms: str, others: tuple[str, ...] = (), **options: object) -> list[int]:
    """The numbers of the best rows."""
    given = {"limit": 10, **options}
    return [row for row, _ in words.best("t", terms, others, **given)]  # type: ignore[arg-type]


def test_more_words_come_first_then_rarer_ones_then_shorter_texts(words: WordRows) -> None:
    assert best(words, "harbour", "ferry", "strike") == [3, 21, 7, 8, 30, 20]
    assert best(words, "harbour") == [20, 7, 3, 21, 8]


def test_the_best_are_few(words: WordRows) -> None:
    assert best(words, "harbour", "ferry", "strike", limit=2) == [3, 21]
    assert best(words, "harbour", limit=1) == [20]
    assert best(words, "harbour", limit=0) == []
    assert best(words, "pay", limit=5) == [21]


def test_words_in_the_place_of_others_count_for_less(words: WordRows) -> None:
    assert best(words, "strike", others=("ferry",)) == [3, 21, 30, 7, 8]
    assert best(words, others=("pay",)) == [21]
    assert best(words) == []
    assert best(words, "nowhere") == []


def test_only_rows_among_some_are_found(words: WordRows) -> None:
    assert best(words, "harbour", "ferry", among=[7, 9, 20, 99]) == [7, 20]
    assert best(words, "harbour", among=[]) == []
