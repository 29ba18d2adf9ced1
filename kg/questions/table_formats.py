"""Tables as text for programs: JSON and CSV, without control characters, which a terminal would obey."""

import csv
import io
import json
import re

from kg.questions.spreadsheet import spreadsheet_row
from kg.questions.tables import Table

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What controls a terminal: control characters but for tab and line feed, and marks of direction."""


def printable(text: str) -> str:
    """`text` without control characters, which could control the terminal: U+FFFD stands for each."""
    return CONTROL.sub("\ufffd", text)


def to_json(value: object, indent: int | None = None) -> str:
    """`value` as JSON in which all control characters are escaped; the library escapes those below 32."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_csv(table: Table) -> str:
    """The rows of `table` as CSV, below the names of the columns; what looks like a formula is text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(printable, spreadsheet_row(table.columns)))
    writer.writerows(map(printable, spreadsheet_row(row)) for row in table.rows)
    return file.getvalue()
