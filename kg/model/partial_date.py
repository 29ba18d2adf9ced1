"""Dates of day, week, month or year precision."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from kg.errors import UsageError

_FORM = re.compile(r"\d{4}(?:-W\d{2}|-\d{2}(?:-\d{2})?)?|--\d{2}-\d{2}")


class Precision(StrEnum):
    """The precision of a date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, week, month or year in ISO 8601: `2020-02-08`, `2020-W06`, `2020-02`, `2020`.

    A day without a year is `--02-08`. Raises `ValueError` if `iso` is not such a date.
    """

    iso: str

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.iso):
            raise ValueError(f"not a date: {self.iso!r}")
        if self.has_year:
            _ = self.first_day
        elif not 1 <= int(self.iso[5:]) <= calendar.monthrange(2000, int(self.iso[2:4]))[1]:
            raise ValueError(f"not a day: {self.iso!r}")

    @classmethod
    def of(cls, day: date, precision: Precision = Precision.DAY) -> Self:
        """The day, week, month or year that contains `day`."""
        if precision is Precision.WEEK:
            year, week, _ = day.isocalendar()
            return cls(f"{year:04}-W{week:02}")
        return cls(day.isoformat()[: _LENGTHS[precision]])

    @property
    def has_year(self) -> bool:
        """Whether the year is known."""
        return not self.iso.startswith("-")

    @property
    def precision(self) -> Precision:
        """The precision."""
        if "W" in self.iso:
            return Precision.WEEK
        if not self.has_year:
            return Precision.DAY
        return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(self.iso), Precision.DAY)

    @property
    def first_day(self) -> date:
        """The first day of the period. Raises `ValueError` if the year is not known."""
        if "W" in self.iso:
            return date.fromisoformat(f"{self.iso}-1")
        return date.fromisoformat(f"{self.iso}-01-01"[:10])

    @property
    def last_day(self) -> date:
        """The last day of the period. Raises `ValueError` if the year is not known."""
        first = self.first_day
        if self.precision is Precision.YEAR:
            return date(first.year, 12, 31)
        if self.precision is Precision.MONTH:
            return first.replace(day=calendar.monthrange(first.year, first.month)[1])
        return first + timedelta(days=6 if self.precision is Precision.WEEK else 0)

    def agrees_with(self, other: "PartialDate") -> bool:
        """Whether both can be the date of one event, given their precision."""
        if self.has_year and other.has_year:
            return self.iso.startswith(other.iso) or other.iso.startswith(self.iso)
        return self.iso[-5:] == other.iso[-5:] and Precision.DAY is self.precision is other.precision

    def up_to(self, today: date | None) -> "PartialDate":
        """The last day up to `today` with this month and day; a date with a year is returned unchanged."""
        if today is None or self.has_year:
            return self
        year = today.year - (self.iso[2:] > today.isoformat()[5:])
        while self.iso == "--02-29" and not calendar.isleap(year):
            year -= 1
        return PartialDate(f"{year}{self.iso[1:]}")

    def __str__(self) -> str:
        """The date in words: "17 September 2018", "September 2018", "week 6 of 2020", "12 January"."""
        if self.precision is Precision.WEEK:
            year, week = self.iso.split("-W")
            return f"week {int(week)} of {year}"
        parts = self.iso.removeprefix("--").split("-")
        if not self.has_year:
            return f"{int(parts[1])} {calendar.month_name[int(parts[0])]}"
        year, *rest = parts
        day = [str(int(rest[1]))] if len(rest) > 1 else []
        return " ".join([*day, *(calendar.month_name[int(month)] for month in rest[:1]), year])


def parse_day(text: str) -> date:
    """The day that `text` writes, as in 2020-02-10. Raises `UsageError` if it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"“{text}” is not a date; write 2020-02-10.") from None
