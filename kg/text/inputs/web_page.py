"""Articles at addresses of the web: their format by what the server says, else by the address."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.text.inputs.fetching import Fetcher
from kg.text.inputs.formats import find_format, split_suffix
from kg.text.inputs.opening import Opened, open_bytes

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/pdf": ".pdf",
    "application/warc": ".warc",
    "application/vnd.apache.parquet": ".parquet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_PACKINGS = {"": "", "identity": "", "gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}


@contextmanager
def open_address(url: str, fetcher: Fetcher, columns: Mapping[str, str]) -> Iterator[Opened]:
    """The page at `url`, fetched and unpacked.

    Raises `InputError` if it cannot be fetched, or is of no format that kg reads.
    """
    page = fetcher.fetch(url)
    kind = (page.content_type or "").partition(";")[0].strip().lower()
    suffix, packing = split_suffix(urlsplit(url).path)
    # The suffix of an address is that of a file only where the server says no more than that it is bytes.
    if kind in _SUFFIXES and not (kind == "text/plain" and find_format(suffix)):
        suffix, packing = _SUFFIXES[kind], ""
    elif not find_format(suffix):
        raise InputError(f"{url} is {kind or 'of no known type'}, which kg does not read.")
    encoding = (page.encoding or "").strip().lower()
    if encoding not in _PACKINGS:
        raise InputError(f"{url} is packed with {encoding}, which kg does not unpack; save the page by hand.")
    stream = io.BytesIO(page.content)
    form = suffix + (packing or _PACKINGS[encoding])
    with open_bytes(stream, url, form, columns, content_type=page.content_type, url=url) as opened:
        yield opened
