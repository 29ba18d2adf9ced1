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
from kg.text import Text
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


def reading_of(
    article: str, day: date | None, said: list[tuple[Actor | None, str, Manner]]
) -> ArticleReading:
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


@st.composite
def archives(draw: st.DrawFn) -> list[dict[str, ArticleReading | None]]:
    """Portions in which articles come, are replaced, go, and come again."""
    names = [f"ar-{number}" for number in range(draw(st.integers(1, 12)))]
    portions: list[dict[str, ArticleReading | None]] = []
    for _ in range(draw(st.integers(1, 5))):
        portion: dict[str, ArticleReading | None] = {}
        for name in draw(st.lists(st.sampled_from(names), unique=True)):
            said = draw(st.lists(SAID, max_size=4))
            portion[name] = draw(st.none() | st.just(reading_of(name, draw(DAYS), said)))
        portions.append(portion)
    return portions


def at_once(portions: list[dict[str, ArticleReading | None]]) -> dict[str, ArticleReading | None]:
    """What is there in the end, in another order."""
    last = {name: reading for portion in portions for name, reading in portion.items()}
    return {name: last[name] for name in sorted(last, reverse=True) if last[name]}


@settings(deadline=None)
@given(archives())
def test_echoes_depend_on_the_articles_alone(portions: list[dict[str, ArticleReading | None]]) -> None:
    assert echoes_after(portions) == echoes_after([at_once(portions)])


@settings(deadline=None)
@given(archives())
def test_differences_depend_on_the_articles_alone(portions: list[dict[str, ArticleReading | None]]) -> None:
    assert differences_after(portions) == differences_after([at_once(portions)])
