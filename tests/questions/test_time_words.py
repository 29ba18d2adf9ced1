"""Time words of a question, counted from 20 February 2020."""

from datetime import date

import pytest

from kg.questions.understanding.periods import has_time_words
from kg.questions.understanding.time_words import find_period

TODAY = date(2020, 2, 20)


@pytest.mark.parametrize(
    ("question", "period", "rest"),
    [
        ("what did Doe say in February", "2020-02-01 to 2020-02-29", "what did Doe say"),
        ("what did Doe say in march", "2019-03-01 to 2019-03-31", "what did Doe say"),
        ("who spoke since 2019", "since 2019-01-01", "who spoke"),
        ("what was said on february 3?", "2020-02-03", "what was said ?"),
        ("statements from February 8", "2020-02-08", "statements"),
        ("said between January 5 and February 10", "2020-01-05 to 2020-02-10", "said"),
        ("said from 3 to 8 February", "2020-02-03 to 2020-02-08", "said"),
        ("said before March 2020", "until 2020-02-29", "said"),
        ("said after 5 February 2020", "since 2020-02-06", "said"),
        ("what was said last week", "2020-02-10 to 2020-02-16", "what was said"),
        ("what was said yesterday", "2020-02-19", "what was said"),
        ("said in the last two weeks", "2020-02-06 to 2020-02-20", "said"),
        ("said in the second week of February 2020", "2020-02-08 to 2020-02-14", "said"),
        ("said in the summer of 2019", "2019-06-01 to 2019-08-31", "said"),
        ("said in winter", "2019-12-01 to 2020-02-29", "said"),
    ],
)
def test_periods(question: str, period: str, rest: str) -> None:
    found, left = find_period(question, TODAY)
    assert (str(found), " ".join(left.split())) == (period, rest)


@pytest.mark.parametrize(
    "question", ["who mentions the 2018 deal", "the January 12 ceasefire", "may Doe march", "how many people"]
)
def test_no_period(question: str) -> None:
    assert find_period(question, TODAY) == (None, question)


def test_what_words_count_from() -> None:
    relative, _ = find_period("said last week", TODAY)
    absolute, _ = find_period("said in 2019", TODAY)
    assert relative is not None
    assert absolute is not None
    assert (relative.words, relative.counted_from) == ("last week", "2020-02-20")
    assert absolute.counted_from == ""
    assert not has_time_words("who said what about the deal")
