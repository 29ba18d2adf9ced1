"""Time words of a question: "in February", "last week", "since 2019", "between 3 and 8 February 2020".

Dates are read as those of articles are (`kg.language.dates`), backwards from a reference day.
"""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.language.dates import DateExpression, Dates
from kg.language.quantities import NUMBER_WORD, NUMBER_WORDS
from kg.model import PartialDate
from kg.questions.understanding.periods import TIME_NAMES, Period
from kg.text.text import Text

_AMBIGUOUS = {"may", "march"}
_NAMED = re.compile(rf"(?i)\b(?:{TIME_NAMES})\b")
_SINCE = ("since", "after", "starting", "as of")
_UNTIL = ("until", "till", "before", "by", "up to", "prior to", "through")
_WITHIN = ("from", "in", "on", "during", "of", "at", "within", "for")
_BEFORE = re.compile(
    rf"(?i)\b({'|'.join([*_SINCE, *_UNTIL, 'between', 'to', 'and', *_WITHIN])})"
    r"(?:\s+(?:the|early|late|mid))*\s*$"
)
_SPAN = re.compile(
    rf"(?i)\b(?:in|over|during|within|for)?\s*(?:the\s+)?(?:last|past|previous)\s+"
    rf"(?P<count>{NUMBER_WORD}|\d{{1,3}}|few|couple of)\s+(?P<unit>day|week|month|year)s?\b"
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_FEW = 3
# Weeks of a month count from its first day.
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_PART_OF = re.compile(
    rf"(?i)\b(?:in|during)\s+(?:the\s+)?(?:(?P<which>{'|'.join(_ORDINALS)}|last)\s+week\s+of\s+"
    rf"(?P<month>{'|'.join(calendar.month_name[1:])})|(?P<season>{'|'.join(_SEASONS)}))(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?\b"
)
_DAY_BEFORE = re.compile(
    r"(?i)(\b(?:between|from)\s+)(\d{1,2})(\s+(?:and|to|until)\s+)(?=\d{1,2}\s+([A-Z][a-z]+)(\s+\d{4})?)"
)

# With a capital inside a question these are the names of programmes.
_TITLES = frozenset({"today", "tonight"})


def find_period(question: str, today: date) -> tuple[Period | None, str]:
    """The period that `question` names, and the question with blanks in its place.

    Relative words count from `today`.
    """
    question = _with_capitals(question)
    spanned = _SPAN.search(question)
    if spanned:
        count = spanned["count"].lower()
        number = int(count) if count.isdigit() else NUMBER_WORDS.get(count, 2 if "couple" in count else _FEW)
        first = today - timedelta(days=min(number * _DAYS[spanned["unit"].lower()], today.toordinal() - 1))
        period = Period(first.isoformat(), today.isoformat(), spanned[0].strip(), today.isoformat())
        return period, _blanked(question, spanned.start(), spanned.end())
    part = _PART_OF.search(question)
    found = _part_of(part, today) if part else None
    if part and found:
        return found, _blanked(question, part.start(), part.end())
    whole = _DAY_BEFORE.sub(lambda one: f"{one[1]}{one[2]} {one[4]}{one[5] or ''}{one[3]}", question)
    dates = [one for one in Dates(Text(whole), today) if _bounds(one) and _is_time(whole, one)]
    if not dates:
        return None, question
    return _period(whole, dates, today)


def _part_of(match: re.Match[str], today: date) -> Period | None:
    """A week of a month, or a season; the last one where no year is told."""
    year = int(match["year"]) if match["year"] else today.year
    if match["season"]:
        first_month = _SEASONS[match["season"].lower()]
        first = date(year, first_month, 1)
        first = first if match["year"] or first <= today else date(year - 1, first_month, 1)
        end_year, end_month = divmod(12 * first.year + first_month + 1, 12)
        last = date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])
        return Period(_day(first), _day(last), match[0].strip())
    month = list(calendar.month_name).index(match["month"].capitalize())
    first = date(year, month, 1)
    first = first if match["year"] or first <= today else date(year - 1, month, 1)
    days = calendar.monthrange(first.year, month)[1]
    number = _ORDINALS.get(match["which"].lower())
    start = 7 * (number - 1) + 1 if number else days - 6
    return Period(
        _day(first.replace(day=start)), _day(first.replace(day=min(start + 6, days))), match[0].strip()
    )


def _period(question: str, dates: Sequence[DateExpression], today: date) -> tuple[Period, str]:
    first = last = ""
    start, end = len(question), 0
    relative = False
    for number, one in enumerate(dates[:2]):
        days = _bounds(one)
        assert days is not None
        before = _word_before(question, one)
        # Only what is joined belongs to one period: "between A and B", "from A to B", "since A until B".
        if number and before not in ("and", "to", *_UNTIL):
            break
        match before:
            case word if word in _SINCE:
                first = _day(days[1] + timedelta(days=1)) if word == "after" else _day(days[0])
            case word if word in _UNTIL:
                last = _day(days[0] - timedelta(days=1)) if word in ("before", "prior to") else _day(days[1])
            case "between":
                first = _day(days[0])
            case "from" if len(dates) > 1 and _word_before(question, dates[1]) in ("to", *_UNTIL):
                first = _day(days[0])
            case "and" | "to" if number:
                last = _day(days[1])
            case _:
                first, last = _day(days[0]), _day(days[1])
        lead = _BEFORE.search(question[: one.core.start])
        start, end = (
            min(start, lead.start() if lead else one.core.start, one.span.start),
            max(end, one.core.end),
        )
        written = one.written
        relative = relative or written is None or not written.has_year
    words = question[start:end].strip()
    return Period(first, last, words, today.isoformat() if relative else ""), _blanked(question, start, end)


def _bounds(one: DateExpression) -> tuple[date, date] | None:
    found: PartialDate | None = one.resolved
    if found is None and one.written is not None and one.written.has_year:
        found = one.written
    return (found.first_day, found.last_day) if found else None


def _is_time(question: str, one: DateExpression) -> bool:
    """Whether the words are a time of their own, and no part of a name ("the 2018 deal")."""
    words = question[one.core.start : one.core.end]
    if words.lower() in _TITLES and words[0].isupper() and question[: one.core.start].strip():
        # "the Today boss" is about a programme.
        return False
    if _word_before(question, one):
        after = re.match(
            r"\s+(?!in\b|on\b|about\b|and\b|to\b|by\b|at\b|of\b|for\b)[a-z-]{4,}", question[one.core.end :]
        )
        lead = question[: one.core.start].rstrip().lower()
        return not (after and lead.endswith(" the"))
    return one.is_relative or not question[one.core.end :].strip(" ?.!") or one.weekday is not None


def _word_before(question: str, one: DateExpression) -> str:
    found = _BEFORE.search(question[: one.core.start])
    return found[1].lower() if found else ""


def _with_capitals(question: str) -> str:
    """`question` with the names of months and days as they are written in articles."""

    def named(match: re.Match[str]) -> str:
        before = question[: match.start()].lower().rstrip()
        sure = re.search(
            r"(?:\b(?:in|since|until|of|last|this|during|before|after|by|early|late)|\d(?:st|nd|rd|th)?)$",
            before,
        )
        if match[0].lower() in _AMBIGUOUS and not (sure or re.match(r"\s+\d", question[match.end() :])):
            return match[0]
        return match[0].capitalize()

    return _NAMED.sub(named, question)


def _day(day: date) -> str:
    return day.isoformat()


def _blanked(question: str, start: int, end: int) -> str:
    return question[:start] + " " * (end - start) + question[end:]
