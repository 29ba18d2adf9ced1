"""Days as they are typed, and the articles from a day on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from kg.errors import UsageError
from kg.model import Article

# Paths of articles without a date that are named.
_NAMED = 3


def parse_day(text: str) -> date:
    """The day that `text` writes, as in 2020-02-10. Raises `UsageError` if it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is not a date; write 2020-02-10.") from None


def published_since(
    articles: Iterable[Article], day: date, on_note: Callable[[str], None]
) -> Iterator[Article]:
    """Yield those of `articles` that were published on `day` or later.

    At the end `on_note` gets a sentence for those before it and one for those without a date, which are left
    out, too.
    """
    before = undated = 0
    named: list[str] = []
    for article in articles:
        if article.published_on is None:
            undated += 1
            named += [article.path] if len(named) < _NAMED else []
        elif article.published_on < day:
            before += 1
        else:
            yield article
    if before:
        on_note(f"Left out because they were published before {day}: {before:,}.")
    if undated:
        more = ", …" if undated > len(named) else ""
        on_note(f"Left out because their date is not known: {undated:,} ({', '.join(named)}{more}).")
