"""Charts as SVG, drawn by Vega-Lite (Satyanarayan et al. 2017) without a browser; no script, no style."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from markupsafe import Markup

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
    days = sorted(date.fromisoformat(first_day(one)) for one in dates)
    span = (days[-1] - days[0]).days if days else 0
    for length, (unit, _, _, longest) in _UNITS.items():
        known: Counter[str] = Counter()
        for one, count in dates.items():
            if _precision(one) >= length:
                known[first_day(one)[:length]] += count
        if span <= longest and len(known) > 1:
            periods = sorted(known.items())
            left_out = sum(dates.values()) - known.total()
            return Timeline(unit, periods, left_out, _draw(tuple(periods)))
    return None


def first_day(when: str) -> str:
    """The first day that an ISO 8601 date of a day, week, month or year can be."""
    if "W" in when:
        return date.fromisoformat(f"{when}-1").isoformat()
    return when + "-01" * ((_DAY - len(when)) // 3)


def _precision(when: str) -> int:
    """How long a period it is known to; a week, to the month at best."""
    return 7 if "W" in when else len(when)


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
    # It is a picture of the table below it, so it is left out for those who listen.
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
