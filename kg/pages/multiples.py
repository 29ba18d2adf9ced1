"""The table of positions once more for each period, small: how it fills over time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import PartialDate, Polarity, Precision
from kg.pages.matrix_parts import MatrixRow

# Lengths of a day, a month and a year in ISO 8601; the first is taken of which there are not too many.
_PERIODS = (len("2020-02-10"), len("2020-02"), len("2020"))
_MOST = 12
# With fewer dated statements, or a smaller share of all, pictures of periods say nothing.
_LEAST, _LEAST_SHARE = 3, 0.25


Mark = tuple[int, int, str]
"""Column, row and polarity of a cell with positions."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """The positions of one period: a day, month or year in ISO 8601, from the day `first` to `last`.

    `signs` says how many statements there are by polarity.
    """

    period: str
    first: str
    last: str
    marks: list[Mark]
    signs: Counter[Polarity]


@dataclass(frozen=True, slots=True)
class Multiples:
    """The pictures in order of time; `marks` are those of all time, `size` is columns by rows.

    Of the `statements` in the table, `dated` are in one of the periods; if they are too few there is none.
    """

    periods: list[Multiple]
    marks: list[Mark]
    size: tuple[int, int]
    statements: int
    dated: int


def draw_multiples(rows: list[MatrixRow]) -> Multiples | None:
    """The pictures of `rows`; None for fewer than two periods.

    A period is a day, a month or a year, whichever is the shortest with at most twelve of them; of more years
    the last twelve are taken.
    """
    found = [one for down, row in enumerate(rows) for one in _marks(row, down)]
    for length in _PERIODS:
        dated = [(period, one) for one in found if (period := _period(one.day, length))]
        periods = sorted({period for period, _ in dated})[-_MOST:]
        if len(periods) > 1 and (len({period for period, _ in dated}) <= _MOST or length == _PERIODS[-1]):
            shown = [_multiple(one, [mark for own, mark in dated if own == one]) for one in periods]
            drawn = {mark.statement for own, mark in dated if own in periods}
            in_all = len({mark.statement for mark in found})
            if len(drawn) < max(_LEAST, _LEAST_SHARE * in_all):
                shown = []
            return Multiples(shown, _by_cell(found), (len(rows[0].pairs), len(rows)), in_all, len(drawn))
    return None


@dataclass(frozen=True, slots=True)
class _Mark:
    """A position in the table: its statement is the first report of it."""

    right: int
    down: int
    day: str
    statement: str
    polarity: Polarity


def _marks(row: MatrixRow, down: int) -> Iterator[_Mark]:
    for right, pair in enumerate(row.pairs):
        for quote in pair.quotes if pair else ():
            day = quote.statement.said_on or quote.statement.article.published
            yield _Mark(right, down, day, quote.position.first, quote.position.polarity)


def _period(day: str, length: int) -> str:
    """The beginning of `day`, an ISO 8601 date or "", of this length; "" if it is less precise."""
    if not day:
        return ""
    date = PartialDate(day)
    precise = 7 if date.precision is Precision.WEEK else len(day)
    return date.first_day.isoformat()[:length] if date.has_year and precise >= length else ""


def _multiple(period: str, marks: list[_Mark]) -> Multiple:
    date = PartialDate(period)
    signs = Counter(polarity for _, polarity in sorted({(one.statement, one.polarity) for one in marks}))
    first, last = date.first_day.isoformat(), date.last_day.isoformat()
    return Multiple(period, first, last, _by_cell(marks), signs)


def _by_cell(marks: list[_Mark]) -> list[Mark]:
    """One mark for each cell, mixed where there are several polarities."""
    ways: dict[tuple[int, int], set[Polarity]] = {}
    for one in marks:
        ways.setdefault((one.right, one.down), set()).add(one.polarity)
    return [
        (*place, next(iter(found)).value if len(found) == 1 else Polarity.MIXED.value)
        for place, found in ways.items()
    ]
