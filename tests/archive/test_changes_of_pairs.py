"""Echoes and figures that change with each portion are those of the archive made at once."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Article,
    ArticleReading,
    Manner,
    Mention,
    Place,
    PlaceMention,
    Span,
    Statement,
)
from kg.resolve.figure_finder import find_figures
from kg.text.text import Text
from tests.archive.with_changes import differences_after, echoes_after

SPEAKERS = (
    Actor("ministry", "Ministry", ActorType.GOVERNMENT),
    Actor("governor", "Governor", ActorType.PERSON),
    Actor("unnamed-1", "an official", ActorType.UNNAMED),
    None,
)
WORDINGS = (
    "our convoy left the besieged northern province before dawn and reached the border village",
    "our convoy left the besieged northern province before dawn and reached the village",
    "the convoy left the besieged northern province before dawn",
    "the convoy has not left the besieged northern province before dawn",
    "five soldiers died in the shelling of the northern outpost near the border village",
    "eight soldiers died in the shelling of the northern outpost near the border village",
    "we will retaliate for every attack on our soldiers in the province",
    "13 Turkish troops were killed in Malvern on Monday",
    "seven Turkish soldiers were killed in Malvern on Monday",
    "more than ten Turkish soldiers died in Malvern",
)
FIRST = date(2020, 2, 1)
DAYS = st.none() | st.sampled_from([0, 1, 2, 9, 10, 11, 12, 20, 40]).map(
    lambda number: FIRST + timedelta(days=number)
)
SAID = st.tuples(
    st.sampled_from(SPEAKERS), st.sampled_from(WORDINGS), st.sampled_from([Manner.DIRECT, Manner.INDIRECT])
)


Said = tuple[Actor | None, str, Manner]


def reading_of(article: str, day: date | None, said: list[Said]) -> ArticleReading:
    """An article of one sentence a statement, all in Malvern."""
    place = Place("malvern", "Malvern")
    statements: list[Statement] = []
    for number, (speaker, wording, manner) in enumerate(said):
        text, span = Text(wording), Span(0, len(wording))
        mentions: tuple[Mention, ...] = (PlaceMention(span, "Malvern", place),)
        statements.append(
            Statement(
                id=f"st-{article}-{number}",
                text=wording,
                content=(span,),
                cue=None,
                source=(),
                source_inherited=False,
                manner=manner,
                confidence=1.0,
                article=article,
                speaker=ActorMention(span, speaker.name, speaker) if speaker else None,
                figures=tuple(find_figures(text, Dates(text, day), [span])),
                mentions=mentions,
            )
        )
    return ArticleReading(Article(article, "", (), published_on=day), tuple(statements), ())


ARTICLES = st.tuples(DAYS, st.lists(SAID, max_size=4))
NAMES = st.sampled_from([f"ar-{number}" for number in range(12)])
# Portions in which articles come, are replaced, go, and come again.
PORTIONS = st.lists(st.dictionaries(NAMES, st.none() | ARTICLES, max_size=12), min_size=1, max_size=5)
Given = list[dict[str, tuple[date | None, list[Said]] | None]]


def readings_of(portions: Given) -> list[dict[str, ArticleReading | None]]:
    return [
        {name: reading_of(name, *article) if article else None for name, article in portion.items()}
        for portion in portions
    ]


def at_once(portions: list[dict[str, ArticleReading | None]]) -> dict[str, ArticleReading | None]:
    """What is there in the end, in another order."""
    last = {name: reading for portion in portions for name, reading in portion.items()}
    return {name: last[name] for name in sorted(last, reverse=True) if last[name]}


@settings(deadline=None)
@given(PORTIONS)
def test_echoes_depend_on_the_articles_alone(given_portions: Given) -> None:
    portions = readings_of(given_portions)
    assert echoes_after(portions) == echoes_after([at_once(portions)])


@settings(deadline=None)
@given(PORTIONS)
def test_differences_depend_on_the_articles_alone(given_portions: Given) -> None:
    portions = readings_of(given_portions)
    assert differences_after(portions) == differences_after([at_once(portions)])


def test_what_is_random_above_has_echoes_and_differences() -> None:
    articles = [
        (FIRST, [(SPEAKERS[number % 2], wording, Manner.DIRECT)])
        for number in range(2)
        for wording in WORDINGS
    ]
    portions = readings_of([{f"ar-{number}": article for number, article in enumerate(articles)}])
    # Each speaker's first three wordings.
    pairs, firsts = echoes_after(portions)
    assert len(pairs) == 6
    assert sorted(firsts.items()) == [
        *[("st-ar-0-0", "st-ar-0-0"), ("st-ar-1-0", "st-ar-0-0"), ("st-ar-10-0", "st-ar-10-0")],
        *[("st-ar-11-0", "st-ar-10-0"), ("st-ar-12-0", "st-ar-10-0"), ("st-ar-2-0", "st-ar-0-0")],
    ]
    assert differences_after(portions)
