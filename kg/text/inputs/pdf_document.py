"""PDF documents with text in them."""

import io
from collections.abc import Iterator
from time import thread_time

from kg.errors import ArticleError
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import LARGEST_FILE, Record, Source
from kg.text.metadata import Metadata

# Seconds of computing after which no further page is begun; a page of a newspaper takes a tenth of one.
_LONGEST = 120


def read_pdf_document(source: Source) -> Iterator[Record]:
    """The text of the pages, line by line as it is printed.

    Its dates are those of the file, not of publication, so it has none. Raises `ArticleError` if it is
    damaged, takes a password, takes too long, or has no text.
    """
    content = io.BytesIO(source.read_all(LARGEST_FILE))
    start = thread_time()
    with reading_with_library(source.name, "a PDF document"):
        from pypdf import PasswordType, PdfReader

        reader = PdfReader(content)
        if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
            raise ArticleError(f"{source.name} takes a password; save it without one.")
        pages = []
        for page in reader.pages:
            pages.append(page.extract_text().strip("\n"))
            if thread_time() - start > _LONGEST:
                raise ArticleError(
                    f"{source.name} takes longer than the {_LONGEST} seconds that a PDF document may take;"
                    " split it."
                )
        title = reader.metadata.title if reader.metadata else None
    text = "\n".join(pages).strip("\n")
    if not text.strip():
        raise ArticleError(f"{source.name} has no text; if it is a picture of a text, it needs OCR.")
    yield Record(text, Metadata(title=str(title).strip() or None if title else None))
