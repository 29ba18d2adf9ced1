"""The file of the ledger: opened to write or to read; whatever is wrong with it is one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.archive.ledger.ledger_tables import GIVEN, SCHEMA
from kg.archive.ledger.lock import writing
from kg.archive.ledger.rows import Rows
from kg.errors import LedgerError

LEDGER_NAME = "ledger.sqlite"
# Increase this when a table or the form of a content changes.
_VERSION = 3
# In the header of the file: “kgLE”.
_APPLICATION = 0x6B674C45
_UNUSABLE = (
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN),
)


@contextmanager
def open_rows(folder: Path) -> Iterator[Rows]:
    """The rows of the ledger in `folder`, to read and write; the ledger is made if it is missing.

    Raises `LedgerError` if another process is writing in the folder, the ledger is damaged or of another
    version, or there is no space left, at any time until it is closed.
    """
    path = folder / LEDGER_NAME
    with writing(folder), _told(path), closing(_connect(f"{path.resolve().as_uri()}?mode=rwc")) as connection:
        # A commit is on the disk before the next step begins.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if _is_empty(connection):
            marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
            connection.executescript(f"BEGIN; {marks} {SCHEMA} COMMIT;")
        _check_form(connection)
        connection.executescript(GIVEN)
        rows = Rows(connection)
        rows.verify_tallies()
        yield rows


@contextmanager
def read_rows(folder: Path) -> Iterator[Rows]:
    """The rows of the ledger in `folder`, only to read, as they are now; no writer is disturbed.

    Raises `LedgerError` if there is no ledger, or it cannot be read.
    """
    path = folder / LEDGER_NAME
    if not path.is_file():
        raise LedgerError(f"There is no ledger in {folder}; make one with “kg build ARTICLES -o {folder}”.")
    with _told(path), closing(_connect(f"{path.resolve().as_uri()}?mode=ro")) as connection:
        connection.execute("BEGIN")
        _check_form(connection)
        yield Rows(connection)


@contextmanager
def scratch_rows() -> Iterator[Rows]:
    """The rows of a new ledger, which is gone afterwards; a large one stands in a temporary file.

    Raises `sqlite3.Error` if there is no space left.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.executescript(SCHEMA)
        rows = Rows(connection)
        rows.verify_tallies()
        yield rows


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _is_empty(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return not application and not tables


def _check_form(connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != _APPLICATION:
        raise sqlite3.DatabaseError("it is the file of another program")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _VERSION:
        raise sqlite3.DatabaseError(f"it has version {version}, and this program needs {_VERSION}")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of SQLite, or a damaged row, into a `LedgerError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the kind of the error. What this program finds by itself has no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            said = f"The disk has no space left for the ledger {path}; make some, and build again."
        elif code in _UNUSABLE:
            said = (
                f"The ledger {path} cannot be used ({error}); see that there is space and that it "
                "can be written to, or delete it and build again from all articles."
            )
        else:
            said = f"The ledger {path} is damaged ({error}); delete it and build again from all articles."
        raise LedgerError(said) from error
