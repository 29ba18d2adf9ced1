"""When statements were said: sparks, and whether enough have a date for a picture at all.

A spark is a small picture beside a name, one path of SVG.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from kg.model import PartialDate

_BINS = 24
_WIDE, _HIGH = 96, 16
# Of fewer dated statements a spark tells nothing.
_LEAST_IN_SPARK = 3
# A chart of fewer, or of a smaller share of all, would be taken for what it is not.
_LEAST_IN_CHART, _LEAST_SHARE = 10, 0.5
_LEFT_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Spark:
    """Bars as the `path` of an SVG of `width` by `height`, and in words what they show."""

    path: str
    dated: int
    first: str
    last: str
    width: int = _WIDE
    height: int = _HIGH


def enough_dated(dated: int, statements: int) -> bool:
    """Whether a chart may stand for so many `statements`, of which so many have a date."""
    return dated >= max(_LEAST_IN_CHART, _LEAST_SHARE * statements)


def recent(dates: Mapping[str, int]) -> dict[str, int]:
    """`dates`, in order, with their numbers of statements, without a few that are long before all others.

    Left out is at most one statement in twenty, if all of them are before the time of the others by more
    than that time is long. Dates are ISO 8601.
    """
    total, seen = sum(dates.values()), 0
    for place, (first, count) in enumerate(dates.items()):
        if seen + count > total * _LEFT_OUT:
            kept = dict(islice(dates.items(), place, None))
            earliest, start, end = (_ordinal(one) for one in (next(iter(dates)), first, next(reversed(kept))))
            return kept if start - earliest > end - start else dict(dates)
        seen += count
    return dict(dates)


def _ordinal(iso: str) -> int:
    return PartialDate(iso).first_day.toordinal()


def spark(days: Sequence[str], first: str, last: str) -> Spark | None:
    """The bars of those of `days`, sorted and in ISO 8601, from `first` to `last`; None for too few."""
    days = [one for one in days if first <= one <= last]
    if len(days) < _LEAST_IN_SPARK or first == last:
        return None
    start, end = (date.fromisoformat(one).toordinal() for one in (first, last))
    places = ((date.fromisoformat(one).toordinal() - start) * _BINS // (end - start + 1) for one in days)
    counts = Counter(places)
    most, wide = max(counts.values()), _WIDE // _BINS
    bars = []
    for place, count in sorted(counts.items()):
        high = max(2, round(_HIGH * count / most))
        bars.append(f"M{place * wide} {_HIGH}v-{high}h{wide - 1}v{high}z")
    return Spark("".join(bars), len(days), days[0], days[-1])
