"""JSON Lines: one article a line."""

import json
from collections.abc import Iterator
from functools import lru_cache

from kg.text.inputs.columns import RowReader, choose_columns
from kg.text.inputs.record import LARGEST_ARTICLE, MEBIBYTE, Record, Source

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TOO_LONG = f"longer than {LARGEST_ARTICLE // MEBIBYTE} MiB"


def read_json_lines(source: Source) -> Iterator[Record]:
    """The articles, line by line; blank lines are none. Lines that are no article are counted."""
    rows = RowReader(source, "line")

    @lru_cache
    def columns_of(keys: tuple[str, ...]) -> dict[str, str]:
        return choose_columns(keys, source.columns)

    for number, line in _lines(source):
        row = _object(line)
        if isinstance(row, str):
            rows.leave_out(number, row)
        elif row is not None and (record := rows.read(number, row, columns_of(tuple(row)))):
            yield record


def _lines(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers, but for empty ones; None for one that is too long to be an article."""
    number = 0
    while line := source.stream.readline(LARGEST_ARTICLE):
        number += 1
        # A packed file of some kilobytes may have millions of them.
        if line == b"\n":
            continue
        too_long = len(line) == LARGEST_ARTICLE and not line.endswith(b"\n")
        while too_long and (rest := source.stream.readline(LARGEST_ARTICLE)):
            if rest.endswith(b"\n"):
                break
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        yield number, None if too_long else line


def _object(line: bytes | None) -> dict[str, object] | str | None:
    """The object of a line, the reason why it is none, or None if the line is blank."""
    if line is None:
        return _TOO_LONG
    if not line.strip():
        return None
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        return "not UTF-8"
    # Digits without end are a ValueError, brackets without end a RecursionError.
    except (ValueError, RecursionError):
        return "not JSON"
    return value if isinstance(value, dict) else "not a JSON object"
