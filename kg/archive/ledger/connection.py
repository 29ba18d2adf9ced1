"""The file of the ledger: opened to write or to read; whatever is wrong with it is one sentence."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from kg.archive.ledger.ledger_tables import GIVEN, MADE, READ, SCHEMA, TABLES
from kg.archive.ledger.lock import writing
from kg.archive.ledger.rows import Rows
from kg.errors import LedgerError
from kg.version import __version__

LEDGER_NAME = "ledger.sqlite"
REPORT_NAME = "report.json"
"""The report of the last build."""
# Increase this when a table, the form of a content or the dictionary of the contents changes.
_VERSION = 3
# Bytes of a page. On average half of one is left empty after each long row.
_PAGE = 1024
# In the header of the file: “kgLE”.
_APPLICATION = 0x6B674C45
_UNUSABLE = (
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN),
)


class _OtherVersionError(sqlite3.DatabaseError):
    """The ledger has the form of another version of this program."""


class _IndexError(sqlite3.DatabaseError):
    """What is damaged can be made again from what was read."""


@contextmanager
def open_rows(folder: Path, on_repair: Callable[[str], None] | None = None) -> Iterator[Rows]:
    """The rows of the ledger in `folder`, to read and write; the ledger is made if it is missing.

    Where something was lost that can be made again from what was read, all of that is taken out, and
    `on_repair` gets a sentence. Raises `LedgerError` if another process is writing in the folder, the ledger
    is damaged or of another version, or there is no space left, at any time until it is closed.
    """
    path = folder / LEDGER_NAME
    is_new = not path.exists()
    with writing(folder), _told(path), closing(_connect(f"{path.resolve().as_uri()}?mode=rwc")) as connection:
        # Only a new file takes it.
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        # A commit is on the disk before the next step begins.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if _is_empty(connection):
            _make_tables(connection)
        _check_form(connection)
        connection.executescript(GIVEN)
        rows = Rows(connection)
        rows.verify_tallies(READ)
        try:
            rows.verify_tallies(TABLES.keys() - READ)
        except sqlite3.DatabaseError as error:
            if on_repair is None:
                raise _IndexError(str(error)) from error
            repair(rows, error, on_repair)
        try:
            yield rows
        except BaseException:
            if is_new and not rows.has("path", ()):
                # Nothing was given, so nothing is left behind.
                connection.close()
                path.unlink()
            raise


def repair(rows: Rows, error: sqlite3.DatabaseError, on_repair: Callable[[str], None]) -> None:
    """Keep what was given and read, and nothing that can be made again from it; at once, or not at all.

    `on_repair` gets a sentence. Raises `error`, which is the reason, if it is not that something is damaged,
    `sqlite3.DatabaseError` if what was read is damaged, too.
    """
    if not _is_damage(error):
        raise error
    with scratch_rows() as kept:
        with kept.transaction():
            for table in READ:
                rows.verify(table)
                for words, content in rows.all(table):
                    if table != "build" or words in MADE:
                        kept.put(table, words, content)
        rows.become(kept)
    on_repair(f"The index in the ledger is damaged ({error}); it is made again from what was read.")


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
        # A ledger can become another one of equal pages only.
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        _make_tables(connection)
        rows = Rows(connection)
        rows.verify_tallies(TABLES)
        yield rows


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
    connection.executescript(f"BEGIN; {marks} {SCHEMA} COMMIT;")


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
        raise _OtherVersionError(f"its form is {version}, and kg {__version__} needs {_VERSION}")


def _code(error: sqlite3.Error) -> int:
    """The kind of the error: the low byte of its code. What this program finds by itself has none."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)) & 0xFF


def _is_damage(error: sqlite3.Error) -> bool:
    return _code(error) != sqlite3.SQLITE_FULL and _code(error) not in _UNUSABLE


def _maker(folder: Path) -> str:
    """The version of the program that built last in `folder`, in brackets; empty if its report is missing."""
    try:
        report = msgspec.json.decode((folder / REPORT_NAME).read_bytes(), type=_Report)
    except (OSError, msgspec.MsgspecError):
        return ""
    return f" ({report.versions.kg})"


class _Versions(msgspec.Struct):
    kg: str


class _Report(msgspec.Struct):
    versions: _Versions


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn an error of SQLite, or a damaged row, into a `LedgerError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, _OtherVersionError):
            said = (
                f"The ledger {path} was written by another version of kg{_maker(path.parent)}: {error}; go "
                "on with that version, or delete the ledger and build again from all articles."
            )
        elif isinstance(error, _IndexError):
            said = (
                f"The index in the ledger {path} is damaged ({error}); the next “kg build” makes it again "
                "from what was read."
            )
        elif _code(error) == sqlite3.SQLITE_FULL:
            said = f"The disk has no space left for the ledger {path}; make some, and build again."
        elif not _is_damage(error):
            said = (
                f"The ledger {path} cannot be used ({error}); see that there is space and that it "
                "can be written to, or delete it and build again from all articles."
            )
        else:
            said = f"The ledger {path} is damaged ({error}); delete it and build again from all articles."
        raise LedgerError(said) from error
