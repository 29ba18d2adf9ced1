"""Whose minister somebody is, from the offices that all articles give."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from kg.language.personal_names import is_full_name
from kg.model import Actor, ArticleReading, Polarity, Position
from kg.resolve.allegiance import OWN_GOVERNMENT, Allegiances, served_government


class AllegianceIndex:
    """Takes in the offices of every article, then doubts positions of ministers against their government.

    An office counts only if the archive gives it without contradiction: the offices of a person are of one
    government, and no article says that one is not held.
    """

    def __init__(self) -> None:
        self._served: dict[Actor, set[str | None]] = defaultdict(set)
        """The governments for which an actor speaks; None with one for which the actor no longer does."""
        self._by_person: dict[str, set[str | None]] | None = None

    def add(self, reading: ArticleReading) -> None:
        """Take in one article. The result depends on which were added, not on their order."""
        self._by_person = None
        for actor, role in reading.roles:
            if not is_full_name(actor.name):
                continue
            if served := served_government(role.text):
                self._served[replace(actor, gender=None)].add(served)
            elif served_government(role.text, held=False):
                self._served[replace(actor, gender=None)].add(None)

    def doubted(self, renamed: ArticleReading, identifier: Callable[[Actor], str]) -> ArticleReading:
        """A renamed reading with doubts that only other articles raise; those of its own are in it already.

        `identifier` gives that of a person across articles.
        """
        if self._by_person is None:
            self._by_person = defaultdict(set)
            for actor, served in self._served.items():
                self._by_person[identifier(actor)] |= served
        known, own = self._by_person, Allegiances(renamed.roles)

        def doubt(position: Position) -> Position:
            holder, target = position.holder.actor, position.target.entity
            if position.polarity is not Polarity.OPPOSES or not isinstance(target, Actor):
                return position
            if known.get(holder.id) != {target.id} or own.doubt(holder, target) < 1:
                return position
            return replace(position, confidence=round(position.confidence * OWN_GOVERNMENT, 3))

        statements = (
            replace(one, positions=tuple(map(doubt, one.positions))) if one.positions else one
            for one in renamed.statements
        )
        return replace(renamed, statements=tuple(statements))
