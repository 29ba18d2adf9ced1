"""Text files in UTF-8."""

from collections.abc import Iterator

from kg.errors import ArticleError
from kg.text.inputs.record import LARGEST_ARTICLE, Record, Source
from kg.text.metadata import Metadata


def read_text(source: Source) -> Iterator[Record]:
    """The text as it stands. Raises `ArticleError` if it is empty, binary or in another encoding."""
    yield Record(decode(source.read_all(LARGEST_ARTICLE), source.name), Metadata(url=source.url))


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
