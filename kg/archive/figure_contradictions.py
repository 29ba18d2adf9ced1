"""Which reports of one figure contradict each other: both cannot hold, and nothing else explains it.

Two figures that differ are mostly no contradiction: one is rounded, or a bound that the other satisfies; they
are of different days, places or events; one counts a part of the other; or more had died a day later.
A contradiction is what is left. Where that is not sure, there is none.
"""

from datetime import timedelta
from math import inf

from kg.archive.figure_reports import Report, number_of_figure
from kg.language.figure_words import figure_words
from kg.language.quantities import is_nearly, rounding_of
from kg.model import Figure, PartialDate, Precision

# The greater number in terms of the lesser, at most: beyond, another thing is counted.
_MOST_RATIO = 2.5
# "Nearly a million" is not much less.
_NEARLY_SHARE = 0.8
# Days before publication of what an article tells as news.
_NEWS = timedelta(days=7)
# Days between two reports of a state, such as how many are hosted.
_STATE_DAYS = timedelta(days=10)
_FEWEST = 2


def contradict(one: Report, other: Report) -> bool:
    """Whether both cannot hold of the one thing that they surely are reports of."""
    return (
        are_apart(one.figure, other.figure)
        and _are_of_one_size(one, other)
        and _is_exact(one)
        and _is_exact(other)
        and None not in (one.source, other.source)
        and one.source != other.source
        and one.key == other.key
        and not _overlap_in_text(one, other)
        and _are_of_one_time(one, other)
        and _are_of_one_place(one, other)
    )


def are_apart(one: Figure, other: Figure) -> bool:
    """Whether no number fits the words of both, rounding included."""
    (low, high), (its_low, its_high) = credible_range(one), credible_range(other)
    # "More than 20" is 21 in numbers, but said of 20, too.
    is_bound = inf in (high, its_high) or 0.0 in (low, its_low)
    return max(low - its_high, its_low - high) > (1 if is_bound else 0)


def credible_range(figure: Figure) -> tuple[float, float]:
    """The least and the greatest number that the words mean: "900,000" is 850,000 to 950,000."""
    least, most = figure.least, figure.most
    if least is None and most is not None:
        return (_NEARLY_SHARE * most if is_nearly(figure.text) else 0.0), most
    if least is None or most is None:
        return least or 0.0, inf
    return least - rounding_of(least, figure.text), most + rounding_of(most, figure.text)


def _are_of_one_size(one: Report, other: Report) -> bool:
    """Whether the numbers are near each other; two speakers of one article may be far apart."""
    if one.article == other.article and one.article not in (one.source, other.source):
        return True
    lesser, greater = sorted((number_of_figure(one.figure), number_of_figure(other.figure)))
    return greater <= _MOST_RATIO * lesser


def _is_exact(report: Report) -> bool:
    context = report.context
    return (
        not (context.is_vague or context.is_remainder or context.is_unsettled)
        and number_of_figure(report.figure) >= _FEWEST
    )


def _overlap_in_text(one: Report, other: Report) -> bool:
    return one.article == other.article and one.figure.span.overlaps(other.figure.span)


def _are_of_one_time(one: Report, other: Report) -> bool:
    if one.outcome is None or one.outcome in figure_words().states:
        return _are_of_one_state(one, other)
    first, second = one.context, other.context
    if first.periods != second.periods:
        return False
    if one.article == other.article:
        if first.undated and second.undated and first.undated != second.undated:
            return False
        if first.dates and second.dates:
            return _meet(first.dates, second.dates)
        return _is_news(one) and _is_news(other)
    if one.published is None or other.published is None or first.undated or second.undated:
        return False
    return _meet(first.dates, second.dates) and not _may_have_grown(one, other)


def _are_of_one_state(one: Report, other: Report) -> bool:
    """Whether two reports of how many there are, without an event, are of about one day."""
    if _rates(one) != _rates(other):
        return False
    if set(one.context.dates) != set(other.context.dates) or one.context.undated != other.context.undated:
        return False
    if one.article == other.article:
        return True
    return (
        one.written is not None
        and other.written is not None
        and abs(one.written - other.written) <= _STATE_DAYS
    )


def _rates(report: Report) -> set[str]:
    """The periods of the sentence in which what is counted came about; "since 2011" only tells how long."""
    return {period for period in report.context.periods if period != "since"}


def _is_news(report: Report) -> bool:
    """Whether all days that the sentence names are of the last days before publication."""
    days, published = report.context.dates, report.published
    if not days:
        return True
    return published is not None and all(published - day.first_day <= _NEWS for day in days)


def _meet(dates: tuple[PartialDate, ...], others: tuple[PartialDate, ...]) -> bool:
    """Whether both have the same days or weeks."""
    days, its = ({day for day in each if _is_near(day)} for each in (dates, others))
    return bool(days) and days == its and set(dates) == set(others)


def _is_near(day: PartialDate) -> bool:
    return day.precision in (Precision.DAY, Precision.WEEK)


def _may_have_grown(one: Report, other: Report) -> bool:
    """Whether the greater number was published later: more have died since, or have been found."""
    lesser, greater = sorted((one, other), key=lambda report: number_of_figure(report.figure))
    return (
        greater.published is not None
        and lesser.published is not None
        and greater.published > lesser.published
    )


def _are_of_one_place(one: Report, other: Report) -> bool:
    """Whether the sentences name no different places; those of two articles must name a place of both."""
    sides = one.key.affiliations | other.key.affiliations
    countries, its = one.context.countries - sides, other.context.countries - sides
    if one.outcome is None or one.outcome in figure_words().states:
        same = one.article == other.article or bool(countries or one.places)
        return same and countries == its and one.places == other.places
    if one.places and other.places:
        return bool(one.places & other.places)
    return one.article == other.article and (not (countries and its) or bool(countries & its))
