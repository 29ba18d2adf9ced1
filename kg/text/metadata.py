"""Metadata of articles from a `metadata.csv` in their folder."""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import InputError, KgError

METADATA_NAME = "metadata.csv"
_COLUMNS = ("document", "title", "publisher", "published_on", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text; unknown values are None."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None

    def or_else(self, other: "Metadata") -> "Metadata":
        """These values, and those of `other` for the unknown ones."""
        return Metadata(
            self.title or other.title,
            self.publisher or other.publisher,
            self.published_on or other.published_on,
            self.url or other.url,
        )


def read_metadata(folder: Path, on_error: Callable[[KgError], None]) -> dict[str, Metadata]:
    """Read `folder/metadata.csv`, by file name; empty if the file is missing.

    `on_error` gets, as an `InputError` each, what is wrong with it: the file as a whole, a row that cannot be
    used or is used in part (a row for no file, the second for one file, cells without a column, a date that
    is not ISO 8601), and a quotation mark that is not closed, after which no row is read.
    """
    path = folder / METADATA_NAME
    if not os.path.lexists(path):
        return {}
    if not path.is_file():
        on_error(InputError(f"{path} is no file that can be read; make it one or delete it."))
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _MetadataReader(path, on_error).read(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError) as error:
        on_error(InputError(f"{path} cannot be read as a CSV file in UTF-8: {error}."))
        return {}


class _MetadataReader:
    def __init__(self, path: Path, on_error: Callable[[KgError], None]) -> None:
        self._path = path
        self._on_error = on_error
        self._line = 1
        self._lines: dict[str, int] = {}

    def read(self, reader: "csv.DictReader[str]") -> dict[str, Metadata]:
        found: dict[str, Metadata] = {}
        try:
            if "document" not in (reader.fieldnames or ()):
                self._on_error(
                    InputError(
                        f"{self._path} has no column “document”; its first line must be {','.join(_COLUMNS)}."
                    )
                )
                return {}
            self._line = reader.line_num + 1
            for row in reader:
                self._add(row, found)
                self._line = reader.line_num + 1
        except csv.Error as error:
            self._complain(
                f"from here on, rows are not CSV ({error}), so they are not used; close quotation marks, and"
                " double those inside a cell"
            )
        return found

    def _add(self, row: dict[str, str], found: dict[str, Metadata]) -> None:
        """Put `row` into `found`, if it says something of a file that no row before is of."""
        cells = {key: (row.get(key) or "").strip() or None for key in _COLUMNS}
        # csv.DictReader has the cells after the last column under None.
        surplus = row.get(None)  # type: ignore[call-overload]
        if surplus:
            self._complain(
                "it has more cells than columns, so it is not used; put a cell with a comma"
                " in quotation marks"
            )
            return
        document = cells["document"]
        if not any(cells.values()):
            return
        if document is None:
            self._complain("it names no document, so it is not used; fill the column “document”")
        elif document in self._lines:
            self._complain(
                f"“{document}” has a row already, in line {self._lines[document]}, which is used; delete one"
            )
        elif "/" in document or not os.path.isfile(self._path.parent / document):
            self._complain(
                f"there is no file “{document}” in this folder; correct the name or delete the row"
            )
        else:
            self._lines[document] = self._line
            day = self._day(cells["published_on"])
            found[document] = Metadata(cells["title"], cells["publisher"], day, cells["url"])

    def _day(self, written: str | None) -> date | None:
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self._complain(f"“{written}” is not a date; write it as 2020-02-10 or leave it empty")
            return None

    def _complain(self, what: str) -> None:
        self._on_error(InputError(f"{self._path}, line {self._line}: {what}."))
