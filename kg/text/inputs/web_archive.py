"""Web archives (WARC): one article a page."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any
from urllib.parse import urlsplit

from kg.errors import ArticleError
from kg.text.inputs.html_page import read_page
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.record import LARGEST_ARTICLE, MEBIBYTE, Places, Record, Source
from kg.text.inputs.streams import PartialStream

_STATUS = re.compile(r"\d{3}")
# What warcio unpacks.
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_HTML = ("text/html", "application/xhtml+xml")


def read_web_archive(source: Source) -> Iterator[Record]:
    """The main texts of the pages of HTML among the responses, each at the address of its record.

    Other records, front pages and pages without a main text are counted as no articles. Raises `ArticleError`
    where the archive is damaged; what comes before is read.
    """
    with reading_with_library(source.name, "a web archive"):
        from warcio.archiveiterator import WARCIterator

        records = WARCIterator(PartialStream(source.stream))
    places = Places()
    number = 0
    while (record := _next_record(records, source.name)) is not None:
        number += 1
        place = f"record {number}"
        if reason := _damage(record):
            source.unusable.add(reason, place)
            continue
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if reason := _no_article(record, address):
            source.passed_over.add(reason)
            continue
        try:
            page = _page(record, source.name, address)
        except ArticleError:
            source.unusable.add("that cannot be read", place)
            continue
        if page is None:
            source.passed_over.add("pages without the text of an article")
        else:
            yield Record(page.text, page.metadata, places.give(number, address))


def _next_record(records: Any, name: str) -> Any:
    """The next record, None at the end. Raises `ArticleError` if the archive is damaged there."""
    # The iterator prints a damaged record to standard error, and takes a cut one for whole.
    with reading_with_library(name, "a web archive"), redirect_stderr(io.StringIO()):
        before = records.record
        record = next(records, None)
        if records.err_count or (before is not None and getattr(before.raw_stream, "limit", 0) > 0):
            raise ValueError("a record is cut off or of another length than it says")
        # Such a record would have all that follows.
        if record is not None and not (record.rec_headers.get_header("Content-Length") or "").isdecimal():
            raise ValueError("a record does not say how long it is")
        return record


def _damage(record: Any) -> str | None:
    """What is wrong with the headers of `record`, None if nothing is."""
    if record.rec_type is None:
        return "without a type"
    if record.rec_type != "response":
        return None
    headers = record.http_headers
    if headers is None:
        return "without an HTTP header" if "application/http" in (record.content_type or "") else None
    if not _STATUS.fullmatch(headers.get_statuscode()):
        return "without an HTTP status"
    packing = (headers.get_header("Content-Encoding") or "").strip().lower()
    return None if packing in _PACKINGS else f"packed with {packing[:20]}"


def _no_article(record: Any, address: str) -> str | None:
    """Why `record` is not the page of an article, by its headers; None if it may be."""
    if record.rec_type != "response" or record.http_headers is None:
        return "records that are no responses"
    if record.http_headers.get_statuscode() != "200":
        return f"responses of status {record.http_headers.get_statuscode()}"
    kind = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in _HTML:
        return "not HTML"
    return "front pages" if _is_front_page(address) else None


def _is_front_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    # What is no address (“http://[x/road”) is that of no front page.
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _page(record: Any, name: str, address: str) -> Record | None:
    """The article of a response. Raises `ArticleError` if it cannot be read or is too large."""
    with reading_with_library(name, "a web archive"):
        stream = record.content_stream()
        content = b""
        while len(content) <= LARGEST_ARTICLE and (piece := stream.read(LARGEST_ARTICLE)):
            content += piece
        if len(content) > LARGEST_ARTICLE:
            raise ValueError(f"a page has more than {LARGEST_ARTICLE // MEBIBYTE} MiB")
    kind = record.http_headers.get_header("Content-Type")
    return read_page(content, name, content_type=kind, url=address or None)
