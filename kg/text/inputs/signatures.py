"""What the first bytes of a file say that it is."""

from dataclasses import dataclass

LONGEST = 1024
"""The number of first bytes that are looked at."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A kind of file by its first bytes. `suffix` is that of its format, None if kg does not read it."""

    what: str
    starts: tuple[bytes, ...]
    suffix: str | None = None


PDF = Signature("a PDF document", (b"%PDF-",), ".pdf")
ZIP = Signature("a ZIP archive, such as a Word document", (b"PK\x03\x04", b"PK\x05\x06"), ".docx")
PARQUET = Signature("a Parquet file", (b"PAR1",), ".parquet")
WARC = Signature("a web archive (WARC)", (b"WARC/",), ".warc")
GZIP = Signature("packed with gzip", (b"\x1f\x8b",), ".gz")
ZSTANDARD = Signature("packed with Zstandard", (b"\x28\xb5\x2f\xfd",), ".zst")
_OTHERS = (
    Signature("an encrypted Parquet file", (b"PARE",)),
    Signature("packed with bzip2", (b"BZh",)),
    Signature("packed with xz", (b"\xfd7zXZ\0",)),
    Signature("a 7z archive", (b"7z\xbc\xaf\x27\x1c",)),
    Signature("an RTF document", (b"{\\rtf",)),
    Signature("an old document of Word or Excel", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)),
    Signature("a PNG picture", (b"\x89PNG\r\n\x1a\n",)),
    Signature("a JPEG picture", (b"\xff\xd8\xff",)),
    Signature("a GIF picture", (b"GIF87a", b"GIF89a")),
    Signature("a SQLite database", (b"SQLite format 3\0",)),
    Signature("a program", (b"\x7fELF", b"MZ\x90")),
)
# The byte order marks of UTF-16, in which a page of HTML may be.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_ALL = (PDF, ZIP, PARQUET, WARC, GZIP, ZSTANDARD, *_OTHERS)


def find_signature(head: bytes) -> Signature | None:
    """The signature at the start of `head`, None if there is none: a text, as far as the first bytes tell."""
    # Some writers put a line break or a byte order mark before the header of a PDF.
    if head.lstrip(_BLANKS).startswith(PDF.starts):
        return PDF
    return next((one for one in _ALL if head.startswith(one.starts)), None)


def guess_suffix(head: bytes) -> str:
    """The suffix of the format that `head`, the first bytes of an input without a name, seems to have.

    What cannot be told, CSV for one, is `.txt`.
    """
    if signature := find_signature(head):
        return signature.suffix or ".txt"
    if head.startswith(_UTF_16):
        head = head.decode("utf-16", "ignore").encode()
    start = head.lstrip(_BLANKS).lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")):
        return ".html" if b"<html" in start else ".xml"
    return ".jsonl" if start.startswith(b'{"') else ".txt"
