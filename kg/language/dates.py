"""Dates in English prose ("on Saturday", "September 17, 2018", "earlier this week"), read once in a text.

What counts as a date is a closed class of English: weekdays, months, and a few words for days near
the present. Each is resolved against the day of publication and only backwards in time: words that
point ahead or elsewhere ("next week", "a day earlier") give no date. Weeks are those of ISO 8601,
from Monday to Sunday.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from kg.language.quantities import NUMBER_WORD, NUMBER_WORDS
from kg.model import PartialDate, Precision, Span
from kg.text.dateline import month_number
from kg.text.span_index import SpanIndex
from kg.text.text import Text

_WEEKDAYS = list(calendar.day_name)
_MONTHS = list(calendar.month_name)[1:]
_WEEKDAY = "|".join(_WEEKDAYS)
_ABBREVIATED = "|".join([*(month[:3] for month in _MONTHS if len(month) > 4), "Sept"])
_MONTH = rf"{'|'.join(_MONTHS)}|(?:{_ABBREVIATED})\."
# Without its full stop, an abbreviation is a month only beside a day or a year.
_MONTH_OF_DATE = rf"{_MONTH}|(?:{_ABBREVIATED})(?!\w)"
_PART = "morning|afternoon|evening|night"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"

_DATE = re.compile(
    rf"""(?<![\w'’-])
    (?P<lead>(?i:(?:(?:earlier|later|early|late|back)\s)?(?:(?:on|in|over|during)\s)?(?:(?:early|late|mid)[\s-])?))
    (?:
      (?P<iso>{_YEAR}-\d\d-\d\d)
    | (?:(?:{_WEEKDAY})(?:\s(?:{_PART}))?,\s)?
      (?:(?P<month_a>{_MONTH_OF_DATE})\s(?P<day_a>{_DAY})|(?P<day_b>{_DAY})\s(?:of\s)?(?P<month_b>{_MONTH_OF_DATE}))
      (?:,?\s(?P<day_year>{_YEAR}))?
    | (?P<month_with_year>{_MONTH_OF_DATE}),?\s(?:of\s)?(?P<month_year>{_YEAR})
    | (?:(?P<which_month>(?i:last|this))\s)?(?P<month>{_MONTH})
    | (?:(?P<which_day>(?i:last|this(?:\spast)?|past))\s)?(?P<weekday>{_WEEKDAY})(?:\s(?:{_PART}))?
    | (?P<near>(?i:yesterday(?:\s(?:{_PART}))?|last\snight|today|tonight|this\s(?:{_PART})))
    | (?P<which>(?i:this|last|the))\s(?P<period>week|weekend|month|year)
    | (?P<count>(?i:an?|{NUMBER_WORD}|\d\d?))\s(?P<unit>day|week|month|year)s?\sago
    | (?P<year>{_YEAR})
    )(?![\w$€£-]|\.\d|,\d)""",
    re.VERBOSE,
)
_PRECISIONS = {"day": Precision.DAY, "week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}
# A day that is this near ahead is not the last such day.
_NEAR_AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that give a date.

    `span` includes "on", "in" or "earlier"; `core` does not. `written` is the date that the words spell out,
    perhaps without its year; `resolved` is the one that they mean on the day of publication, never later.
    `modifies` says that they are part of a noun phrase ("Monday's debate", "a 2015 interview").
    """

    span: Span
    core: Span
    modifies: bool
    written: PartialDate | None
    resolved: PartialDate | None
    weekday: str | None
    is_relative: bool
    """Whether the words are "today", "this week" or the like."""
    _match: re.Match[str] = field(repr=False, compare=False)

    def starting_at(self, offset: int) -> "DateExpression | None":
        """The part of the expression from `offset` on; None where that is no date."""
        if offset == self.span.start:
            return self
        match = self._match
        if not self.span.start < offset <= self.core.start or _needs_preposition(match, offset):
            return None
        modifies = self.modifies or (offset == self.core.start and _is_bare(match))
        return replace(self, span=Span(offset, self.span.end), modifies=modifies)


class Dates:
    """The dates of a text, found once."""

    def __init__(self, text: Text, published_on: date | None = None) -> None:
        """Dates are resolved against `published_on`; without it, only those that name their year are."""
        self._view = text.view
        self._index = SpanIndex(_find(text.view, published_on), lambda found: found.span)

    def __iter__(self) -> Iterator[DateExpression]:
        return iter(self._index)

    @cached_property
    def latest_written_day(self) -> date | None:
        """The latest day that the text names with its year, up to the day of publication if that is known."""
        written = (found.written for found in self if found.resolved)
        days = (one.first_day for one in written if one and one.has_year and one.precision is Precision.DAY)
        return max(days, default=None)

    def at(self, offset: int) -> DateExpression | None:
        """The date that starts at `offset`, with or without its preposition."""
        found = self._index.around(offset)
        return found.starting_at(offset) if found else None

    def overlap(self, span: Span) -> bool:
        """Whether a date shares a character with `span`."""
        return self._index.around(span.start) is not None or bool(self._index.starting_in(span))

    def inside(self, span: Span) -> Iterator[DateExpression]:
        """The dates in `span`, in order; of one that starts before it, the part inside."""
        before = self._index.around(span.start)
        if before and before.span.start < span.start and before.span.end <= span.end:
            covered = self._view[span.start : before.core.start]
            inside = before.starting_at(before.core.start - len(covered.lstrip()))
            yield from [inside] if inside else []
        yield from self._index.inside(span)


def _find(view: str, published_on: date | None) -> Iterator[DateExpression]:
    for match in _DATE.finditer(view):
        if _needs_preposition(match, match.start()):
            continue
        core = Span(match.end("lead"), match.end())
        # "weighed in Friday": this "in" belongs to the verb.
        of_day = match["weekday"] or match["day_a"] or match["day_b"] or match["near"]
        preposition = match["lead"].lower().split()[-1:]
        foreign = bool(of_day) and preposition in (["in"], ["over"], ["during"])
        span = core if foreign else Span(match.start(), match.end())
        written = _written(match)
        yield DateExpression(
            span,
            core,
            modifies=(span == core and _is_bare(match)) or view.startswith("'", match.end()),
            written=written,
            resolved=_resolve(match, written, published_on),
            weekday=match["weekday"],
            is_relative=bool(match["near"] or match["period"]),
            _match=match,
        )


def _needs_preposition(match: re.Match[str], start: int) -> bool:
    """Whether the words are no date from `start` on: "the week" without "in"."""
    lead = match.string[start : match.end("lead")].lower()
    the = (match["which"] or "").lower() == "the"
    return the and match["period"] != "weekend" and "in" not in lead.split()


def _is_bare(match: re.Match[str]) -> bool:
    """Whether the words are a year or a month alone, which without a preposition modify a noun."""
    return bool(match["year"] or (match["month"] and not match["which_month"]))


def _written(match: re.Match[str]) -> PartialDate | None:
    """The date that the words spell out, without regard to any other day."""
    month = match["month_a"] or match["month_b"] or match["month_with_year"]
    day = re.sub(r"\D", "", match["day_a"] or match["day_b"] or "")
    year = match["day_year"] or match["month_year"] or match["year"]
    if match["iso"]:
        iso = match["iso"]
    elif not month:
        iso = year or ""
    else:
        iso = "-".join([year or "-", f"{month_number(month):02}", *([f"{int(day):02}"] if day else [])])
    try:
        return PartialDate(iso) if iso else None
    except ValueError:
        return None


def _resolve(match: re.Match[str], written: PartialDate | None, today: date | None) -> PartialDate | None:
    """The date that the words mean on the day `today`; None where that is unknown or ahead."""
    try:
        if written is not None and written.has_year:
            found: PartialDate | None = written
        elif today is None:
            return None
        elif written is not None:
            found = _last_day(written, today)
        elif match["month"]:
            found = PartialDate.of(_last_month(match, today), Precision.MONTH)
        else:
            found = _relative(match, today)
    except (ValueError, OverflowError):
        return None
    return found if found and (today is None or found.first_day <= today) else None


def _last_day(day: PartialDate, today: date) -> PartialDate | None:
    """A day without its year as the last such day; None where it is near ahead."""
    this_year = PartialDate(f"{today.year}{day.iso[1:]}")
    ahead = this_year.first_day - today
    return None if timedelta() < ahead < _NEAR_AHEAD else day.up_to(today)


def _last_month(match: re.Match[str], today: date) -> date:
    month = month_number(match["month"])
    this_month_counts = (match["which_month"] or "").lower() != "last"
    past = month < today.month or (month == today.month and this_month_counts)
    return date(today.year - (not past), month, 1)


def _relative(match: re.Match[str], today: date) -> PartialDate | None:
    """The date of a weekday, or of words that count from `today`."""
    if match["weekday"]:
        strictly_before = (match["which_day"] or "").lower() == "last"
        back = (today.weekday() - _WEEKDAYS.index(match["weekday"])) % 7
        return PartialDate.of(today - timedelta(days=back or 7 * strictly_before))
    if match["near"]:
        back = int(match["near"].lower().startswith(("yesterday", "last")))
        return PartialDate.of(today - timedelta(days=back))
    if match["count"]:
        count = match["count"].lower()
        number = int(count) if count.isdigit() else NUMBER_WORDS.get(count, 1)
        return _back(today, match["unit"], number)
    if match["period"] == "weekend":
        # The last weekend that has begun, also for "last weekend".
        return PartialDate.of(
            today - timedelta(days=(today.weekday() - calendar.SATURDAY) % 7), Precision.WEEK
        )
    return _back(today, match["period"], int(match["which"].lower() == "last")) if match["period"] else None


def _back(today: date, unit: str, number: int) -> PartialDate:
    """The day, week, month or year that is `number` before that of `today`."""
    if unit in ("day", "week"):
        day = today - timedelta(days=number * (7 if unit == "week" else 1))
    elif unit == "year":
        day = date(today.year - number, 1, 1)
    else:
        months = 12 * today.year + today.month - 1 - number
        day = date(months // 12, months % 12 + 1, 1)
    return PartialDate.of(day, _PRECISIONS[unit])
