"""Calendar dates written out."""

from datetime import date

import pytest

from kg.resolve.agreements.written_dates import dates_agree, find_dates, last_such_date, spoken_date


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("On September 17, 2018, and 12 January 2020.", ["2018-09-17", "2020-01-12"]),
        ("In Sept. 2018, in late 2019, on Jan. 12.", ["2018-09", "2019", "--01-12"]),
        ("February 31, 2019; February 29; February 29, 2019; January 0.", ["--02-29"]),
        ("It may 2 or 3; 20190 people; 1999-2000.", ["2000"]),
    ],
)
def test_dates_in_a_text(text: str, dates: list[str]) -> None:
    assert [one for _, one in find_dates(text, 0, len(text))] == dates


def test_the_last_such_day() -> None:
    assert last_such_date("--01-12", date(2020, 2, 8)) == "2020-01-12"
    assert last_such_date("--12-31", date(2020, 2, 8)) == "2019-12-31"
    assert last_such_date("--02-29", date(2021, 3, 1)) == "2020-02-29"
    assert last_such_date("--01-12", None) == "--01-12"


def test_dates_that_can_be_one() -> None:
    assert dates_agree("2018", "2018-09-17")
    assert dates_agree("--09-17", "2018-09-17")
    assert not dates_agree("2017", "2018-09-17")
    assert not dates_agree("--09", "2018-09-17")


def test_dates_in_words() -> None:
    assert [spoken_date(one) for one in ("2018-09-17", "2018-09", "2018", "--01-12")] == [
        "17 September 2018",
        "September 2018",
        "2018",
        "January 12",
    ]
