"""A ledger in memory."""

import sqlite3

from kg.archive.ledger.ledger_tables import SCHEMA, TABLES
from kg.archive.ledger.rows import Rows


def memory_rows() -> Rows:
    """The rows of a new ledger in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    rows = Rows(connection)
    rows.verify_tallies(TABLES)
    return rows
