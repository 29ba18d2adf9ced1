"""Passages that give no agreement, no government or no position: `nothing.toml`."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import LEAST_SHOWN
from kg.model import Actor, ActorType, Agreement, ArticleReading
from kg.pipeline import Knowledge, read_article
from kg.text.article_files import make_article

PASSAGES = tomllib.loads(Path(__file__).with_name("nothing.toml").read_text(encoding="utf-8"))


def passages(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "text",
        [pytest.param(one["text"], id=one["why"]) for one in PASSAGES[kind]],
    )


def read(text: str) -> ArticleReading:
    return read_article(make_article(text, "passage.txt"), Knowledge())[0]


def entities(reading: ArticleReading) -> Iterator[object]:
    """Everything that the reading names: mentions, speakers, addressees, holders and targets."""
    yield from (mention.entity for mention in reading.mentions)
    for statement in reading.statements:
        yield from (mention.entity for mention in statement.agreements)
        yield from (one.actor for one in (statement.speaker, statement.addressee) if one)
        for position in statement.positions:
            yield position.holder.actor
            yield position.target.entity


def members(entity: object) -> Iterator[Actor]:
    if isinstance(entity, Actor):
        yield entity
        for member in entity.members:
            yield from members(member)


@passages("no_agreement")
def test_no_agreement(text: str) -> None:
    assert [one.name for one in entities(read(text)) if isinstance(one, Agreement)] == []


@passages("no_government")
def test_no_government(text: str) -> None:
    actors = [actor for entity in entities(read(text)) for actor in members(entity)]
    assert [actor.name for actor in actors if actor.type is ActorType.GOVERNMENT] == []


@passages("no_position")
def test_no_position(text: str) -> None:
    positions = [one for statement in read(text).statements for one in statement.positions]
    assert [one.target.text for one in positions if one.confidence >= LEAST_SHOWN] == []
