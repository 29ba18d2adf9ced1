"""Statements as rows in files: CSV for spreadsheets, Parquet with a type for each column."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from kg.batches import batches
from kg.questions.results import Statement
from kg.questions.spreadsheet import spreadsheet_row
from kg.questions.statement_table import COLUMNS, statement_arrow, statement_schema, table_cells

# Statements of one group of rows of a Parquet file.
_GROUP = 10_000


def write_csv(statements: Iterable[Statement], file: BinaryIO) -> None:
    """Write a row for each statement while they come, in UTF-8, safe to open in a spreadsheet."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(spreadsheet_row(table_cells(one)) for one in statements)
    text.detach()


def write_parquet(statements: Iterable[Statement], file: BinaryIO) -> None:
    """Write a row for each statement, a group of rows at a time."""
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(file, statement_schema()) as writer:
        for batch in batches(statements, _GROUP):
            writer.write_table(statement_arrow(batch))
