"""The day that a field of an input gives as the publication date."""

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from kg.text.dateline import publication_date


def read_day(value: object) -> date | None:
    """The day that `value` gives: a date, a time, or a string in a form in which publishers print dates.

    A time gives the day in its own zone. None for what can be read in two ways (“03/04/2023”), or not at all.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    if day := publication_date(value):
        return day
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
