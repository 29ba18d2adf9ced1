"""RSS and Atom feeds: one article an entry."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

from kg.errors import ArticleError
from kg.text.inputs.libraries import reading_with_library
from kg.text.inputs.published import read_day
from kg.text.inputs.record import LARGEST_FILE, Record, Source
from kg.text.metadata import Metadata

# The end of a feed that is whole.
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)>\s*(?:<!--[^>]*-->\s*)*\Z", re.IGNORECASE)


def read_feed(source: Source) -> Iterator[Record]:
    """The full content of each entry, or its summary where that is all, with the markup taken out.

    Raises `ArticleError` if it is no feed. Entries without a text are counted.
    """
    content = source.read_all(LARGEST_FILE)
    with reading_with_library(source.name, "a feed"):
        import feedparser

        # A string would be taken for an address or a file name.
        feed = feedparser.parse(io.BytesIO(content))
    if not feed.version and not feed.entries:
        raise ArticleError(f"{source.name} is not an RSS or Atom feed; other XML files are not read.")
    for number, entry in enumerate(feed.entries, 1):
        with reading_with_library(source.name, "a feed"):
            text, found = _text(entry), _metadata(entry, feed)
        if text:
            yield Record(text, found, str(number))
        else:
            source.unusable.add("without a text", f"entry {number}")
    if isinstance(feed.get("bozo_exception"), SAXException) and not _END.search(content):
        raise ArticleError(
            f"{source.name} ends before the last tag of a feed, so entries may be missing; get it anew."
        )


def markup_text(html: str) -> str:
    """The text of a piece of HTML, with its paragraphs, without scripts and pictures."""
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    # The other profile indents blocks.
    return str(get_text(html, ParserConfig(css=CSS_PROFILES["strict"])))


def _text(entry: Any) -> str:
    """The longest full content of `entry`, or its summary, as text."""
    contents = [one for one in entry.get("content", ()) if one.get("value")]
    if not contents:
        contents = [{"value": entry.get("summary", ""), **entry.get("summary_detail", {})}]
    chosen = max(contents, key=lambda one: len(one["value"]))
    value = str(chosen["value"])
    if chosen.get("type") != "text/plain" and ("<" in value or "&" in value):
        value = markup_text(value)
    return value.strip()


def _metadata(entry: Any, feed: Any) -> Metadata:
    """What `entry` says of itself; its outlet is the title of the feed."""
    day = read_day(entry.get("published"))
    # Dublin Core's date, which RSS uses, is called “updated”, too; that of Atom is of a change.
    if day is None and feed.version.startswith("rss"):
        day = read_day(entry.get("updated"))
    # Without a link, feedparser gives an identifier that may be no address.
    link = str(entry.get("link") or "")
    return Metadata(
        entry.get("title") or None,
        feed.feed.get("title") or None,
        day,
        link if link.startswith(("http://", "https://")) else None,
    )
