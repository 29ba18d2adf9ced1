"""Rows as Arrow tables, and as data frames of pandas and Polars, which are used where they are installed."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


def arrow_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> "pyarrow.Table":
    """`rows` of plain cells as a table, each column of one type: where its cells have several, of text."""
    import pyarrow

    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pyarrow.Table.from_arrays([_array(own) for own in cells], names=list(columns))


def to_pandas(table: "pyarrow.Table") -> "pandas.DataFrame":
    """`table` for pandas. Raises `UsageError` if pandas is not installed."""
    _require("pandas")
    frame: pandas.DataFrame = table.to_pandas()
    return frame


def to_polars(table: "pyarrow.Table") -> "polars.DataFrame":
    """`table` for Polars. Raises `UsageError` if Polars is not installed."""
    frame: polars.DataFrame = _require("polars").from_arrow(table)
    return frame


def _array(cells: Sequence[Any]) -> "pyarrow.Array[Any]":
    import pyarrow

    kinds = {type(one) for one in cells if one is not None}
    if len(kinds) == 1 or kinds == {int, float}:
        try:
            return pyarrow.array(cells)
        except (pyarrow.ArrowException, OverflowError):
            # A number of more than 64 bits.
            pass
    return pyarrow.array([None if one is None else str(one) for one in cells], pyarrow.string())


def _require(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError as error:
        raise UsageError(
            f"The package {package} is not installed ({error}); install it with “pip install {package}”."
        ) from None
