"""Reports of one figure that differ: "54 regime targets" here, "more than 50 positions" there.

Two figures are held to be reports of one where

- they count one kind of thing of one side with the same outcome: "13 Turkish troops killed" and
  "seven Turkish soldiers died" may be one, "seven Syrian soldiers" is another. Where no outcome is given,
  the counted must be the same words, two at least, and the sentences must share more of theirs;
- another speaker or another article gives them, published within ten days; where a day of publication
  is not known, the two must name a place, an actor or a side in common. What an article says itself is the
  article's;
- the sentences give no different days and no different periods ("in two weeks" is not "on Monday");
- the numbers are near enough to be of one thing: what differs by far is another count, unless two speakers
  of one article contradict each other.

Whether two that differ contradict each other is stricter: see `kg.archive.figure_contradictions`.

The cost grows with the number of figures: of many that count the same, each is compared with those
that were published next after it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kg.archive.figure_contradictions import are_apart, contradict
from kg.archive.figure_reports import Report, reports_of
from kg.language.figure_words import figure_words
from kg.model import ArticleReading, PartialDate, Precision

_MOST_APART = timedelta(days=10)
# Figures with which each is compared, and links of each, at most.
_MOST_NEAR = 40
_MOST_LINKS = 8
# The greater number of a pair, in terms of the lesser, at most: beyond, another thing is counted.
_MOST_RATIO = 2.5
# Without an outcome, stems that the sentences share beyond those that are counted.
_LEAST_SHARED = 3


class Comparison(StrEnum):
    """How two reports of one figure compare; `UNSURE` where they differ and are perhaps of two things."""

    CONTRADICT = "contradict"
    OVERLAP = "overlap"
    AGREE = "agree"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that are held to be reports of one.

    A figure is its statement, else its article if that says so itself, and its number there.
    """

    one: tuple[str, int]
    other: tuple[str, int]
    comparison: Comparison


class FigureIndex:
    """Feed it the readings of all articles, then ask which of their figures are reports of one.

    The result depends on which readings were added, not on their order.
    """

    def __init__(self) -> None:
        self._reports: list[Report] = []

    def add(self, reading: ArticleReading) -> None:
        """Take in the figures of an article and of its statements, speakers and mentions resolved."""
        self._reports += reports_of(reading)

    def differences(self) -> Iterator[Difference]:
        """Pairs of figures that are reports of one and differ, each once, sorted."""
        groups: dict[tuple[str | None, str], list[Report]] = defaultdict(list)
        for report in sorted(self._reports, key=lambda report: (report.published or date.min, report.place)):
            groups[report.outcome, report.key.kind].append(report)
        found: list[Difference] = []
        for group in groups.values():
            links: dict[tuple[str, int], int] = defaultdict(int)
            for position, one in enumerate(group):
                for other in group[position + 1 : position + 1 + _MOST_NEAR]:
                    if max(links[one.place], links[other.place]) >= _MOST_LINKS:
                        continue
                    if one.range == other.range or not _count_the_same(one, other):
                        continue
                    comparison = _compare(one, other)
                    if comparison is not Comparison.CONTRADICT and not _is_of_one_size(one, other):
                        continue
                    links[one.place] += 1
                    links[other.place] += 1
                    first, second = sorted((one, other), key=lambda report: report.place)
                    found.append(Difference(first.place, second.place, comparison))
        yield from sorted(found, key=lambda difference: (difference.one, difference.other))


def _compare(one: Report, other: Report) -> Comparison:
    """Whether one range lies within the other, rounding included, they overlap, or have nothing in common."""
    if contradict(one, other):
        return Comparison.CONTRADICT
    if are_apart(one.figure, other.figure):
        return Comparison.UNSURE
    (low, high), (its_low, its_high) = one.range, other.range
    if high < its_low or its_high < low:
        return Comparison.AGREE
    within = (low >= its_low and high <= its_high) or (its_low >= low and its_high <= high)
    return Comparison.AGREE if within else Comparison.OVERLAP


def _count_the_same(one: Report, other: Report) -> bool:
    """Whether the two may be reports of one figure."""
    another = one.article != other.article or (one.source != other.source and one.place[0] != other.place[0])
    affiliations, its = one.key.affiliations, other.key.affiliations
    return (
        another
        and (affiliations <= its or its <= affiliations)
        and _is_near(one, other)
        and _may_be_one_time(one, other)
        and (one.outcome is not None or _say_the_same(one, other))
    )


def _is_near(one: Report, other: Report) -> bool:
    if one.article == other.article:
        return True
    if one.published and other.published and abs(one.published - other.published) > _MOST_APART:
        return False
    return bool(one.named & other.named)


def _may_be_one_time(one: Report, other: Report) -> bool:
    if one.outcome in figure_words().states:
        return True
    first, second = one.context, other.context
    if first.periods != second.periods:
        return False
    if first.weekdays and second.weekdays and not first.weekdays & second.weekdays:
        return False
    days, its_days = _days(one), _days(other)
    meet = any(_overlap(day, its_day) for day in days for its_day in its_days)
    return meet or not (days and its_days)


def _days(report: Report) -> list[PartialDate]:
    return [day for day in report.context.dates if day.precision in (Precision.DAY, Precision.WEEK)]


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _is_of_one_size(one: Report, other: Report) -> bool:
    (low, high), (its_low, its_high) = one.effective, other.effective
    gap = max(its_low / max(high, 1e-9), low / max(its_high, 1e-9))
    return gap <= (1 if one.context.is_vague or other.context.is_vague else _MOST_RATIO)


def _say_the_same(one: Report, other: Report) -> bool:
    own = one.key.words | {one.key.kind}
    return one.key == other.key and len((one.context.stems & other.context.stems) - own) >= _LEAST_SHARED
