"""Articles that are rows of a table or objects of JSON: which column is the text, which the title."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.errors import ArticleError, UsageError
from kg.text.inputs.published import read_day
from kg.text.inputs.record import Places, Record, Source
from kg.text.metadata import Metadata

FIELDS = ("text", "title", "date", "url", "publisher", "id")
_SEPARATOR = re.compile(r"[\W_]+")
# Code points of a title, an address or an identifier.
_LONGEST = 2000
# Code points of the names of columns in a message.
_SHOWN = 200


def parse_columns(option: str | None) -> dict[str, str]:
    """The columns that `text=body,title=hed` names, by field. Raises `UsageError` if it has another form."""
    columns = {}
    for pair in (option or "").split(",") if option else ():
        name, equals, column = (part.strip() for part in pair.partition("="))
        if name not in FIELDS or not equals or not column:
            raise UsageError(
                f"“{pair.strip()}” does not name a column; write, for instance, text=body,title=hed; known"
                f" are {', '.join(FIELDS)}."
            )
        columns[name] = column
    return columns


def choose_columns(columns: Iterable[str], named: Mapping[str, str]) -> dict[str, str]:
    """The column of each field among `columns`: the one that `named` has, else the first of the usual names.

    A field without a column is left out.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(_plain(column), column)
    present = set(by_name.values())
    chosen = {}
    for field in FIELDS:
        if field in named:
            if named[field] in present:
                chosen[field] = named[field]
        elif usual := next((by_name[name] for name in _usual_names()[field] if name in by_name), None):
            chosen[field] = usual
    return chosen


def require_columns(columns: Iterable[str], source: Source) -> dict[str, str]:
    """The columns of a table, as `choose_columns` has them.

    Raises `ArticleError` if there is none for the text, or one that the user named is missing.
    """
    columns = list(columns)
    chosen = choose_columns(columns, source.columns)
    shown = ", ".join(columns)[:_SHOWN] or "none"
    for field, column in source.columns.items():
        if field not in chosen:
            raise ArticleError(
                f"{source.name} has no column “{column}” for the {field}; its columns are {shown}."
            )
    if "text" not in chosen:
        raise ArticleError(
            f"{source.name} has no column that is known to hold the text; its columns are {shown}; name it"
            " with --columns text=COLUMN."
        )
    return chosen


class RowReader:
    """Makes records of the rows of one file."""

    def __init__(self, source: Source, unit: str) -> None:
        """`unit` is what a row is called in messages."""
        self._source = source
        self._unit = unit
        self._places = Places()

    def read(self, number: int, row: Mapping[str, object], columns: Mapping[str, str]) -> Record | None:
        """The record of row `number` (from 1), whose fields are in `columns`; None if it has no text."""
        cells = {field: row.get(column) for field, column in columns.items()}
        text = cells.get("text")
        if not isinstance(text, str) or not text.strip():
            self.leave_out(number, "without a text")
            return None
        day, written = read_day(cells.get("date")), _word(cells.get("date"))
        if day is None and written:
            self._source.unread_dates.add("not understood", f"“{written}” in {self._unit} {number}")
        found = Metadata(
            title=_word(cells.get("title")),
            publisher=_word(cells.get("publisher")),
            published_on=day,
            url=_word(cells.get("url")),
        )
        return Record(text, found, self._places.give(number, _word(cells.get("id"))))

    def leave_out(self, number: int, reason: str) -> None:
        """Count row `number` as one that cannot be used."""
        self._source.unusable.add(reason, f"{self._unit} {number}")


def _word(value: object) -> str | None:
    """A cell as a word or a line: a string or number, or the “name” of an object.

    What is not a number (NaN) is how programs of statistics write a cell without a value.
    """
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value != value:
        return None
    return " ".join(str(value).split())[:_LONGEST] or None


def _plain(column: str) -> str:
    return _SEPARATOR.sub("", column).lower()


@clears_with_data
@cache
def _usual_names() -> dict[str, tuple[str, ...]]:
    return {field: tuple(map(_plain, names)) for field, names in read_toml("columns.toml").items()}
