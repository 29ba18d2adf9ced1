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
# A line ends a paragraph if it ends a sentence and is shorter than the first share of a full line, or is
# shorter than the second. Set by judgement: a break too many between two sentences does little harm.
_SENTENCE_SHARE, _ANY_SHARE = 0.95, 0.6
_SENTENCE_END = tuple(".!?:\"'”’)…")


def read_pdf_document(source: Source) -> Iterator[Record]:
    """The text of the pages, a paragraph a line.

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
            pages.append(page.extract_text())
            if thread_time() - start > _LONGEST:
                raise ArticleError(
                    f"{source.name} takes longer than the {_LONGEST} seconds that a PDF document may take;"
                    " split it."
                )
        title = reader.metadata.title if reader.metadata else None
    text = "\n".join(_paragraphs(pages))
    if not text:
        raise ArticleError(f"{source.name} has no text; if it is a picture of a text, it needs OCR.")
    yield Record(text, Metadata(title=str(title).strip() or None if title else None))


def _paragraphs(pages: list[str]) -> list[str]:
    """The paragraphs of `pages`, whose lines end where the print has them end.

    A word that is divided at the end of a line keeps its hyphen, which may be its own.
    """
    paragraphs: list[str] = []
    is_open = False
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        # The longest lines may be headings across columns.
        full = sorted(map(len, lines))[len(lines) * 9 // 10] if lines else 0
        for line in lines:
            if is_open:
                paragraphs[-1] += line if paragraphs[-1].endswith("-") else f" {line}"
            else:
                paragraphs.append(line)
            share = _SENTENCE_SHARE if line.endswith(_SENTENCE_END) else _ANY_SHARE
            is_open = len(line) >= share * full
    return paragraphs
