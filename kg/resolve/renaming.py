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
    Candidate,
    Confidence,
    Mention,
    Place,
    Position,
    Statement,
)
from kg.resolve.coreference.table import LEAST_SURE


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
        """`reading` with all entities renamed, without positions whose holder and target become the same.

        Candidates that become the same actor are one, with the sum of their confidences.
        """
        text = reading.article.text
        return replace(
            reading,
            statements=tuple(self._statement(one, text) for one in reading.statements),
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
        """The renamed mention; a candidate that is its own actor adds to its confidence."""
        actor, own, others = self.actor(mention.actor), mention.confidence, []
        for one in self._candidates(mention.candidates):
            if one.actor.id == actor.id:
                own = _sum(own, one.confidence)
            else:
                others.append(one)
        return replace(mention, actor=actor, confidence=own, candidates=tuple(others))

    def _candidates(self, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
        """The renamed candidates, each actor once, the most likely first."""
        found: dict[str, Candidate] = {}
        for one in candidates:
            actor = self.actor(one.actor)
            known = found.get(actor.id)
            share = _sum(known.confidence, one.confidence) if known else one.confidence
            found[actor.id] = Candidate(actor, share)
        return tuple(sorted(found.values(), key=lambda one: -one.confidence))

    def _agreement_mention(self, mention: AgreementMention) -> AgreementMention:
        return replace(mention, agreement=self.agreement(mention.agreement))

    def _statement(self, statement: Statement, text: str) -> Statement:
        positions = map(self._position, statement.positions)
        speaker = self._actor_mention(statement.speaker) if statement.speaker else None
        candidates = self._candidates(statement.candidates)
        if candidates and candidates[0].confidence >= LEAST_SURE:
            # The doubt was between two names of one actor.
            first, *others = candidates
            span, candidates = statement.source[0], ()
            speaker = ActorMention(
                span, span.of(text), first.actor, confidence=first.confidence, candidates=tuple(others)
            )
        return replace(
            statement,
            speaker=speaker,
            candidates=candidates,
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


def _sum(one: Confidence, other: Confidence) -> Confidence:
    return round(min(1.0, one + other), 3)


OneMention = TypeVar("OneMention", bound=Mention)


def first_of_each(mentions: Iterable[OneMention]) -> tuple[OneMention, ...]:
    """The first mention of each entity, in order."""
    first: dict[tuple[type, str], OneMention] = {}
    for mention in mentions:
        first.setdefault((type(mention), mention.entity.id), mention)
    return tuple(first.values())
