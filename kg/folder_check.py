"""The check of a folder: whether ledger, graph, records and pages are whole, and of one build."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.archive.corrections.correction_index import verify_tellers
from kg.archive.ledger.connection import LEDGER_NAME, open_rows, read_rows, repair
from kg.archive.ledger.ledger_tables import DERIVED, READ, TABLES
from kg.archive.ledger.outcomes import Build, PageFiles, last_build, page_files
from kg.archive.ledger.rows import Rows
from kg.archive.pair_check import verify_pairs
from kg.errors import StoreError
from kg.graph.store import count_quads
from kg.graph.store_files import RECORDS_NAME, store_path, verify_store
from kg.pages.page_files import list_pages
from kg.pages.page_names import INDEX

_AGAIN = "build again"
_REPAIR = "“kg check --repair” takes the index out, and the next build makes it again"
_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What was verified, how many of it, and what is wrong, with what to do; None where nothing is."""

    what: str
    number: int | None = None
    problem: str | None = None


def check_folder(folder: Path) -> list[Finding]:
    """Verify every row of the ledger in `folder`, and that graph, records and pages are of its last build.

    Raises `LedgerError` if there is no ledger, or it is none of this version of the program.
    """
    with read_rows(folder) as rows:
        findings = [*_check_ledger(rows)]
        if any(one.problem for one in findings):
            return findings
        made, pages = last_build(rows)
        files = page_files(rows)
    if made is None:
        return [*findings, Finding("graph", problem=f"no build is finished; {_AGAIN}")]
    return [
        *findings,
        _check_graph(folder, made),
        _check_records(folder, made),
        _check_pages(folder, pages, files),
    ]


def repair_folder(folder: Path, on_note: Callable[[str], None]) -> None:
    """Take the index out of the ledger in `folder` if it is damaged; the next build makes it again.

    `on_note` gets a sentence where it was. Raises `LedgerError` if there is no ledger, it is none of this
    version of the program, or what was read is damaged.
    """
    with read_rows(folder):
        pass
    with open_rows(folder, on_note) as rows:
        for error in (error for _, _, error in _verify_ledger(rows) if error):
            repair(rows, error, on_note)
            return


def _check_ledger(rows: Rows) -> Iterator[Finding]:
    """What was given and read, and whether it is whole; else the rest can be made again from it."""
    found = [*_verify_ledger(rows)]
    is_read = not any(error for what, _, error in found if what in READ)
    remedy = _REPAIR if is_read else f"delete {LEDGER_NAME} and build again from all articles"
    for what, number, error in found:
        yield Finding(f"ledger: {what}", number, f"{error}; {remedy}" if error else None)


def _verify_ledger(rows: Rows) -> Iterator[tuple[str, int | None, sqlite3.DatabaseError | None]]:
    """The file as SQLite verifies it, what was given and read, and the index that follows from it."""

    def index() -> int:
        verified = sum(rows.verify(table) for table in TABLES if table not in READ)
        verified += verify_tellers(rows)
        return verified + sum(number for table, number in verify_pairs(rows) if table in DERIVED)

    checks: dict[str, Callable[[], int | None]] = {"file": rows.verify_file}
    checks |= {table: partial(rows.verify, table) for table in TABLES if table in READ}
    for what, check in (checks | {"index": index}).items():
        try:
            yield what, check(), None
        except sqlite3.DatabaseError as error:
            yield what, None, error


def _check_graph(folder: Path, made: Build) -> Finding:
    what = "graph: quads"
    try:
        path, number = store_path(folder), count_quads(folder)
        name, digest = path.name, verify_store(path, wholly=True)
    except StoreError as error:
        return Finding(what, problem=str(error))
    except OSError as error:
        return Finding(what, problem=f"The graph is damaged ({error}); {_AGAIN}")
    if name != made.store:
        return Finding(what, number, f"it is not of the last build; {_AGAIN}")
    if number != made.quads:
        return Finding(what, number, f"the build wrote {made.quads}; {_AGAIN}")
    return Finding(what, number, None if digest == made.digest else f"its files have changed; {_AGAIN}")


def _check_records(folder: Path, made: Build) -> Finding:
    digest, number = hashlib.sha256(), 0
    try:
        with (folder / RECORDS_NAME).open("rb") as file:
            while part := file.read(_BYTES):
                digest.update(part)
                number += part.count(b"\n")
    except OSError as error:
        return Finding("records", problem=f"{RECORDS_NAME} cannot be read: {error.strerror}; {_AGAIN}")
    same = digest.hexdigest() == made.records
    return Finding("records", number, None if same else f"they are not of the last build; {_AGAIN}")


def _check_pages(folder: Path, pages: str | None, files: PageFiles | None) -> Finding:
    """Whether the pages, if they were written, are all there, and of the graph that is there."""
    found, problem = PageFiles.of(list_pages(folder)), None
    if pages == "":
        problem = "they are not all written; write the others with “kg pages”"
    elif pages != store_path(folder).name:
        if (folder / INDEX).exists():
            problem = "they are of an earlier graph; write them again with “kg pages”"
    elif files and files != found:
        problem = f"{files.number} were written, and some are missing or empty; write them with “kg pages”"
    return Finding("pages", found.number, problem)
