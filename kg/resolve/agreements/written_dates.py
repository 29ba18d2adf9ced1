"""Calendar dates that English prose writes out: "September 17, 2018", "12 January", "late 2018"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date as date_type

from kg.model import Span

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_MONTH = "|".join(f"{name.capitalize()}|{name[:3].capitalize()}\\.?" for name in _MONTHS) + "|Sept\\.?"
_YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>{_YEAR}))?"
    rf"|(?P<day2>\d{{1,2}}) (?P<month2>{_MONTH})(?: (?P<year2>{_YEAR}))?"
    rf"|(?P<month3>{_MONTH}),? (?P<year3>{_YEAR})|(?P<year4>{_YEAR}))(?![\d-])"
)


def find_dates(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Dates in `text[start:end]` in order, in ISO 8601: `2018-09-17`, `2018-09`, `2018`, or `--01-12`."""
    for match in DATE.finditer(text, start, end):
        parts = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
        month = _number(parts["month"]) if "month" in parts else None
        day = int(parts.get("day", 0))
        if month and day and not 1 <= day <= _days(parts.get("year"), month):
            continue
        if "day" in parts and not day:
            continue
        pieces = [parts.get("year", "-"), f"{month:02}" if month else "", f"{day:02}" if day else ""]
        yield Span(*match.span()), "-".join(piece for piece in pieces if piece)


def dates_agree(one: str, other: str) -> bool:
    """Whether two such dates can be one day's, as far as both are told."""
    if one.startswith("-") or other.startswith("-"):
        return one[-5:] == other[-5:] and min(len(one), len(other)) >= len("--01-12")
    return one.startswith(other) or other.startswith(one)


def last_such_date(date: str, today: date_type | None) -> str:
    """A date without a year as the last such day up to `today`; any other as it is."""
    if today is None or not date.startswith("-"):
        return date
    year = today.year - (date[2:] > today.isoformat()[5:])
    while date == "--02-29" and not calendar.isleap(year):
        year -= 1
    return f"{year}{date[1:]}"


def spoken_date(date: str) -> str:
    """Such a date in words: "17 September 2018", "September 2018", "2018", "January 12"."""
    if date.startswith("-"):
        _, _, month, day = date.split("-")
        return f"{_MONTHS[int(month) - 1].capitalize()} {int(day)}"
    year, *rest = date.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [_MONTHS[int(rest[0]) - 1].capitalize()] if rest else []
    return " ".join([*words, year])


def _days(year: str | None, month: int) -> int:
    """How many days the month has; in a year that is not told, as many as it can have."""
    return calendar.monthrange(int(year) if year else 2000, month)[1]


def _number(month: str) -> int:
    short = month.lower().rstrip(".")
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(short))
