"""Word documents (.docx)."""

import io
import zipfile
from collections.abc import Iterator

from kg.errors import ArticleError
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import LARGEST_FILE, MEBIBYTE, Record, Source
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
        from docx.table import Table

        document = Document(content)
        lines: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                lines.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
            else:
                lines.append(block.text)
        title = document.core_properties.title or None
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise ArticleError(f"{source.name} has no text; if it is a picture of a text, it needs OCR.")
    yield Record(text, Metadata(title=title))
