"""Parquet: one article a row."""

import os
from collections.abc import Iterator
from itertools import count
from typing import Any

from kg.text.inputs.columns import RowReader, require_columns
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import Record, Source
from kg.text.inputs.unpacking import check_unpacked

# Rows that are in memory at a time.
_BATCH = 16
# Bytes; without a buffer, a column of a whole row group is in memory.
_BUFFER = 65_536


def read_parquet_rows(source: Source) -> Iterator[Record]:
    """The articles, batch by batch. Rows without a text are counted.

    Raises `ArticleError` if the file is damaged, has no column for the text, or becomes larger than
    `LARGEST_RATIO` allows.
    """
    rows = RowReader(source, "row")
    with reading_with_library(source.name, "a Parquet file"):
        from pyarrow.parquet import ParquetFile

        size = source.stream.seek(0, os.SEEK_END)
        file = ParquetFile(source.stream, buffer_size=_BUFFER, pre_buffer=False)
        columns = require_columns(file.schema_arrow.names, source)
        batches = file.iter_batches(_BATCH, columns=[*columns.values()], use_threads=False)
    numbers, unpacked = count(1), 0
    while (batch := _next_batch(batches, source.name)) is not None:
        # A value that many rows have is stored once.
        unpacked += batch.nbytes
        check_unpacked(unpacked, size, source.name)
        for row in batch.to_pylist():
            if record := rows.read(next(numbers), row, columns):
                yield record


def _next_batch(batches: Iterator[Any], name: str) -> Any:
    """The next rows, None at the end; strings that are not UTF-8 are an error."""
    with reading_with_library(name, "a Parquet file"):
        batch = next(batches, None)
        if batch is not None:
            batch.validate(full=True)
        return batch
