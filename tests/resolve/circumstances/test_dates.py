"""Dates in prose, seen from a day of publication. 8 February 2020 was a Saturday."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Precision
from kg.language.dates import find_dates, resolve_date

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


def read_date(words: str, published_on: date | None) -> tuple[str, Precision] | None:
    """The one date that `words` names."""
    (found,) = find_dates(words, 0, len(words))
    assert words[found.span.start : found.span.end] == words
    return resolve_date(found, published_on)


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
    assert read_date(words, published_on) == (expected, precision)


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
    resolved = read_date(words, None)
    assert resolved is not None
    assert resolved[0] == expected


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
    assert not list(find_dates(words, 0, len(words)))


def test_a_part_of_a_phrase_is_told_from_a_date_that_stands_alone() -> None:
    text = "at Monday's debate, in a 2015 interview, said on Friday"
    found = [(text[one.span.start : one.span.end], one.modifies) for one in find_dates(text, 0, len(text))]
    assert found == [("Monday", True), ("2015", True), ("on Friday", False)]


@given(
    words=st.sampled_from(_WORDS),
    published_on=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)),
)
def test_no_date_begins_after_publication(words: str, published_on: date) -> None:
    for found in find_dates(words, 0, len(words)):
        resolved = resolve_date(found, published_on)
        if resolved is None:
            continue
        iso, precision = resolved
        if precision is Precision.WEEK:
            begin = date.fromisocalendar(int(iso[:4]), int(iso[6:]), 1)
        else:
            begin = date.fromisoformat((iso + "-01-01")[:10])
        assert begin <= published_on
