"""Figures that contradict each other, and figures that only differ: what a person says who reads both."""

from datetime import date

import pytest

from kg.archive.figure_contradictions import credible_range
from kg.archive.figure_index import FigureIndex
from kg.model import Figure, Span
from tests.builders_text import resolve_marks
from tests.with_rows import memory_rows

NAMES = {
    **dict.fromkeys(("Ana Prado", "Jonas Brandt", "Mira Holm"), "person"),
    **dict.fromkeys(("Red Cross", "Ministry of Health"), "organisation"),
    **dict.fromkeys(("Malvern", "Ostrava", "Turkey", "Jordan", "Kenya"), "place"),
}
MONDAY = date(2021, 3, 1)
TUESDAY = date(2021, 3, 2)
Passage = tuple[str, date | None]


def found(*passages: Passage) -> list[tuple[str, str, str]]:
    """How figures of the articles compare, with their words: <source>, [cue] and {content} are marked."""
    words = dict[tuple[str, int], str]()
    archive = memory_rows()
    index = FigureIndex(archive)
    for marked, day in passages:
        reading = resolve_marks(marked, NAMES, published_on=day)
        index.replace(reading.article.id, reading)
        for owner, figures in (
            (reading.article.id, reading.figures),
            *((one.id, one.figures) for one in reading.statements),
        ):
            words |= {(owner, number): figure.text for number, figure in enumerate(figures)}
    rows = []
    with archive.transaction():
        changes = index.settle()
    for difference in changes.new:
        one, other = sorted((words[difference.one], words[difference.other]))
        rows.append((difference.comparison.value, one, other))
    return rows


def contradictions(*passages: Passage) -> list[tuple[str, str]]:
    return [(one, other) for comparison, one, other in found(*passages) if comparison == "contradict"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # Two speakers of one article.
        (
            "A blast hit the port of Malvern. <Ana Prado> [said] {12 people were killed}.| "
            "<Jonas Brandt> [said] {15 people died in the blast}.",
            ("12 people", "15 people"),
        ),
        (
            "Rebels stormed the base. <Mira Holm> [said] {190 were dead}.| "
            "<Jonas Brandt> [said] {the attack had killed twelve}.",
            ("190", "twelve"),
        ),
        # The article itself, and a speaker.
        (
            "The flood in Malvern killed 31 people on Sunday. <Ana Prado> [said] {44 people had died}.",
            ("31 people", "44 people"),
        ),
        (
            "Police detained 130 protesters. <Mira Holm> [said] {212 protesters had been arrested}.",
            ("130 protesters", "212 protesters"),
        ),
        # A bound that the other figure does not keep.
        (
            "<Ana Prado> [said] {at least 40 soldiers were killed}.| "
            "<Jonas Brandt> [said] {only 22 soldiers had died}.",
            ("22 soldiers", "at least 40 soldiers"),
        ),
        (
            "The fire destroyed 61 houses. <Ana Prado> [said] {fewer than 40 houses had been destroyed}.",
            ("61 houses", "fewer than 40 houses"),
        ),
        # Further apart than rounding.
        (
            "<Ana Prado> [said] {nearly 700,000 people had fled}.| "
            "<Jonas Brandt> [said] {about 1.2 million people had been displaced}.",
            ("about 1.2 million people", "nearly 700,000 people"),
        ),
        (
            "Rebels shelled the town. <Ana Prado> [said] {nine people were wounded}.| "
            "<Jonas Brandt> [said] {six people were injured}.",
            ("nine people", "six people"),
        ),
        (
            "<Ana Prado> [said] {between 10 and 15 miners were missing}.| "
            "<Jonas Brandt> [said] {23 miners were missing}.",
            ("23 miners", "between 10 and 15 miners"),
        ),
        (
            "Gunmen kidnapped 27 girls on Sunday. <Ana Prado> [said] {35 girls were abducted on Sunday}.",
            ("27 girls", "35 girls"),
        ),
        (
            "The army hit 54 rebel targets, it said. <Ana Prado> [said] {31 rebel positions were hit}.",
            ("31 rebel positions", "54 rebel targets"),
        ),
    ],
)
def test_one_article_contradicts_itself(marked: str, expected: tuple[str, str]) -> None:
    assert contradictions((marked, TUESDAY)) == [expected]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The day of the event is known in both.
        (
            ("A bomb killed seven Kenyan soldiers in Malvern on Monday.", TUESDAY),
            ("Eight Kenyan soldiers were killed in Malvern on Monday.", TUESDAY),
            ("Eight Kenyan soldiers", "seven Kenyan soldiers"),
        ),
        # The later report has fewer, so that no count has grown.
        (
            ("A bomb killed 14 Kenyan soldiers in Malvern on Monday.", TUESDAY),
            ("Eight Kenyan soldiers were killed in Malvern on Monday.", date(2021, 3, 4)),
            ("14 Kenyan soldiers", "Eight Kenyan soldiers"),
        ),
        # How many there are, within days.
        (
            ("Turkey hosts 3.6 million Syrians.", TUESDAY),
            ("<Mira Holm> [said] {Turkey hosts more than 3.7 million Syrian refugees}.", date(2021, 3, 5)),
            ("3.6 million Syrians", "more than 3.7 million Syrian refugees"),
        ),
        # An article without a date names a day of that week; the figure is of who then speaks.
        (
            ("Turkey hosts over 3.7 million Syrians.\n\nThe talks were on February 27, 2021.", None),
            ("<Turkey> hosts 3.6 million Syrians and has closed its border, [saying] {it is full}.", TUESDAY),
            ("3.6 million Syrians", "over 3.7 million Syrians"),
        ),
    ],
)
def test_two_articles_contradict_each_other(one: Passage, other: Passage, expected: tuple[str, str]) -> None:
    assert contradictions(one, other) == contradictions(other, one) == [expected]


@pytest.mark.parametrize(
    "marked",
    [
        # Rounding.
        "<Ana Prado> [said] {nearly a million people fled}.| <Jonas Brandt> [said] {900,000 people fled}.",
        "Some 3.5 million people were displaced. <Ana Prado> [said] {3.6 million people were displaced}.",
        "The quake injured 1,300 people. <Ana Prado> [said] {1,279 people had been injured}.",
        "The quake killed a dozen people. <Ana Prado> [said] {13 people had been killed}.",
        # Bounds.
        "<Ana Prado> [said] {more than 50 targets were hit}.| <Jonas Brandt> [said] {54 targets were hit}.",
        "<Ana Prado> [said] {at least seven people died}.| <Jonas Brandt> [said] {13 people died}.",
        "<Ana Prado> [said] {at least 1,300 people died}.| <Jonas Brandt> [said] {over 1,800 people died}.",
        "<Ana Prado> [said] {24 people were hurt}.| <Jonas Brandt> [said] {as many as 32 people were hurt}.",
        "<Ana Prado> [said] {over 20 people were killed}.| <Jonas Brandt> [said] {20 people were killed}.",
        # Other days.
        "A bomb killed 12 people on Sunday. <Ana Prado> [said] {15 people were killed on Monday}.",
        "The blast killed 12 people. <Ana Prado> [said] {20 people were killed in 2015}.",
        "The raid killed 12 people. <Ana Prado> [said] {in two weeks 21 people were killed}.",
        # Other places.
        "Shells killed five people in Malvern. <Ana Prado> [said] {nine people were killed in Ostrava}.",
        # What is counted is another.
        "The raid killed 12 people. <Ana Prado> [said] {15 people were wounded}.",
        "The raid killed 12 soldiers. <Ana Prado> [said] {15 civilians were killed}.",
        "The raid killed 12 Kenyan soldiers. <Ana Prado> [said] {15 Turkish soldiers were killed}.",
        "The fire destroyed 61 houses. <Ana Prado> [said] {40 empty houses were destroyed}.",
        "The war killed 4,000 people. <Ana Prado> [said] {12 people were killed}.",
        # A part of the whole.
        "The raid killed 12 people. <Ana Prado> [said] {eight of the people were killed indoors}.",
        "The raid killed 12 people. <Ana Prado> [said] {ten people, including two children, were killed}.",
        "The raid killed 12 people. <Ana Prado> [said] {seven other people were killed}.",
        # A count that grows, what is feared, and another event.
        "The storm killed 12 people. <Ana Prado> [said] {the toll rose and 15 people had died}.",
        "The storm killed 12 people. <Ana Prado> [said] {initially ten people were killed}.",
        "The storm killed 12 people. <Ana Prado> [said] {25 people could be killed}.",
        "The storm killed 12 people. <Ana Prado> [said] {a similar storm killed 25 people}.",
        # One source, twice; or nobody knows whose the figure is.
        "The storm killed 12 people. It was the worst. The storm killed 15 people.",
        "<Ana Prado> [said] {12 people died}.| <Ana Prado> [said] {15 people died}.",
        "{12 people died}, it was [said].| <Ana Prado> [said] {15 people died}.",
        "The storm, which killed 12 people, is over, <Ana Prado> [said], {and 15 people died}.",
    ],
)
def test_one_article_that_does_not_contradict_itself(marked: str) -> None:
    assert contradictions((marked, TUESDAY)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # More were found by the next day.
        (
            ("A bomb killed seven Kenyan soldiers in Malvern on Monday.", MONDAY),
            ("Eight Kenyan soldiers were killed in Malvern on Monday.", TUESDAY),
        ),
        # Nothing tells on which day.
        (
            ("A bomb killed seven Kenyan soldiers in Malvern.", TUESDAY),
            ("Eight Kenyan soldiers were killed in Malvern on Monday.", TUESDAY),
        ),
        (
            ("A bomb killed seven Kenyan soldiers in Malvern on Monday.", None),
            ("Eight Kenyan soldiers were killed in Malvern on Monday.", TUESDAY),
        ),
        # Nothing tells that it was one place.
        (
            ("A bomb killed seven Kenyan soldiers in Malvern on Monday.", TUESDAY),
            ("Eight Kenyan soldiers were killed on Monday.", TUESDAY),
        ),
        # Another country hosts them; a year has passed.
        (
            ("Turkey hosts 3.6 million Syrians.", TUESDAY),
            ("Jordan hosts 1.7 million Syrians.", TUESDAY),
        ),
        (
            ("Turkey hosts 3.6 million Syrians.", TUESDAY),
            ("Turkey hosts 2.9 million Syrians.", date(2020, 3, 2)),
        ),
        (
            ("Turkey hosts 3.6 million Syrians.", TUESDAY),
            ("Turkey hosts 2.9 million Syrians.", None),
        ),
    ],
)
def test_two_articles_that_do_not_contradict_each_other(one: Passage, other: Passage) -> None:
    assert contradictions(one, other) == contradictions(other, one) == []


def test_what_differs_without_being_a_contradiction_is_still_listed() -> None:
    first = ("A bomb killed seven Kenyan soldiers in Malvern on Monday.", MONDAY)
    second = ("Eight Kenyan soldiers were killed in Malvern on Monday.", TUESDAY)
    assert found(first, second) == [("unsure", "Eight Kenyan soldiers", "seven Kenyan soldiers")]
    rounded = (
        "Some 3.5 million people were displaced. <Ana Prado> [said] {3.6 million people were displaced}."
    )
    assert found((rounded, TUESDAY)) == [("agree", "3.6 million people", "Some 3.5 million people")]


@pytest.mark.parametrize(
    ("words", "least", "most", "expected"),
    [
        ("54 targets", 54, 54, (54, 54)),
        ("900,000 people", 900_000, 900_000, (850_000, 950_000)),
        ("3.6 million refugees", 3_600_000, 3_600_000, (3_550_000, 3_650_000)),
        ("nearly a million people", None, 1_000_000, (800_000, 1_000_000)),
        ("as many as 32", None, 32, (0, 32)),
        ("at least 13 soldiers", 13, None, (13, float("inf"))),
        ("about 20 people", 20, 20, (15, 25)),
        ("a dozen posts", 12, 12, (10, 14)),
    ],
)
def test_what_a_number_means(
    words: str, least: float | None, most: float | None, expected: tuple[float, float]
) -> None:
    assert credible_range(Figure(Span(0, len(words)), words, least, most, "people")) == expected
