"""Whether the indexes of echoes and figures are what follows from their articles."""

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from kg.archive.echoes.echo_index import ECHO_TABLES, EchoIndex
from kg.archive.figure_index import FIGURE_TABLES, FigureIndex
from kg.archive.ledger.connection import scratch_rows
from kg.archive.ledger.rows import Rows


def verify_pairs(rows: Rows) -> Iterator[tuple[str, int]]:
    """Make the indexes again from what their articles contributed; yield each table and its number of rows.

    Raises `sqlite3.DatabaseError` at a table whose rows are others.
    """
    for index, tables in ((EchoIndex(rows), ECHO_TABLES), (FigureIndex(rows), FIGURE_TABLES)):
        with scratch_rows() as again, again.transaction():
            index.again(again)
            for table in tables:
                yield table, _verify(table, rows, again)


def _verify(table: str, rows: Rows, again: Rows) -> int:
    number = 0
    for row, expected in zip_longest(rows.all_unverified(table), again.all_unverified(table)):
        if row != expected:
            raise sqlite3.DatabaseError(f"the rows of “{table}” are not those that follow from the articles")
        number += 1
    return number
