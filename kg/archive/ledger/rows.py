"""The rows of the ledger: each has a checksum, and each table a tally of its rows.

A row is a few words, its key, and a content in bytes, which is compressed there. The tally has the number of
rows and the XOR of their checksums, and changes in the same transaction as they: so a changed row is noticed
when it is read, a lost or added one when the ledger is opened.
"""

import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

import msgspec

from kg.archive.ledger.ledger_tables import DERIVED, TABLES
from kg.archive.ledger.row_packing import packed, unpacked

Words = tuple[str, ...]
Tally = tuple[int, int]
"""The number of rows of a table, and the XOR of their checksums."""


class Rows:
    """The rows of a ledger. All changes are made in `transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tallies: dict[str, Tally] = {}

    def verify_tallies(self, tables: Container[str]) -> None:
        """Compare the tallies of `tables` with their rows, which must be done before rows are changed.

        Raises `sqlite3.DatabaseError`, as SQLite itself does, where a row was lost or added.
        """
        for table in TABLES:
            if table in tables:
                self._tallies[table] = self._verify_tally(table)

    def become(self, other: "Rows") -> None:
        """Let the whole file have the rows of `other` instead of its own, in one step."""
        other._connection.backup(self._connection)
        self._tallies = dict(other._tallies)

    def verify(self, table: str) -> int:
        """Read and verify all rows of `table` and its tally; the number of rows.

        Raises `sqlite3.DatabaseError` where a row is damaged, was lost or added.
        """
        for _ in self.all(table):
            pass
        return self._verify_tally(table)[0]

    def verify_file(self) -> None:
        """Let SQLite check the form of its file. Raises `sqlite3.DatabaseError` for what is wrong."""
        (found,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(" ".join(str(found).split()))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All changes inside are kept together, with the tallies, or none of them.

        A transaction inside another one is a part of that.
        """
        if self._connection.in_transaction:
            yield
            return
        before = dict(self._tallies)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            rows = [(table, *tally) for table, tally in self._tallies.items()]
            self._connection.executemany("INSERT OR REPLACE INTO tally VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException:
            self._tallies = before
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def put(self, table: str, words: Words, content: bytes) -> None:
        """Write a row, in place of the one with the key `words`."""
        self.delete(table, words)
        stored = packed(content)
        checksum = _checksum(table, words, stored)
        marks = ", ".join("?" for _ in (*words, checksum, stored))
        self._connection.execute(f"INSERT INTO {table} VALUES ({marks})", (*words, checksum, stored))
        self._count(table, checksum, 1)

    def delete(self, table: str, words: Words) -> None:
        """Delete the row with the key `words`, if there is one."""
        key = _beginning(table, words)
        found = self._connection.execute(f"SELECT checksum FROM {table} WHERE {key}", words).fetchone()
        if found:
            self._connection.execute(f"DELETE FROM {table} WHERE {key}", words)
            self._count(table, found[0], -1)

    def get(self, table: str, words: Words) -> bytes | None:
        """The content of the row with the key `words`, or None.

        Raises `sqlite3.DatabaseError` if the row is damaged.
        """
        query = f"SELECT * FROM {table} WHERE {_beginning(table, words)}"
        row = self._connection.execute(query, words).fetchone()
        return _verified(table, row)[1] if row else None

    def find(self, table: str, words: Words) -> Iterator[tuple[Words, bytes]]:
        """Yield the key and the content of each row whose key begins with `words`, in the order of keys.

        Raises `sqlite3.DatabaseError` at one that is damaged.
        """
        names = ", ".join(TABLES[table])
        query = f"SELECT * FROM {table} WHERE {_beginning(table, words)} ORDER BY {names}"
        for row in self._connection.execute(query, words):
            yield _verified(table, row)

    def all(self, table: str) -> Iterator[tuple[Words, bytes]]:
        """Yield the key and the content of each row.

        Raises `sqlite3.DatabaseError` at one that is damaged.
        """
        for row in self._connection.execute(f"SELECT * FROM {table}"):
            yield _verified(table, row)

    def words(self, table: str, begin: Words = ()) -> Iterator[Words]:
        """Yield the keys of the rows whose key begins with `begin`, in their order; they are not verified."""
        names = ", ".join(TABLES[table])
        query = f"SELECT {names} FROM {table} WHERE {_beginning(table, begin)} ORDER BY {names}"
        return self._connection.execute(query, begin)

    def has(self, table: str, words: Words) -> bool:
        """Whether there is a row whose key begins with `words`."""
        query = f"SELECT 1 FROM {table} WHERE {_beginning(table, words)} LIMIT 1"
        return self._connection.execute(query, words).fetchone() is not None

    def keys(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """Run a query of SQL over keys alone, at once, and yield its rows; no content is verified."""
        return self._connection.execute(query, values)

    def put_derived(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write rows of a derived table, each in place of the one with its key."""
        found = list(rows)
        if found:
            marks = ", ".join("?" for _ in found[0])
            self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)

    def delete_derived(self, table: str, keys: Iterable[tuple[Any, ...]]) -> None:
        """Delete the rows of a derived table that have these keys."""
        condition = " AND ".join(f"{name} = ?" for name in DERIVED[table])
        self._connection.executemany(f"DELETE FROM {table} WHERE {condition}", keys)

    def find_derived(
        self, table: str, columns: str, condition: str, values: Iterable[Any] = ()
    ) -> list[tuple[Any, ...]]:
        """The `columns` of the rows of a derived table that meet `condition`, in SQL, with its values."""
        query = f"SELECT {columns} FROM {table} WHERE {condition}"
        return self._connection.execute(query, tuple(values)).fetchall()

    def all_unverified(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of any table in the order of their keys; they are not verified."""
        names = DERIVED[table] if table in DERIVED else TABLES[table]
        return self._connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(names)}")

    def clear(self, table: str) -> None:
        """Delete all rows of `table`, derived or not."""
        self._connection.execute(f"DELETE FROM {table}")
        if table in TABLES:
            self._tallies[table] = 0, 0

    def _verify_tally(self, table: str) -> Tally:
        """The tally of `table`, compared with its rows. Reads only their checksums."""
        number, checksum = 0, 0
        for (one,) in self._connection.execute(f"SELECT checksum FROM {table}"):
            number += 1
            checksum ^= one if isinstance(one, int) else 0
        query = "SELECT number, checksum FROM tally WHERE name = ?"
        if (self._connection.execute(query, (table,)).fetchone() or (0, 0)) != (number, checksum):
            raise sqlite3.DatabaseError(f"the rows of “{table}” are not those that were written")
        return number, checksum

    def _count(self, table: str, checksum: int, change: int) -> None:
        number, all_of = self._tallies[table]
        self._tallies[table] = (number + change, all_of ^ checksum)


def _beginning(table: str, words: Words) -> str:
    """The condition of SQL that a key of `table` begins with `words`."""
    return " AND ".join(f"{name} = ?" for name in TABLES[table][: len(words)]) or "TRUE"


def _verified(table: str, row: tuple[Any, ...]) -> tuple[Words, bytes]:
    *words, checksum, stored = row
    if checksum != _checksum(table, tuple(words), stored):
        raise sqlite3.DatabaseError(f"a row of “{table}” is damaged")
    try:
        return tuple(words), unpacked(stored)
    except ValueError as error:
        raise sqlite3.DatabaseError(f"a row of “{table}” cannot be read: {error}") from error


def _checksum(table: str, words: Words, stored: bytes) -> int:
    """The first 64 bits of a hash of a row as it is stored, as an integer of SQLite."""
    digest = blake2b(msgspec.msgpack.encode((table, words, stored)), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
