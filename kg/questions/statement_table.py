"""Statements as rows of a table: with a type for each column, and as plain cells."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import pyarrow

    from kg.questions.results import Statement

COLUMNS = (
    *("id", "speaker", "text", "cite", "published_on", "said_on", "said_from", "confidence"),
    *("speaker_confidence", "kind", "unsaid", "manner", "cue", "speaker_id", "speaker_type", "candidates"),
    *("addressee", "medium", "occasion", "agreements", "mentions", "positions", "less_sure_positions"),
    *("title", "publisher", "document", "start", "end", "content", "within"),
    *("by_hand", "reviewed_by", "reviewed_on"),
)
"""The columns, in their order."""
_SEVERAL = "; "


def table_cells(one: "Statement") -> tuple[object, ...]:
    """The cells of a row, those with several things as text with semicolons."""
    return tuple(_cell(getattr(one, name)) for name in COLUMNS)


def statement_arrow(statements: "Iterable[Statement]") -> "pyarrow.Table":
    """A table with a row for each statement, in the types of `statement_schema`."""
    import pyarrow

    rows = [_row(one) for one in statements]
    return pyarrow.Table.from_pylist(rows, schema=statement_schema())


@cache
def statement_schema() -> "pyarrow.Schema":
    """The types of the columns: days as days, numbers as numbers, several things as lists."""
    import pyarrow as pa

    text, share = pa.string(), pa.float64()
    named = pa.struct([("name", text), ("id", text), ("type", text)])
    stand = pa.struct(
        [
            *((name, text) for name in ("holder", "holder_id", "act", "polarity", "target", "target_id")),
            *(("condition", text), ("layer", text), ("confidence", share)),
        ]
    )
    types = {
        "published_on": pa.date32(),
        "said_from": pa.date32(),
        "reviewed_on": pa.date32(),
        "confidence": share,
        "speaker_confidence": share,
        "candidates": pa.list_(pa.struct([*named, ("confidence", share)])),
        "agreements": pa.list_(named),
        "mentions": pa.list_(named),
        "positions": pa.list_(stand),
        "less_sure_positions": pa.list_(stand),
        "start": pa.int64(),
        "end": pa.int64(),
        "content": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    }
    return pa.schema([(name, types.get(name, text)) for name in COLUMNS])


def _row(one: "Statement") -> dict[str, Any]:
    values = {name: getattr(one, name) for name in COLUMNS}
    row: dict[str, Any] = msgspec.to_builtins(values, builtin_types=(date,))
    return row


def _cell(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return _SEVERAL.join(f"{one.start}-{one.end}" if hasattr(one, "start") else str(one) for one in value)
