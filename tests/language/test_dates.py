"""Dates in prose, seen from a day of publication. 8 February 2020 was a Saturday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import PartialDate, Precision, Span
from kg.text.text import Text

SATURDAY = date(2020, 2, 8)
MONDAY = date(2020, 2, 10)
_WORDS = [
    *(
        "on Monday",
        "last Friday",
        "this week",
        "last week",
        "the weekend",
        "last month",
        "in June",
        "yesterday",
    ),
    *("in 2050", "March 3", "29 February", "ten years ago", "this year", "tonight", "early December"),
]


def read_date(words: str, published_on: date | None) -> PartialDate | None:
    """The one date that `words` name, resolved."""
    (found,) = Dates(Text(words), published_on)
    assert found.span == Span(0, len(words))
    return found.resolved


@pytest.mark.parametrize(
    ("words", "published_on", "expected", "precision"),
    [
        ("on Saturday", SATURDAY, "2020-02-08", Precision.DAY),
        ("on Saturday", MONDAY, "2020-02-08", Precision.DAY),
        ("last Saturday", SATURDAY, "2020-02-01", Precision.DAY),
        ("early Sunday", MONDAY, "2020-02-09", Precision.DAY),
        ("Tuesday night", SATURDAY, "2020-02-04", Precision.DAY),
        ("Earlier on Friday", SATURDAY, "2020-02-07", Precision.DAY),
        ("yesterday", SATURDAY, "2020-02-07", Precision.DAY),
        ("today", SATURDAY, "2020-02-08", Precision.DAY),
        ("two days ago", SATURDAY, "2020-02-06", Precision.DAY),
        ("on Feb. 6", SATURDAY, "2020-02-06", Precision.DAY),
        ("on 31 December", SATURDAY, "2019-12-31", Precision.DAY),
        ("on Wednesday, Sept. 21, 2016", SATURDAY, "2016-09-21", Precision.DAY),
        ("this week", SATURDAY, "2020-W06", Precision.WEEK),
        ("earlier this week", MONDAY, "2020-W07", Precision.WEEK),
        ("last week", MONDAY, "2020-W06", Precision.WEEK),
        ("over the weekend", MONDAY, "2020-W06", Precision.WEEK),
        ("a week ago", SATURDAY, "2020-W05", Precision.WEEK),
        ("last month", SATURDAY, "2020-01", Precision.MONTH),
        ("earlier this month", SATURDAY, "2020-02", Precision.MONTH),
        ("in January", SATURDAY, "2020-01", Precision.MONTH),
        ("in May", SATURDAY, "2019-05", Precision.MONTH),
        ("Later in September 2018", SATURDAY, "2018-09", Precision.MONTH),
        ("last year", SATURDAY, "2019", Precision.YEAR),
        ("in 2017", SATURDAY, "2017", Precision.YEAR),
    ],
)
def test_dates_seen_from_publication(
    words: str, published_on: date, expected: str, precision: Precision
) -> None:
    found = read_date(words, published_on)
    assert found == PartialDate(expected)
    assert found.precision is precision


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Feb. 8, 2020", "2020-02-08"),
        ("8 February 2020", "2020-02-08"),
        ("2020-02-08", "2020-02-08"),
        ("in September 2018", "2018-09"),
        ("in 2018", "2018"),
    ],
)
def test_a_date_with_its_year_needs_no_publication_date(words: str, expected: str) -> None:
    assert read_date(words, None) == PartialDate(expected)


@pytest.mark.parametrize(
    "words", ["on Saturday", "this week", "last month", "in January", "yesterday", "Feb. 8"]
)
def test_other_dates_stay_unresolved_without_one(words: str) -> None:
    assert read_date(words, None) is None


@pytest.mark.parametrize(
    "words", ["in 2021", "on Feb. 9, 2020", "in March 2020", "Feb. 12", "30 February 2019"]
)
def test_a_day_to_come_or_that_never_was_is_no_date_of_saying(words: str) -> None:
    assert read_date(words, SATURDAY) is None


@pytest.mark.parametrize(
    "words",
    [
        "he may go",
        "12,000 people",
        "the 1990s",
        "a day earlier",
        "next week",
        "tomorrow",
        "march on",
        "on Sundays",
    ],
)
def test_what_is_no_date(words: str) -> None:
    assert not list(Dates(Text(words)))


def test_a_part_of_a_phrase_is_told_from_a_date_that_stands_alone() -> None:
    text = "at Monday's debate, in a 2015 interview, said on Friday"
    found = [(date.span.of(text), date.modifies) for date in Dates(Text(text))]
    assert found == [("Monday", True), ("2015", True), ("on Friday", False)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On September 17, 2018, and 12 January 2020.", ["2018-09-17", "2020-01-12"]),
        ("In Sept. 2018, in late 2019, on Jan. 12.", ["2018-09", "2019", "--01-12"]),
        ("February 31, 2019; February 29; February 29, 2019; January 0.", ["--02-29"]),
        ("On Jan 12, in Mar 2019, with Jan Smith.", ["--01-12", "2019-03"]),
        ("It may 2 or 3; 20190 people; 1999-2000; the 1990s; on Monday.", []),
    ],
)
def test_what_a_date_spells_out_by_itself(text: str, dates: list[str]) -> None:
    assert [found.written.iso for found in Dates(Text(text)) if found.written] == dates


def test_a_date_is_looked_up_with_and_without_its_preposition() -> None:
    text = "They met later in September 2018."
    dates = Dates(Text(text))
    for words in ("later in September 2018", "in September 2018", "September 2018"):
        found = dates.at(text.index(words))
        assert found is not None
        assert found.span.of(text) == words
        assert found.resolved == PartialDate("2018-09")
    assert dates.at(text.index("met")) is None
    (part,) = dates.inside(Span(text.index("in Sep"), len(text)))
    assert part.span.of(text) == "in September 2018"
    assert list(dates.inside(Span(0, text.index("2018")))) == []


@given(
    words=st.sampled_from(_WORDS),
    published_on=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)),
)
def test_no_date_begins_after_publication(words: str, published_on: date) -> None:
    for found in Dates(Text(words), published_on):
        assert found.resolved is None or found.resolved.first_day <= published_on


def test_a_day_without_its_year_agrees_with_the_same_day_of_any_year() -> None:
    day = PartialDate("--01-12")
    assert day.precision is Precision.DAY
    assert day.agrees_with(PartialDate("2020-01-12"))
    assert not day.agrees_with(PartialDate("2020-01-13"))
    assert str(day) == "12 January"
