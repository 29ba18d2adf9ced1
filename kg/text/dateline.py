"""The publication date in the head of an article's text."""

import calendar
import re
from datetime import date

# A separate line ("date 2020-02-10", "Published: 10 February 2020"), alone or followed by noise.
_ISO = re.compile(
    r"^\W*(?:date|published|posted|updated)?(?: on)?\W{0,3}(\d{4})-(\d{2})-(\d{2})(?!\d)", re.IGNORECASE
)
_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS) + "|sept\\.?"
_LABEL = r"^\W*(?:date|published|posted|updated|last updated)(?: on| at)?\W{1,3}"
_DAY_FIRST = re.compile(rf"{_LABEL}(\d{{1,2}})(?:st|nd|rd|th)? ({_MONTH}),? (\d{{4}})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_LABEL}({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.IGNORECASE)
# A dateline is one of the first lines, blank lines not counted.
_HEAD_LINES = 5


def publication_date(text: str) -> date | None:
    """The publication date in the first five non-blank lines of `text`, or None.

    A line counts if it starts with an ISO date, or with a word such as "published" and a date.
    A date in running text ("… on February 8, 2020. (AA)") is not a publication date.
    """
    lines = [line for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    for line in lines:
        if match := _ISO.match(line):
            year, month, day = map(int, match.groups())
        elif match := _DAY_FIRST.match(line):
            year, month, day = int(match[3]), month_number(match[2]), int(match[1])
        elif match := _MONTH_FIRST.match(line):
            year, month, day = int(match[3]), month_number(match[1]), int(match[2])
        else:
            continue
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def month_number(name: str) -> int:
    """The number, 1 to 12, of the month that `name` or its abbreviation ("Sept.") names."""
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")))
