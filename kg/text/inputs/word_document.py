"""Word documents (.docx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.errors import ArticleError
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import LARGEST_FILE, LONGEST_TEXT, MEBIBYTE, Record, Source, too_long
from kg.text.metadata import Metadata


def read_word_document(source: Source) -> Iterator[Record]:
    """The paragraphs and tables of the body, a line each; footnotes and headers are left out.

    Its date is that of the file, not of publication, so it has none. Raises `ArticleError` if it is damaged,
    has no text, or unpacks to more than `LARGEST_FILE`.
    """
    content = io.BytesIO(source.read_all(LARGEST_FILE))
    with reading_with_library(source.name, "a Word document"):
        with zipfile.ZipFile(content) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_FILE:
                raise ArticleError(
                    f"{source.name} unpacks to more than {LARGEST_FILE // MEBIBYTE} MiB; take pictures out."
                )
        from docx import Document

        document = Document(content)
        lines: list[str] = []
        length = 0
        for line in _lines(document):
            lines.append(line)
            length += len(line) + 1
            # A packed megabyte may be millions of paragraphs. Blank lines at the ends do not count.
            if length > 2 * LONGEST_TEXT:
                raise too_long(source.name, LONGEST_TEXT, "more than ")
        title = document.core_properties.title or None
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise ArticleError(f"{source.name} has no text; if it is a picture of a text, it needs OCR.")
    yield Record(text, Metadata(title=title))


def _lines(document: Any) -> Iterator[str]:
    """The paragraphs and the rows of tables of the body."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield block.text
