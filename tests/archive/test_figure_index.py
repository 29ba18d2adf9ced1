"""Which figures are held to be reports of one, and whether they agree."""

from datetime import date

import pytest

from kg.archive.figure_index import FigureIndex
from kg.language.dates import Dates
from kg.model import Actor, ActorMention, ActorType, ArticleReading, Span, Statement
from kg.resolve.figure_finder import find_figures
from kg.text.text import Text
from tests.builders_text import article_of, make_attribution
from tests.with_rows import memory_rows

DAY = date(2020, 2, 10)


def differ(*texts: str, days: tuple[date | None, ...] = (DAY, DAY)) -> list[str]:
    rows = memory_rows()
    index = FigureIndex(rows)
    for number, (raw, day) in enumerate(zip(texts, days, strict=True)):
        text, span = Text(raw), Span(0, len(raw))
        article = article_of(text, day)
        statement = Statement.of(
            make_attribution([span], None, [], id=f"st-{number}"),
            article=article.id,
            speaker=ActorMention(span, "", Actor(f"actor-{number}", "Somebody", ActorType.PERSON)),
            figures=find_figures(text, Dates(text, day), [span]),
        )
        index.replace(article.id, ArticleReading(article, (statement,), ()))
    with rows.transaction():
        return [difference.comparison.value for difference in index.settle().new]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the army hit 54 Syrian targets", "the Syrian army saw more than 50 targets hit", ["agree"]),
        ("13 Turkish troops were killed", "seven Turkish soldiers died", ["unsure"]),
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
    assert differ(*texts, days=(DAY, None)) == ["unsure"]
