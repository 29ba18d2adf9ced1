"""The period of a question, and whether it can have one: what needs no reading of dates."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from kg.graph.opened_store import kept_with
from kg.graph.reader.question_rows import NewestRow
from kg.graph.reader.selecting import rows
from kg.graph.store import Store

TIME_NAMES = "|".join([*calendar.month_name[1:], *calendar.day_name])
"""An alternative of the names of months and days."""
_TIMELY = re.compile(
    rf"(?i)\d|\b(?:{TIME_NAMES}|today|tonight|yesterday|day|days|week|weeks|weekend|month|months|year|years)\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, in ISO 8601, "" for no bound; `counted_from` is the day that relative
    words were counted from, "" if there were none."""

    first: str
    last: str
    words: str
    counted_from: str = ""

    def __str__(self) -> str:
        if self.first and self.last:
            return self.first if self.first == self.last else f"{self.first} to {self.last}"
        return f"since {self.first}" if self.first else f"until {self.last}"

    def has(self, first: str, last: str) -> bool:
        """Whether the days from `first` to `last` have one in common with the period."""
        return (not self.last or first <= self.last) and (not self.first or last >= self.first)


def newest_day(store: Store) -> date:
    """The day of the newest article, from which relative time words count; today if no article has a day."""
    day = kept_with(store, _read_newest)
    return date.fromisoformat(day[:10]) if day else date.today()


def _read_newest(store: Store) -> str:
    return next((row.day for row in rows(store, NewestRow)), "")


def has_time_words(question: str) -> bool:
    """Whether a question can name a time: it has a number, a month, a weekday or the like."""
    return _TIMELY.search(question) is not None
