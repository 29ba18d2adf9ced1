"""Positions of ministers against their own government, known from another article."""

import pytest

from kg.language.lexicon import lexicon
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Article,
    ArticleReading,
    Attribution,
    Layer,
    Manner,
    Polarity,
    Position,
    Role,
    Span,
    Statement,
    Target,
)
from kg.resolve.bodies.organisations import government
from tests.archive.with_archive_index import across

_DOE = Actor("jane-doe", "Jane Doe", ActorType.PERSON)
_SPAN = Span(0, 1)


def _says(country: str, *roles: str) -> ArticleReading:
    """An article in which Jane Doe takes a position against the government of a country."""
    found = Attribution(
        "st-1",
        text="x",
        content=(_SPAN,),
        cue=None,
        source=(_SPAN,),
        source_inherited=False,
        manner=Manner.DIRECT,
        confidence=1.0,
    )
    holder = ActorMention(_SPAN, "Jane Doe", _DOE)
    target = Target(_SPAN, country, government(lexicon().countries[country]))
    position = Position("po-1", Layer.SPEECH, holder, "ACCUSE", Polarity.OPPOSES, target, None, 0.8)
    statement = Statement.of(found, article="ar-1", speaker=holder, positions=(position,))
    return ArticleReading(Article("ar-1", "x", ("a.txt",)), (statement,), (holder,), roles=_roles(roles))


def _tells(*roles: str) -> ArticleReading:
    """Another article, which gives Jane Doe's offices."""
    holder = ActorMention(_SPAN, "Jane Doe", _DOE)
    return ArticleReading(Article("ar-2", "y", ("b.txt",)), (), (holder,), roles=_roles(roles))


def _roles(roles: tuple[str, ...]) -> tuple[tuple[Actor, Role], ...]:
    return tuple((_DOE, Role(role, _SPAN)) for role in roles)


@pytest.mark.parametrize(
    ("country", "told", "confidence"),
    [
        ("Malta", ["foreign minister of Malta"], 0.16),
        ("Norway", ["foreign minister of Malta"], 0.8),
        ("Malta", ["foreign minister of Malta", "former foreign minister of Malta"], 0.8),
        ("Malta", ["foreign minister of Malta", "foreign minister of Norway"], 0.8),
        ("Malta", ["singer"], 0.8),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_offices_of_another_article_count(
    country: str, told: list[str], confidence: float, *, first: bool
) -> None:
    readings = [_says(country), _tells(*told)]
    renamed = across(*(readings if first else reversed(readings)))
    (statement,) = renamed[0 if first else -1].statements
    assert [one.confidence for one in statement.positions] == [confidence]


def test_what_the_article_itself_doubts_is_not_doubted_again() -> None:
    reading, other = _says("Malta", "foreign minister of Malta"), _tells("foreign minister of Malta")
    assert across(reading, other)[0].statements[0].positions[0].confidence == 0.8
