"""CSV: one article a row, the names of the columns in the first one."""

import csv
from collections.abc import Iterator

from kg.errors import ArticleError
from kg.text.inputs.columns import RowReader, require_columns
from kg.text.inputs.record import LARGEST_ARTICLE, MEBIBYTE, Record, Source

_DELIMITERS = ",;\t|"


def read_csv_rows(source: Source) -> Iterator[Record]:
    """The articles, row by row; the delimiter is the one that the header has most of.

    Rows without a text or with more cells than columns are counted. Raises `ArticleError` if the file is not
    CSV in UTF-8 from some row on.
    """
    rows = RowReader(source, "row")
    # The limit is one of the process; its default is less than an article may have.
    csv.field_size_limit(LARGEST_ARTICLE)
    number, line = 0, 1
    try:
        lines = _lines(source)
        header = next(lines, "")
        delimiter = max(_DELIMITERS, key=lambda one: len(next(csv.reader([header], delimiter=one), ())))
        names = next(csv.reader([header], delimiter=delimiter, strict=True), [])
        columns = require_columns(names, source)
        reader = csv.DictReader(lines, names, delimiter=delimiter, strict=True)
        for number, row in enumerate(reader, 1):
            line = reader.line_num + 1
            if None in row:
                rows.leave_out(number, "with more cells than columns")
            elif record := rows.read(number, row, columns):
                yield record
    except csv.Error as error:
        raise ArticleError(
            f"{source.name} is not read after line {line}: what follows is not CSV ({error}); close quotation"
            " marks and double those inside a cell."
        ) from None
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{source.name} is not read after line {line}: what follows is not UTF-8 (a byte is"
            f" 0x{error.object[error.start]:02x}); convert the file, for instance with iconv."
        ) from None


def _lines(source: Source) -> Iterator[str]:
    """The lines with their line breaks. Raises `ArticleError` for one that is too long."""
    encoding = "utf-8-sig"
    while line := source.stream.readline(LARGEST_ARTICLE):
        if len(line) == LARGEST_ARTICLE and not line.endswith(b"\n"):
            raise ArticleError(
                f"{source.name} has a line of more than {LARGEST_ARTICLE // MEBIBYTE} MiB; it is not CSV, or"
                " damaged."
            )
        yield str(line, encoding)
        encoding = "utf-8"
