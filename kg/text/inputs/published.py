"""The day that a field of an input gives as the publication date."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from kg.text.dateline import publication_date

# The usual form, which is read much faster by itself.
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ][\d:.,Z +-]*)?")


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
    try:
        if _ISO.fullmatch(value):
            return date.fromisoformat(value[:10])
        if day := publication_date(value):
            return day
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
