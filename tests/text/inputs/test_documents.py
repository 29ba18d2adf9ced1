"""Word and PDF documents."""

import io
import zipfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from tests.text.inputs.reading import SAID, pdf, read, word_document


def test_word_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_document([SAID, "", "He left."], title="Road opens"))
    (article,), errors, _ = read(tmp_path)
    assert (article.text, article.title) == (f"{SAID}\n\nHe left.\nOslo\ttwo days", "Road opens")
    # The date of the file is not that of the article.
    assert (article.published_on, errors) == (None, [])


def test_pdf_document_has_a_paragraph_a_line(tmp_path: Path) -> None:
    lines = [
        "Road opens",
        "The road will open on Monday, Mayor Ana Prado told reporters in the",
        "town hall, where she spoke for an hour about the snow and the nine-",
        "day storm.",
        "Police chief John Roe said that nobody was hurt, and that the road",
        "would stay closed for two days.",
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(lines))
    (article,), errors, _ = read(tmp_path)
    assert article.text.splitlines() == [
        "Road opens",
        "The road will open on Monday, Mayor Ana Prado told reporters in the town hall, where she"
        " spoke for an hour about the snow and the nine-day storm.",
        "Police chief John Roe said that nobody was hurt, and that the road would stay closed for two days.",
    ]
    assert errors == []


def test_documents_that_cannot_be_read(tmp_path: Path) -> None:
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([SAID[1:10]]))))
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    (tmp_path / "blank.pdf").write_bytes(pdf([]))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and nothing more")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n and nothing more")
    with zipfile.ZipFile(tmp_path / "huge.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 * 2**20))
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("a.txt", "He said no.")
    articles, errors, _ = read(tmp_path)
    assert articles == []
    assert [error.removeprefix(f"{tmp_path}/")[:47] for error in errors] == [
        "blank.pdf has no text; if it is a picture of a ",
        "broken.docx cannot be read as a Word document: ",
        "broken.pdf cannot be read as a PDF document: St",
        "huge.docx unpacks to more than 64 MiB; take pic",
        "locked.pdf takes a password; save it without on",
        'other.docx cannot be read as a Word document: "',
    ]


def test_a_word_document_of_too_many_paragraphs_is_not_read_to_its_end(tmp_path: Path) -> None:
    whole = zipfile.ZipFile(io.BytesIO(word_document([SAID])))
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                paragraph = b"<w:p><w:r><w:t>" + b"He said no. " * 5000 + b"</w:t></w:r></w:p>"
                content = content.replace(b"<w:body>", b"<w:body>" + paragraph * 50)
            archive.writestr(name, content)
    assert read(tmp_path).errors == [
        f"{tmp_path}/a.docx has more than 500,000 code points; an article may have 500,000 at most, so split"
        " it."
    ]
