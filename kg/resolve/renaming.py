"""Renaming of the entities of a reading: by the registry, across articles, by corrections."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from kg.model import (
    Actor,
    ActorMention,
    Agreement,
    AgreementMention,
    ArticleReading,
    Mention,
    Place,
    Position,
    Statement,
)


class Renaming:
    """Functions that replace actors, agreements and places; the identity by default."""

    def __init__(
        self,
        *,
        actor: Callable[[Actor], Actor] = lambda actor: actor,
        agreement: Callable[[Agreement], Agreement] = lambda agreement: agreement,
        place: Callable[[Place], Place] = lambda place: place,
    ) -> None:
        self.actor, self.agreement, self.place = actor, agreement, place

    def reading(self, reading: ArticleReading) -> ArticleReading:
        """`reading` with all entities renamed, without positions whose holder and target become the same."""
        return replace(
            reading,
            statements=tuple(map(self._statement, reading.statements)),
            mentions=tuple(map(self._mention, reading.mentions)),
            roles=tuple((self.actor(actor), role) for actor, role in reading.roles),
            facts=tuple(replace(one, agreement=self.agreement(one.agreement)) for one in reading.facts),
        )

    def _mention(self, mention: Mention) -> Mention:
        if isinstance(mention, ActorMention):
            return self._actor_mention(mention)
        if isinstance(mention, AgreementMention):
            return self._agreement_mention(mention)
        return replace(mention, place=self.place(mention.place))

    def _actor_mention(self, mention: ActorMention) -> ActorMention:
        candidates = tuple(map(self.actor, mention.candidates))
        return replace(mention, actor=self.actor(mention.actor), candidates=candidates)

    def _agreement_mention(self, mention: AgreementMention) -> AgreementMention:
        return replace(mention, agreement=self.agreement(mention.agreement))

    def _statement(self, statement: Statement) -> Statement:
        positions = map(self._position, statement.positions)
        return replace(
            statement,
            speaker=self._actor_mention(statement.speaker) if statement.speaker else None,
            addressee=self._actor_mention(statement.addressee) if statement.addressee else None,
            agreements=first_of_each(map(self._agreement_mention, statement.agreements)),
            mentions=first_of_each(map(self._mention, statement.mentions)),
            positions=tuple(one for one in positions if one.target.entity != one.holder.actor),
        )

    def _position(self, position: Position) -> Position:
        target = position.target
        if isinstance(target.entity, Actor):
            target = replace(target, entity=self.actor(target.entity))
        elif isinstance(target.entity, Agreement):
            target = replace(target, entity=self.agreement(target.entity))
        return replace(position, holder=self._actor_mention(position.holder), target=target)


OneMention = TypeVar("OneMention", bound=Mention)


def first_of_each(mentions: Iterable[OneMention]) -> tuple[OneMention, ...]:
    """The first mention of each entity, in order."""
    first: dict[tuple[type, str], OneMention] = {}
    for mention in mentions:
        first.setdefault((type(mention), mention.entity.id), mention)
    return tuple(first.values())
