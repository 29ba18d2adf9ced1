"""The time that a build notes."""

import os
from datetime import UTC, datetime

from kg.errors import UsageError

_VARIABLE = "SOURCE_DATE_EPOCH"


def build_time() -> datetime:
    """Now, in UTC and whole seconds; the time that SOURCE_DATE_EPOCH of the environment gives, if it is set.

    That is how builds are told to be reproducible (https://reproducible-builds.org/specs/source-date-epoch/):
    in seconds since 1970. Raises `UsageError` if it is no such number.
    """
    given = os.environ.get(_VARIABLE)
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"{_VARIABLE} is “{given}”; it must be a number of seconds since 1970, such as 1767225600."
        ) from None
