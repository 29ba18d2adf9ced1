"""The dates of lines: the publication date in the head of an article, datelines, lines that are only a date.

Only the forms in which publishers print a date count, never a date in running text.
"""

import calendar
import re
from datetime import date
from functools import cache

_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in _MONTHS) + "|sept\\.?"
_WEEKDAY = "|".join(f"{day}|{day[:3]}\\.?" for day in calendar.day_name) + "|tues\\.?|thurs?\\.?"
_ZONE = r"(?-i:GMT|UTC|BST|Z|[A-Z]{1,3}T)\b"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"(?:(?:{_WEEKDAY}),? )?(?:(?:{_MONTH}) {_ORDINAL}|{_ORDINAL}(?: of)? (?:{_MONTH}))"
_IN_FIGURES = r"\d{4}-\d{2}-\d{2}(?:T[\d:.+-]+)?(?!\d)|\d{1,2}[/.]\d{1,2}[/.]\d{4}\b"
_DATE = rf"(?:{_DAY},? \d{{4}}\b|{_IN_FIGURES})"
# Atomic: where one word can be read as two of these ("SAT", a day or a zone), only the first is tried.
_AROUND = (
    rf"(?>\b(?:first|last|published|posted|updated|modified|created|issued|dated?|on|at|local time|noon)\b"
    rf"|\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?|\d{{3,4}}(?= ?{_ZONE})|\d{{1,2}}(?= ?[ap]\.?m\b)"
    rf"|[ap]\.?m\b\.?|{_ZONE}|\b(?:{_WEEKDAY})(?!\w)|[\s|,;:()/·•—–-])"
)
DATE_LINE = rf"(?i:{_AROUND}*{_DATE}(?>{_DATE}|{_AROUND})*)"
"""A pattern of a line that is a date, with a time and words such as "published" around it."""

_LONGEST_LINE = 120
_PLACE = r"[A-ZÀ-Þ][\w.’'-]+(?:[ /][A-ZÀ-Þ][\w.’'-]*){0,3}"
_NO_PLACE = r"(?!(?i:after|at|before|by|for|from|in|on|since|the(?! hague\b)|until)\b)"
_WRITTEN_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
    rf"|\b(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<second>{_MONTH}),? (?P<year_last>\d{{4}})\b"
    rf"|\b(?P<month_first>{_MONTH}) (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<last>\d{{4}})\b",
    re.IGNORECASE,
)
# What publishers print before a date on one line: a word, or who wrote and where it appeared.
_LABELLED = re.compile(
    rf"\W*(?:date|(?:first |last |originally )?(?:published|posted|updated))(?: on| at)?\W{{0,3}}{_DATE}",
    re.IGNORECASE,
)
_ISO = re.compile(r"\W*\d{4}-\d{2}-\d{2}(?!\d)")
_CHANGED = re.compile(r"updated|modified", re.IGNORECASE)
# The date stands in one of the first lines or, as "first published on", in one of the last ones; blank
# lines are not counted.
_HEAD_LINES, _LAST_LINES = 5, 3


# These are compiled on first use: together they take longer than all else that is imported with them.
@cache
def _date_line() -> re.Pattern[str]:
    return re.compile(DATE_LINE)


@cache
def dateline_pattern() -> re.Pattern[str]:
    """Place, day, agency and dash at the start of an article: "GENEVA, March 14, 2023 (Reuters) -"."""
    return re.compile(
        rf"(?:{_NO_PLACE}(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}})|(?=\())"
        rf"(?P<day>,? (?i:{_DAY})(?:,? \d{{4}})?)?"
        rf"(?:,? ?\((?P<agency>[A-Z][\w.:/ ]{{1,30}})\))?"
        rf"(?P<day_after> ?[—–-]{{1,2}} ?(?i:{_DAY})(?:,? \d{{4}})?)?"
        r"(?:\s*(?P<long>—|--)|\s+–|(?:\s+|(?<=\)))-(?=\s))(?=\s|[A-Z\"“])\s*"
    )


@cache
def _after_byline() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:By|BY) [A-Z][^.!?]{{3,60}}?[\s|·•,–—-]|[^.!?]{{2,60}}?[|·•])\s*{DATE_LINE}"
        rf"|{DATE_LINE}[/|·•] ?[A-Z][\w .]{{1,30}}"
    )


@cache
def _first_published() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:first |originally )?published\b{DATE_LINE}", re.IGNORECASE)


def publication_date(text: str) -> date | None:
    """The publication date that the first or the last lines of `text` print, or None.

    The date when the article was published goes before the one when it was changed. A date without a year,
    or of which day and month cannot be told apart ("03/04/2023"), is none.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head = lines[:_HEAD_LINES]
    printed = [one for line in head if (one := _printed_date(line))]
    printed += [line for line in lines[len(head) :][-_LAST_LINES:] if _first_published().fullmatch(line)]
    days = [day for words in printed if (day := _first_day(words))]
    return min(days, key=lambda day: day[0])[1] if days else None


def is_date_line(line: str) -> bool:
    """Whether `line` is a date, with a time and words such as "published", and nothing else."""
    return len(line) <= _LONGEST_LINE and _date_line().fullmatch(line) is not None


def _printed_date(line: str) -> str | None:
    """The part of a line that prints a publication date, or None."""
    if is_date_line(line) or (len(line) <= _LONGEST_LINE and _after_byline().fullmatch(line)):
        return line
    if labelled := _LABELLED.match(line) or _ISO.match(line):
        return labelled.group()
    dateline = dateline_pattern().match(line)
    return dateline.group() if dateline else None


def _first_day(words: str) -> tuple[bool, date] | None:
    """Whether a word before the first date says that the article was changed then, and the date."""
    for match in _WRITTEN_DAY.finditer(words):
        found = match.groupdict()
        month = found["second"] or found["month_first"]
        year = found["year"] or found["year_last"] or found["last"]
        day = found["day"] or found["day_first"] or found["day_second"]
        try:
            written = date(int(year), month_number(month) if month else int(found["month"]), int(day))
        except ValueError:
            continue
        return bool(_CHANGED.search(words, 0, match.start())), written
    return None


def month_number(name: str) -> int:
    """The number, 1 to 12, of the month that `name` or its abbreviation ("Sept.") names."""
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")))
