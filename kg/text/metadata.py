"""Metadata of articles from a `metadata.csv` in their folder."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import InputError, KgError

METADATA_NAME = "metadata.csv"
_COLUMNS = ("document", "title", "publisher", "published_on", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """One row of the file; unknown values are None."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None


def read_metadata(folder: Path, on_error: Callable[[KgError], None]) -> dict[str, Metadata]:
    """Read `folder/metadata.csv`, by file name; empty if the file is missing.

    An unreadable file, or a date that is not ISO 8601 (which is then None), goes to `on_error`.
    """
    path = folder / METADATA_NAME
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(csv.DictReader(file), path, on_error)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        on_error(InputError(f"{path} cannot be read as a CSV file in UTF-8: {error}."))
        return {}


def _rows(
    reader: "csv.DictReader[str]", path: Path, on_error: Callable[[KgError], None]
) -> dict[str, Metadata]:
    if reader.fieldnames is None or "document" not in reader.fieldnames:
        on_error(InputError(f"{path} has no column “document”; its first line must be {','.join(_COLUMNS)}."))
        return {}
    rows = {}
    for row in reader:
        cells = {key: (row.get(key) or "").strip() or None for key in _COLUMNS}
        day = None
        try:
            day = date.fromisoformat(cells["published_on"]) if cells["published_on"] else None
        except ValueError:
            on_error(
                InputError(
                    f"{path}, line {reader.line_num}: “{cells['published_on']}” is not a date;"
                    " write it as 2020-02-10 or leave it empty."
                )
            )
        if cells["document"]:
            rows[cells["document"]] = Metadata(cells["title"], cells["publisher"], day, cells["url"])
    return rows
