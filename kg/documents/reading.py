"""Articles, one by one, from files, folders or standard input."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.documents.dates import publication_date
from kg.documents.metadata import Metadata, read_metadata
from kg.documents.noise import find_noise
from kg.errors import DocumentError, InputError, KgError
from kg.model import Document

STANDARD_INPUT = "-"
SUFFIX = ".txt"
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_documents(paths: Iterable[str], on_error: Callable[[KgError], None]) -> Iterator[Document]:
    """The documents at `paths`: text files, folders of them (deep, sorted), or `-`.

    What cannot be read goes to `on_error`, with its reason, and the rest is still read.
    """
    metadata: dict[Path, dict[str, Metadata]] = {}
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                yield make_document("stdin", decode(sys.stdin.buffer.read(), "standard input"))
                continue
            files = _files(Path(path))
        except KgError as error:
            on_error(error)
            continue
        for file in files:
            if file.parent not in metadata:
                metadata[file.parent] = read_metadata(file.parent, on_error)
            try:
                yield read_document(file, metadata[file.parent].get(file.name))
            except KgError as error:
                on_error(error)


def read_document(path: Path, metadata: Metadata | None = None) -> Document:
    """The article in the text file `path`. Raises `DocumentError` where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from error
    # A name that is not UTF-8 must still be printed and stored.
    identifier = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return make_document(identifier, decode(content, identifier), metadata)


def make_document(identifier: str, text: str, metadata: Metadata | None = None) -> Document:
    """A document of `text`, its noise marked; its date from `metadata`, else its own dateline.

    A lone surrogate, which no file in UTF-8 can hold, becomes U+FFFD, so that offsets stay.
    """
    metadata = metadata or Metadata()
    text = _SURROGATE.sub("\ufffd", text)
    return Document(
        id=identifier,
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        published_on=metadata.published_on or publication_date(text),
        url=metadata.url,
        noise=find_noise(text),
    )


def decode(content: bytes, where: str) -> str:
    """`content` as text: UTF-8, with or without a byte order mark.

    Raises `DocumentError` for an empty file, a binary one, and one in another encoding.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise DocumentError(f"{where} is empty.")
    if b"\0" in content:
        raise DocumentError(f"{where} is not a text file: it has null bytes; convert it to UTF-8 text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{where} is not UTF-8: byte {error.start} is 0x{content[error.start]:02x}; "
            "convert it, for instance with iconv."
        ) from None


def _files(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            files = sorted(file for file in path.rglob(f"*{SUFFIX}") if file.is_file())
            if not files:
                raise InputError(f"{path} has no articles: no file in it ends in {SUFFIX}.")
            return files
        if path.exists():
            return [path]
    except OSError as error:
        raise InputError(f"{str(path)[:200]} cannot be read: {error.strerror}.") from error
    raise InputError(f"{path} does not exist.")
