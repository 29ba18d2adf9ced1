"""Dates in English prose ("on Saturday", "earlier this week"), seen from the day of publication.

What counts as a date is a closed class of English: weekdays, months, and a few words for days near
the present. The words are read backwards in time only: a date of saying is never later than the day
on which the article appeared, and words that point elsewhere ("a day earlier", "next week") have
none. Weeks are those of ISO 8601, from Monday to Sunday.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.model import Precision, Span
from kg.text.view import FILLER

_WEEKDAYS = list(calendar.day_name)
_MONTHS = list(calendar.month_name)[1:]
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH = "|".join([*_MONTHS, *(f"{month[:3]}\\." for month in _MONTHS if len(month) > 4), "Sept\\."])
_PART = "morning|afternoon|evening|night"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"

_DATE = re.compile(
    rf"""(?<![\w'’-])
    (?P<lead>(?i:(?:(?:earlier|later|early|late|back)\s)?(?:(?:on|in|over|during)\s)?(?:(?:early|late|mid)[\s-])?))
    (?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?:(?:{_WEEKDAY})(?:\s(?:{_PART}))?,\s)?
      (?:(?P<month_a>{_MONTH})\s(?P<day_a>{_DAY})|(?P<day_b>{_DAY})\s(?:of\s)?(?P<month_b>{_MONTH}))
      (?:,?\s(?P<day_year>{_YEAR}))?
    | (?:(?P<which_month>(?i:last|this))\s)?(?P<month>{_MONTH})(?:,?\s(?:of\s)?(?P<month_year>{_YEAR}))?
    | (?:(?P<which_day>(?i:last|this(?:\spast)?|past))\s)?(?P<weekday>{_WEEKDAY})(?:\s(?:{_PART}))?
    | (?P<near>(?i:yesterday(?:\s(?:{_PART}))?|last\snight|today|tonight|this\s(?:{_PART})))
    | (?P<which>(?i:this|last|the))\s(?P<period>week|weekend|month|year)
    | (?P<count>(?i:an?|{"|".join(_NUMBERS)}|\d\d?))\s(?P<unit>day|week|month|year)s?\sago
    | (?P<year>{_YEAR})
    )(?![\w$€£-]|\.\d|,\d)""",
    re.VERBOSE,
)
_UNITS = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}
# A date a few days ahead is not last year's: what is said then has not been said.
_AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that give a date.

    `modifies` says that they give one only as part of a phrase ("Monday's debate", "a 2015 interview").
    """

    span: Span
    modifies: bool
    match: re.Match[str]


def find_dates(view: str, start: int, end: int) -> Iterator[DateWords]:
    """The dates that `view[start:end]` names, in order, each with its "on", "in" or "earlier"."""
    position = start
    while match := _DATE.search(view, position, end):
        position = match.end()
        lead = match["lead"].lower()
        if match["which"] in ("the", "The") and match["period"] != "weekend" and "in" not in lead.split():
            continue
        alone = lead or match["month_year"] or match["which_month"]
        modifies = (bool(match["year"] or match["month"]) and not alone) or view.startswith("'", match.end())
        # "weighed in Friday": this "in" is the verb's.
        of_day = match["weekday"] or match["day_a"] or match["day_b"] or match["near"]
        foreign = bool(of_day) and lead.split()[-1:] in (["in"], ["over"], ["during"])
        yield DateWords(Span(match.end("lead") if foreign else match.start(), match.end()), modifies, match)


def resolve_date(words: DateWords, published_on: date | None) -> tuple[str, Precision] | None:
    """ISO 8601 date (`2020-02-08`, `2020-W06`, `2020-02`, `2020`) and precision; None if it cannot be told.

    A weekday, a month or a day of a month without its year is the last one up to and including
    `published_on`. Without `published_on`, only a date that names its year is resolved.
    """
    match = words.match
    try:
        found: tuple[date | None, Precision]
        if match["iso"]:
            found = date.fromisoformat(match["iso"]), Precision.DAY
        elif match["day_a"] or match["day_b"]:
            found = _day_of_month(match, published_on), Precision.DAY
        elif match["month"]:
            found = _month(match, published_on), Precision.MONTH
        elif match["year"]:
            found = date(int(match["year"]), 1, 1), Precision.YEAR
        elif published_on is None:
            return None
        else:
            found = _seen_from(match, published_on)
    except (ValueError, OverflowError):
        return None
    day, precision = found
    if day is None or (published_on is not None and day > published_on):
        return None
    return _iso(day, precision), precision


def _iso(day: date, precision: Precision) -> str:
    if precision is Precision.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[precision]]


def _day_of_month(match: re.Match[str], published_on: date | None) -> date | None:
    month = _month_number(match["month_a"] or match["month_b"])
    day = int(re.sub(r"\D", "", match["day_a"] or match["day_b"]))
    if match["day_year"]:
        return date(int(match["day_year"]), month, day)
    if published_on is None:
        return None
    this_year = date(published_on.year, month, day)
    if this_year <= published_on:
        return this_year
    return None if this_year - published_on < _AHEAD else date(published_on.year - 1, month, day)


def _month(match: re.Match[str], published_on: date | None) -> date | None:
    month = _month_number(match["month"])
    if match["month_year"]:
        return date(int(match["month_year"]), month, 1)
    if published_on is None:
        return None
    same_month_is_meant = (match["which_month"] or "").lower() != "last"
    past = month < published_on.month or (month == published_on.month and same_month_is_meant)
    return date(published_on.year - (not past), month, 1)


def _seen_from(match: re.Match[str], published_on: date) -> tuple[date | None, Precision]:
    """The first day and the precision of what is said in relation to `published_on`."""
    if match["weekday"]:
        strictly_before = (match["which_day"] or "").lower() == "last"
        back = (published_on.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
        return published_on - timedelta(days=back or 7 * strictly_before), Precision.DAY
    if match["near"]:
        back = int(match["near"].lower().startswith(("yesterday", "last")))
        return published_on - timedelta(days=back), Precision.DAY
    if match["count"]:
        words = match["count"].lower()
        number = (
            int(words) if words.isdigit() else 1 + _NUMBERS.index("one" if words in ("a", "an") else words)
        )
        return _go_back(published_on, match["unit"], number), _UNITS[match["unit"]]
    number = int(match["which"].lower() == "last")
    if match["period"] == "weekend":
        # The last one that has begun; of two, "last weekend" is still the last.
        back = (published_on.weekday() - calendar.SATURDAY) % 7
        return published_on - timedelta(days=back), Precision.WEEK
    return _go_back(published_on, match["period"], number), _UNITS[match["period"]]


def _go_back(day: date, unit: str, number: int) -> date:
    """A day in the day, week, month or year that is `number` before that of `day`."""
    if unit in ("day", "week"):
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    if unit == "year":
        return date(day.year - number, 1, 1)
    months = 12 * day.year + day.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def _month_number(name: str) -> int:
    start = name.replace(FILLER, "")[:3]
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(start))
