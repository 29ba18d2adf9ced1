"""Publication dates from the head of an article."""

from datetime import date

import pytest

from kg.text.dateline import publication_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2020-02-10 %MINIFYHTML87%\n\nAnkara – An attack", date(2020, 2, 10)),
        ("Published: 8 February 2020\n\nText", date(2020, 2, 8)),
        ("Updated on Feb. 15, 2020\nText", date(2020, 2, 15)),
        ("Published Sept. 8, 2020\nText", date(2020, 9, 8)),
        ("Russian delegation is in Ankara on February 8, 2020. (AA)", None),
        ("date 2020-02-31\nText", None),
        ("In September 2018, Turkey and Russia agreed.", None),
        ("One\nTwo\nThree\nFour\nFive\ndate 2020-02-10", None),
    ],
)
def test_publication_date(text: str, expected: date | None) -> None:
    assert publication_date(text) == expected
