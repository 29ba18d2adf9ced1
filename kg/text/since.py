"""The articles from a day on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.model import Article

# Paths of articles without a date that are named.
_NAMED = 3


@dataclass(slots=True)
class LeftOut:
    """What is left out of articles from a day on: those before it, and those without a date."""

    before: int = 0
    undated: int = 0
    named: list[str] = field(default_factory=list)
    """Paths of some without a date."""

    def add(self, other: "LeftOut") -> None:
        """Add what was left out elsewhere."""
        self.before += other.before
        self.undated += other.undated
        self.named = [*self.named, *other.named][:_NAMED]

    def notes(self, day: date) -> Iterator[str]:
        """A sentence for each kind of which there are some."""
        if self.before:
            yield f"Left out because they were published before {day}: {self.before:,}."
        if self.undated:
            more = ", …" if self.undated > len(self.named) else ""
            named = ", ".join(self.named)
            yield f"Left out because their date is not known: {self.undated:,} ({named}{more})."


def published_since(articles: Iterable[Article], day: date, left_out: LeftOut) -> Iterator[Article]:
    """Yield those of `articles` that were published on `day` or later; `left_out` counts the others."""
    for article in articles:
        if article.published_on is None:
            left_out.add(LeftOut(undated=1, named=[article.path]))
        elif article.published_on < day:
            left_out.before += 1
        else:
            yield article
