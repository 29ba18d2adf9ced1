"""Charts as SVG without scripts and styles, drawn by Vega-Lite (Satyanarayan et al. 2017)."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from markupsafe import Markup

from kg.model import PartialDate, Precision

_DAY = len("2020-02-10")
# By the length of a period in ISO 8601: its name, Vega's words for it and for its labels, and over how many
# days it is used at most.
_UNITS = {
    _DAY: ("day", "utcyearmonthdate", "%-d %b %Y", 62),
    7: ("month", "utcyearmonth", "%b %Y", 5 * 366),
    4: ("year", "utcyear", "%Y", 10_000 * 366),
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many statements a day, a month or a year: the picture and its numbers.

    `unit` is day, month or year; `periods` has those with statements in order, in ISO 8601; `left_out`
    counts the statements whose date is less precise than that.
    """

    unit: str
    periods: list[tuple[str, int]]
    left_out: int
    svg: Markup


def timeline(dates: Mapping[str, int]) -> Timeline | None:
    """The chart of how many statements have which date; None for fewer than two periods.

    Dates are ISO 8601, as precise as they are known.
    """
    counts = [(PartialDate(one), count) for one, count in dates.items()]
    days = sorted(one.first_day for one, _ in counts)
    span = (days[-1] - days[0]).days if days else 0
    for length, (unit, _, _, longest) in _UNITS.items():
        known: Counter[str] = Counter()
        for one, count in counts:
            if _precision(one) >= length:
                known[one.first_day.isoformat()[:length]] += count
        if span <= longest and len(known) > 1:
            periods = sorted(known.items())
            left_out = sum(dates.values()) - known.total()
            return Timeline(unit, periods, left_out, _draw(tuple(periods)))
    return None


def _precision(date: PartialDate) -> int:
    """The length of the shortest period that `date` is known to lie in; of a week, the month."""
    return 7 if date.precision is Precision.WEEK else len(date.iso)


@cache
def _specification() -> str:
    return resources.files(__package__).joinpath("charts", "timeline.vl.json").read_text("utf-8")


def _draw(periods: tuple[tuple[str, int], ...]) -> Markup:
    # Loads an engine, so only where there is something to draw.
    import vl_convert

    specification = json.loads(_specification())
    specification["data"] = {"values": [{"period": one, "statements": count} for one, count in periods]}
    _, unit, labels, _ = _UNITS[len(periods[0][0])]
    x = specification["encoding"]["x"]
    x["timeUnit"], x["axis"]["format"] = unit, labels
    # Whole statements: the ticks that Vega chooses may be halves.
    specification["encoding"]["y"]["axis"]["values"] = [0, max(count for _, count in periods)]
    svg: str = vl_convert.vegalite_to_svg(specification)
    # The table below has the same numbers, so screen readers skip the picture.
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
