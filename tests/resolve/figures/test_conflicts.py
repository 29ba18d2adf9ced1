"""Which figures are held to be reports of one, and whether they agree."""

from datetime import date

import pytest

from kg.text.view import normalised_view
from kg.model import Actor, ActorType, Document, Manner, Mention, Span, Statement
from kg.archive.figure_index import FigureIndex
from kg.resolve.figure_finder import find_figures

DAY = date(2020, 2, 10)


def differ(*texts: str, days: tuple[date | None, ...] = (DAY, DAY)) -> list[str]:
    index = FigureIndex()
    for number, (text, day) in enumerate(zip(texts, days, strict=True)):
        span = Span(0, len(text))
        speaker = Mention(span, "", Actor(f"actor-{number}", "Somebody", ActorType.PERSON))
        figures = find_figures(normalised_view(text), text, [span])
        statement = Statement(
            f"st-{number}", f"{number}.txt", text, (span,), None, (), False, Manner.INDIRECT, 1.0,
            speaker=speaker, figures=figures,
        )  # fmt: skip
        index.add(statement, Document(f"{number}.txt", text, published_on=day))
    return [one.comparison.value for one in index.differences()]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the army hit 54 Syrian targets", "the Syrian army saw more than 50 targets hit", ["agree"]),
        ("13 Turkish troops were killed", "seven Turkish soldiers died", ["contradict"]),
        ("killed 10 to 14 Turkish troops", "killed 12 to 20 Turkish soldiers", ["overlap"]),
        ("some 100 Turkish troops were killed", "105 Turkish soldiers died", ["agree"]),
        ("13 Turkish troops were killed", "thirteen Turkish soldiers died", []),
        ("13 Turkish troops were killed", "seven Syrian soldiers died", []),
        ("13 Turkish troops were killed", "seven Turkish soldiers were wounded", []),
        ("13 Turkish troops were killed", "400 Turkish soldiers died", []),
        ("13 Turkish troops were killed in two weeks", "seven Turkish soldiers died on Monday", []),
        ("five Turkish troops died on Thursday", "seven Turkish soldiers died on Monday", []),
        ("three other Turkish troops were killed", "four Turkish soldiers died", []),
    ],
)
def test_reports_of_one_figure(one: str, other: str, expected: list[str]) -> None:
    assert differ(one, other) == expected


def test_far_apart_in_time_they_are_of_two_events() -> None:
    texts = "13 Turkish troops were killed", "seven Turkish soldiers died"
    assert differ(*texts, days=(DAY, date(2020, 3, 10))) == []
    assert differ(*texts, days=(DAY, None)) == ["contradict"]
