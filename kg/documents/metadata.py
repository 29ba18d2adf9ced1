"""What a `metadata.csv` beside the articles says of them."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import InputError

METADATA_NAME = "metadata.csv"
_COLUMNS = ("document", "title", "publisher", "published_on", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """One row of the file; what is unknown is None."""

    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None


def read_metadata(folder: Path) -> dict[str, Metadata]:
    """Rows of `folder/metadata.csv` by file name; empty without that file.

    Raises `InputError` for a file that is no such table or a date that is not ISO 8601.
    """
    path = folder / METADATA_NAME
    if not path.is_file():
        return {}
    rows: dict[str, Metadata] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None or "document" not in reader.fieldnames:
                raise InputError(
                    f"{path} has no column “document”; its first line must be {','.join(_COLUMNS)}."
                )
            for row in reader:
                rows[row["document"]] = _metadata(row, f"{path}, line {reader.line_num}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file in UTF-8: {error}.") from error
    return rows


def _metadata(row: dict[str, str], where: str) -> Metadata:
    cells = {key: (row.get(key) or "").strip() or None for key in _COLUMNS}
    published_on = cells["published_on"]
    try:
        day = date.fromisoformat(published_on) if published_on else None
    except ValueError:
        raise InputError(
            f"{where}: “{published_on}” is no date; write it as 2020-02-10 or leave it empty."
        ) from None
    return Metadata(cells["title"], cells["publisher"], day, cells["url"])
