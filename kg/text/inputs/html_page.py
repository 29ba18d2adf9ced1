"""Pages of HTML: trafilatura finds the main text and what the page says of it."""

import re
from collections.abc import Iterator
from datetime import date

from kg.errors import ArticleError
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.published import read_day
from kg.text.inputs.record import LARGEST_ARTICLE, Record, Source
from kg.text.metadata import Metadata

# Opening and closing tags of a page, of which an article has some thousands. Time grows with their square, to
# half a minute for so many.
_MOST_TAGS = 60_000
_SENTENCE_END = tuple(".!?…\"'”’»)]。！？")
# What text does not have: of binary content one byte in nine, of UTF-16 that is not decoded every second.
_CONTROL = re.compile("[\0-\b\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01
# Where a page gives its own date, not one that it tells of or one of another article.
_DATED = "//head/meta | //script[@type='application/ld+json'] | //*[@itemprop='datePublished' or @pubdate]"


def read_html(source: Source) -> Iterator[Record]:
    """The main text of the page. Raises `ArticleError` if it has none, or no library can read it."""
    content = source.read_all(LARGEST_ARTICLE)
    record = read_page(content, source.name, content_type=source.content_type, url=source.url)
    if record is None:
        raise ArticleError(
            f"{source.name} has no text of an article that can be found; copy the text into a .txt file."
        )
    yield record


def read_page(content: bytes, name: str, *, content_type: str | None, url: str | None) -> Record | None:
    """The article of a page of HTML, None if no main text with a sentence in it is found.

    `content_type` is the header with which it came, `url` its address, else the one that the page gives.
    Raises `ArticleError` if it has too many tags or the library fails; `name` is the page in its message.
    """
    html = decode_html(content, content_type)
    if len(_CONTROL.findall(html)) > _MOST_CONTROL * len(html):
        raise ArticleError(
            f"{name} is not an HTML page: it is binary, or in an encoding that it does not declare; get it"
            " anew, or convert it to UTF-8."
        )
    if html.count("<") > _MOST_TAGS:
        raise ArticleError(f"{name} has more than {_MOST_TAGS:,} tags; copy the text into a .txt file.")
    with reading_with_library(name, "an HTML page"):
        from trafilatura import bare_extraction

        page = bare_extraction(
            html,
            url=url,
            include_comments=False,
            with_metadata=True,
        )
        if page is None or isinstance(page, dict) or not _has_sentence(page.text or ""):
            return None
        day = _find_day(html, url or page.url)
    found = Metadata(page.title or None, page.sitename or None, day, url or page.url or None)
    return Record(page.text or "", found)


def _find_day(html: str, url: str | None) -> date | None:
    """The day on which the page says, in its metadata or its address, that it was published."""
    from htmldate import find_date
    from lxml.html import Element
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None:
        return None
    # htmldate would take any date in the text where it finds nothing better.
    dated = Element("html")
    dated.extend(tree.xpath(_DATED))
    return read_day(find_date(dated, extensive_search=False, original_date=True, url=url))


def _has_sentence(text: str) -> bool:
    """Whether a line ends a sentence; those of menus and lists of links do not."""
    return any(line.rstrip().endswith(_SENTENCE_END) for line in text.splitlines())


def decode_html(content: bytes, content_type: str | None = None) -> str:
    """`content` decoded by its byte order mark, the header, or what it declares.

    What declares nothing is UTF-8, or, where it cannot be, Windows-1252, as it is for browsers.
    """
    from w3lib.encoding import html_to_unicode

    return html_to_unicode(content_type, content, auto_detect_fun=_undeclared)[1]


def _undeclared(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
