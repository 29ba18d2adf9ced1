"""Tables of echoes and figures that are not what follows from the articles are noticed."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.ledger.connection import LEDGER_NAME, open_rows, read_rows
from kg.archive.pair_check import verify_pairs
from kg.model import Manner
from tests.archive.test_changes_of_pairs import SPEAKERS, WORDINGS, reading_of

DAY = date(2020, 2, 1)
ARTICLES = {
    f"ar-{number}": reading_of(f"ar-{number}", DAY, [(SPEAKERS[number % 2], wording, Manner.DIRECT)])
    for number, wording in enumerate((*WORDINGS[:2], *WORDINGS[7:], *WORDINGS[:2]))
}


def write(folder: Path) -> None:
    with open_rows(folder) as rows, rows.transaction():
        for index in (EchoIndex(rows), FigureIndex(rows)):
            for article, reading in ARTICLES.items():
                index.replace(article, reading)
            index.settle()


def test_tables_follow_from_the_articles(tmp_path: Path) -> None:
    write(tmp_path)
    with read_rows(tmp_path) as rows:
        numbers = dict(verify_pairs(rows))
    assert (numbers["echo_article"], numbers["echo_owner"], numbers["echo_copy"]) == (7, 7, 7)
    assert (numbers["figure_article"], numbers["figure_owner"]) == (3, 3)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM echo_key WHERE key = (SELECT min(key) FROM echo_key)",
        "UPDATE echo_copy SET day = day + 1",
        "DELETE FROM echo_link",
        "UPDATE echo_first SET first = 'st-ar-9-0'",
        "UPDATE figure_key SET day = 1",
    ],
)
def test_a_changed_row_is_noticed(tmp_path: Path, change: str) -> None:
    write(tmp_path)
    with closing(sqlite3.connect(tmp_path / LEDGER_NAME)) as connection, connection:
        assert connection.execute(change).rowcount
    with read_rows(tmp_path) as rows, pytest.raises(sqlite3.DatabaseError, match="not those that follow"):
        list(verify_pairs(rows))
