"""The table of formats: which reader reads which suffix."""

from dataclasses import dataclass
from pathlib import PurePath

from kg.text.inputs.csv_rows import read_csv_rows
from kg.text.inputs.feed import read_feed
from kg.text.inputs.html_page import read_html
from kg.text.inputs.json_lines import read_json_lines
from kg.text.inputs.parquet_rows import read_parquet_rows
from kg.text.inputs.pdf_document import read_pdf_document
from kg.text.inputs.plain_text import read_text
from kg.text.inputs.record import Reader
from kg.text.inputs.signatures import PARQUET, PDF, WARC, ZIP, Signature
from kg.text.inputs.unpacking import PACKINGS
from kg.text.inputs.web_archive import read_web_archive
from kg.text.inputs.word_document import read_word_document


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `signature` is what its files begin with, None if they are text."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    signature: Signature | None = None
    needs_seeking: bool = False


TEXT = Format("a text file", (".txt",), read_text)
FORMATS = (
    TEXT,
    Format("an HTML page", (".html", ".htm"), read_html),
    Format("JSON Lines", (".jsonl",), read_json_lines),
    Format("a CSV file", (".csv",), read_csv_rows),
    Format("a Parquet file", (".parquet",), read_parquet_rows, PARQUET, needs_seeking=True),
    Format("an RSS or Atom feed", (".rss", ".atom", ".xml"), read_feed),
    Format("a web archive", (".warc",), read_web_archive, WARC),
    Format("a Word document", (".docx",), read_word_document, ZIP),
    Format("a PDF document", (".pdf",), read_pdf_document, PDF),
)
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
SUFFIXES = tuple(_BY_SUFFIX)
"""The suffixes of all formats; each may have one of `PACKINGS` after it."""


def split_suffix(name: str) -> tuple[str, str]:
    """The suffix of the format and of the packing that `name` ends in, in small letters, "" for none.

    >>> split_suffix("News.JSONL.gz")
    ('.jsonl', '.gz')
    """
    stem = name.lower()
    packing = next((one for one in PACKINGS if stem.endswith(one)), "")
    return PurePath(f"a{stem.removesuffix(packing)}").suffix, packing


def find_format(suffix: str) -> Format | None:
    """The format of the suffix, None if it is of no format."""
    return _BY_SUFFIX.get(suffix)
