"""What the tests of inputs share: reading paths, and small files of each format."""

import gzip
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import docx
import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import KgError
from kg.model import Article
from kg.text.article_files import InputOptions, read_articles

SAID = "“The road will open on Monday,” said Mayor Ana Prado in the town hall of Oslo."
"""A text of one statement."""


class Found(NamedTuple):
    """What reading gave."""

    articles: list[Article]
    errors: list[str]
    notes: list[str]


def read(*paths: Path | str, **options: object) -> Found:
    """Read `paths` with the fields of `InputOptions`."""
    errors: list[KgError] = []
    notes: list[str] = []
    chosen = InputOptions(**options)  # type: ignore[arg-type]
    articles = list(
        read_articles([str(path) for path in paths], errors.append, options=chosen, on_note=notes.append)
    )
    return Found(articles, [str(error) for error in errors], notes)


def html(text: str = SAID, head: str = "") -> str:
    """A page with a menu, an article and a footer."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/contact">Contact</a></nav>'
        f"<article><h1>Road opens</h1><p>{text}</p><p>It had been closed because of snow for a week.</p>"
        "</article><footer>Copyright 2021 Fast News</footer></body></html>"
    )


def parquet(columns: dict[str, list[object]]) -> bytes:
    """A Parquet file."""
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def word_document(paragraphs: Iterable[str], title: str = "") -> bytes:
    """A Word document, with a table of one row at the end."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Oslo", "two days"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(lines: Iterable[str]) -> bytes:
    """A PDF document of one page with these lines, in ASCII."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 780 Td\n{shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    content += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\n"
    return f"{content}startxref\n{start}\n%%EOF\n".encode("ascii")


class Capture(NamedTuple):
    """A record of a web archive."""

    address: str
    body: str
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    kind: str = "response"


def web_archive(captures: Iterable[Capture], *, packed: bool = True) -> bytes:
    """A WARC file."""
    content = b""
    for number, one in enumerate(captures):
        message = f"HTTP/1.1 {one.status}\r\nContent-Type: {one.content_type}\r\n\r\n{one.body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: {one.kind}\r\nWARC-Target-URI: {one.address}\r\n"
            f"WARC-Date: 2020-02-10T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{UUID(int=number)}>\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(message)}\r\n\r\n"
        )
        record = head.encode() + message + b"\r\n\r\n"
        content += gzip.compress(record) if packed else record
    return content
