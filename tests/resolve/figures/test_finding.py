"""Figures: sentences as articles have them, the figures written by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import Figure, PartialDate, Span
from kg.resolve.figure_finder import find_figures, find_own_figures
from kg.text.text import Text

Row = tuple[str, float | None, float | None, str, str | None]


def figures(raw: str) -> tuple[Figure, ...]:
    text = Text(raw)
    return find_figures(text, Dates(text), [Span(0, len(raw))])


def rows(text: str) -> list[Row]:
    return [(each.text, each.least, each.most, each.counted, each.outcome) for each in figures(text)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "that the Turkish military had hit 54 regime targets eliminating 76 regime soldiers in response",
            [
                ("54 regime targets", 54, 54, "regime targets", "hit"),
                ("76 regime soldiers", 76, 76, "regime soldiers", "neutralised"),
            ],
        ),
        (
            "the military targeted more than 50 positions and neutralized over 70 regime troops",
            [
                ("more than 50 positions", 51, None, "positions", "hit"),
                ("over 70 regime troops", 71, None, "regime troops", "neutralised"),
            ],
        ),
        (
            'responded and "neutralized,quot; more than 100 enemy targets',
            [("more than 100 enemy targets", 101, None, "enemy targets", "neutralised")],
        ),
        (
            "Turkey, which hosts over 3.6 million Syrian refugees, will work closely",
            [("over 3.6 million Syrian refugees", 3_600_001, None, "Syrian refugees", "hosted")],
        ),
        (
            "hundreds of thousands of civilians had been displaced",
            [("hundreds of thousands of civilians", 200_000, None, "civilians", "displaced")],
        ),
        (
            "two Turkish soldiers were martyred and another five were wounded in the air strikes",
            [
                ("two Turkish soldiers", 2, 2, "Turkish soldiers", "killed"),
                ("five", 5, 5, "", "wounded"),
            ],
        ),
        (
            "five tanks, two armoured personnel carriers and one howitzer were also destroyed",
            [
                ("five tanks", 5, 5, "tanks", "destroyed"),
                ("two armoured personnel carriers", 2, 2, "armoured personnel carriers", "destroyed"),
                ("one howitzer", 1, 1, "howitzer", "destroyed"),
            ],
        ),
        (
            "an attack killed seven Turkish soldiers and one civilian, and injured over a dozen people",
            [
                ("seven Turkish soldiers", 7, 7, "Turkish soldiers", "killed"),
                ("one civilian", 1, 1, "civilian", "killed"),
                ("over a dozen people", 13, None, "people", "wounded"),
            ],
        ),
        (
            "left at least 13 Syrian soldiers dead",
            [("at least 13 Syrian soldiers", 13, None, "Syrian soldiers", "killed")],
        ),
        (
            "between 10 and 15 protesters were arrested",
            [("between 10 and 15 protesters", 10, 15, "protesters", "detained")],
        ),
        (
            "three to four million people fled",
            [("three to four million people", 3e6, 4e6, "people", "displaced")],
        ),
        ("nearly 100 schools closed", [("nearly 100 schools", None, 100, "schools", None)]),
        ("fewer than 40 delegates stayed", [("fewer than 40 delegates", None, 39, "delegates", None)]),
        ("thirty-two of them, and half a million votes", [("half a million votes", 5e5, 5e5, "votes", None)]),
    ],
)
def test_quantity_counted_and_outcome(sentence: str, expected: list[Row]) -> None:
    assert rows(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "a ceasefire in 2018 at the end of February",
        "violating a January 12 ceasefire",
        "less than 15 km from the city",
        "a 13-year-old boy",
        "the Group of 20 and Article 50",
        "one of the reasons",
        "No one knows, and one should not ask",
        "the F-16 of 9/11",
        "It took three hours",
        "the 12th attack",
        "$5 million",
        "8 in 10 voters",
    ],
)
def test_what_counts_nothing(sentence: str) -> None:
    assert rows(sentence) == []


def test_the_context_of_a_figure() -> None:
    raw = (
        "He spoke. Some 13 Turkish troops died in Idlib on February 3, 2020, or on Friday, in two weeks. "
        "It rained."
    )
    (figure,) = figures(raw)
    context = figure.context
    assert (context.is_approximate, context.is_vague, context.is_remainder) == (True, False, False)
    assert context.dates == (PartialDate("2020-02-03"),)
    assert context.weekdays == {"Friday"}
    assert context.periods == {"in two weeks"}
    assert context.undated == {"friday"}
    assert context.latest == date(2020, 2, 3)
    assert context.countries == {"Turkey"}
    assert {"turkish", "troop", "idlib", "week"} <= context.stems
    assert not {"rain", "spoke"} & context.stems


def test_a_figure_that_counts_the_rest() -> None:
    (figure,) = figures("three other soldiers were killed")
    assert figure.context.is_remainder
    (figure,) = figures("hundreds of soldiers were killed")
    assert figure.context.is_vague


def test_the_articles_own_figures_are_outside_of_what_is_said() -> None:
    raw = 'Shells killed 12 people. "We lost 31 soldiers," she said. About 40 men fled.\n\nTwo inns closed.'
    text, said = Text(raw), raw.index('"We')
    own = find_own_figures(text, Dates(text), [Span(said, raw.index(" she"))])
    assert [figure.text for figure in own] == ["12 people", "About 40 men", "Two inns"]


@pytest.mark.parametrize(
    "sentence",
    [
        "eight of the soldiers were killed",
        "12 people, including two children, were killed",
        "the toll rose to 15 people dead",
        "25 people could be killed",
    ],
)
def test_a_part_a_change_and_a_possibility(sentence: str) -> None:
    context = figures(sentence)[0].context
    assert context.is_remainder or context.is_unsettled


def test_a_number_before_a_sign_counts_nothing() -> None:
    assert figures("13 @") == ()


@given(
    st.lists(
        st.sampled_from(
            ["13", "soldiers", "were", "killed", "more than", "million", "of", "hundreds", "a", "dozen"]
        )
        | st.text(max_size=8),
        max_size=40,
    ).map(" ".join)
)
def test_a_figure_is_the_words_at_its_span(text: str) -> None:
    for figure in figures(text) if text else ():
        assert figure.text == figure.span.of(text)
        assert figure.least is not None or figure.most is not None
        assert figure.least is None or figure.most is None or figure.least <= figure.most
