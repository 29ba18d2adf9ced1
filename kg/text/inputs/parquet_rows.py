"""Parquet: one article a row."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from kg.text.inputs.columns import RowReader, require_columns
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import Record, Source

# Rows that are in memory at a time.
_BATCH = 64


def read_parquet_rows(source: Source) -> Iterator[Record]:
    """The articles, batch by batch. Rows without a text are counted.

    Raises `ArticleError` if the file is damaged or has no column for the text.
    """
    rows = RowReader(source, "row")
    with reading_with_library(source.name, "a Parquet file"):
        from pyarrow.parquet import ParquetFile

        file = ParquetFile(source.stream)
        columns = require_columns(file.schema_arrow.names, source)
        batches = file.iter_batches(_BATCH, columns=[*columns.values()], use_threads=False)
    numbers = count(1)
    while (found := _next_rows(batches, source.name)) is not None:
        for row in found:
            if record := rows.read(next(numbers), row, columns):
                yield record


def _next_rows(batches: Iterator[Any], name: str) -> list[dict[str, object]] | None:
    with reading_with_library(name, "a Parquet file"):
        batch = next(batches, None)
        return None if batch is None else batch.to_pylist()
