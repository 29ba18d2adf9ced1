"""Charts as SVG, drawn by Vega-Lite (Satyanarayan et al. 2017) without a browser; no script, no style."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from markupsafe import Markup

# Longer spans of days are counted by month, and of these by year.
_MOST_DAYS, _MOST_MONTHS = 62, 60
# By the length of a period in ISO 8601: its name, and Vega's words for it and for its labels.
_UNITS = {
    10: ("day", "utcyearmonthdate", "%-d %b %Y"),
    7: ("month", "utcyearmonth", "%b %Y"),
    4: ("year", "utcyear", "%Y"),
}


@dataclass(frozen=True, slots=True)
class Timeline:
    """How many statements a day, a month or a year: the picture and its numbers.

    `unit` is day, month or year; `periods` has those with statements in order, in ISO 8601.
    """

    unit: str
    periods: list[tuple[str, int]]
    svg: Markup


def timeline(days: Sequence[str]) -> Timeline | None:
    """The chart of statements over the given `days` (ISO 8601, in order); None for less than two periods."""
    if not days:
        return None
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    length = 10
    if (last - first).days > _MOST_DAYS:
        length = 7 if (last.year - first.year) * 12 + last.month - first.month <= _MOST_MONTHS else 4
    periods = sorted(Counter(day[:length] for day in days).items())
    if len(periods) < 2:
        return None
    return Timeline(_UNITS[length][0], periods, _draw(tuple(periods)))


@cache
def _specification() -> str:
    return resources.files(__package__).joinpath("charts", "timeline.vl.json").read_text("utf-8")


@cache
def _draw(periods: tuple[tuple[str, int], ...]) -> Markup:
    # Loads an engine, so only where there is something to draw.
    import vl_convert

    specification = json.loads(_specification())
    specification["data"] = {"values": [{"period": one, "statements": count} for one, count in periods]}
    _, unit, labels = _UNITS[len(periods[0][0])]
    x = specification["encoding"]["x"]
    x["timeUnit"], x["axis"]["format"] = unit, labels
    # Whole statements: the ticks that Vega chooses may be halves.
    specification["encoding"]["y"]["axis"]["values"] = [0, max(count for _, count in periods)]
    svg: str = vl_convert.vegalite_to_svg(specification)
    # It is a picture of the table below it, so it is left out for those who listen.
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
