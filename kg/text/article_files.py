"""Reading articles from files, folders or standard input."""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ArticleError, InputError, KgError
from kg.model import Article
from kg.text.dateline import publication_date
from kg.text.metadata import Metadata, read_metadata

STANDARD_INPUT = "-"
SUFFIX = ".txt"
# Code points, some 80,000 words, which the models read in half a minute.
LONGEST = 500_000
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_articles(paths: Iterable[str], on_error: Callable[[KgError], None]) -> Iterator[Article]:
    """Yield the articles at `paths`: text files, folders (recursive, sorted), or `-` for standard input.

    Errors go to `on_error`; the other articles are still read.
    """
    metadata: dict[Path, dict[str, Metadata]] = {}
    for path in paths:
        try:
            if path == STANDARD_INPUT:
                yield make_article(decode(sys.stdin.buffer.read(), "standard input"), "stdin")
                continue
            files = _files(Path(path))
        except KgError as error:
            on_error(error)
            continue
        for file in files:
            if file.parent not in metadata:
                metadata[file.parent] = read_metadata(file.parent, on_error)
            try:
                yield read_article(file, metadata[file.parent].get(file.name))
            except KgError as error:
                on_error(error)


def read_article(path: Path, metadata: Metadata | None = None) -> Article:
    """Read the article in the text file `path`. Raises `ArticleError` if it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror}.") from error
    # A file name that is not UTF-8 must still be printable and storable.
    name = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return make_article(decode(content, name), name, metadata)


def make_article(text: str, path: str, metadata: Metadata | None = None) -> Article:
    """The article with this `text`, found at `path`; its date from `metadata`, else from the dateline.

    Lone surrogates, which UTF-8 cannot encode, become U+FFFD, so that offsets do not change. Raises
    `ArticleError` if the text is longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        raise ArticleError(
            f"{path} has {len(text):,} code points; an article may have {LONGEST:,} at most, so split it."
        )
    metadata = metadata or Metadata()
    text = _SURROGATE.sub("\ufffd", text)
    return Article(
        id=article_id(text),
        text=text,
        paths=(path,),
        title=metadata.title,
        publisher=metadata.publisher,
        published_on=metadata.published_on or publication_date(text),
        url=metadata.url,
    )


def article_id(text: str) -> str:
    """The identifier of an article: a hash of its text, independent of its path."""
    return f"ar-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def decode(content: bytes, where: str) -> str:
    """Decode `content` as UTF-8, with or without a byte order mark; `where` names it in errors.

    Raises `ArticleError` if it is empty, binary or in another encoding.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ArticleError(f"{where} is empty.")
    if b"\0" in content:
        raise ArticleError(f"{where} is not a text file: it has null bytes; convert it to UTF-8 text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
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
