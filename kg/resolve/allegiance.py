"""Whose side somebody speaks for: a minister and a ministry take no position against their own government.

"Norway will not give way", said by its foreign minister, is no word against Norway, whoever is blamed for
what. Those who have left office, and members of parliaments, may be against anybody.
"""

from collections.abc import Iterable

from kg.model import Actor, ActorType, Role
from kg.resolve.bodies.organisations import government
from kg.language.lexicon import Country, lexicon
from kg.language.folding import words_of

_LEFT = frozenset({"former", "ex", "then", "late", "shadow", "opposition", "candidate"})


class Sides:
    """The governments that the actors of one article speak for."""

    def __init__(self, roles: Iterable[tuple[Actor, Role]]) -> None:
        self._by_actor: dict[str, set[str]] = {}
        for actor, role in roles:
            country = _served(role.text)
            if country is not None:
                self._by_actor.setdefault(actor.id, set()).add(government(country).id)

    def is_own(self, target: Actor, holder: Actor) -> bool:
        """Whether `target` is the government that `holder` speaks for, by office or as an organ of it."""
        if target.type is not ActorType.GOVERNMENT:
            return False
        if target.id in self._by_actor.get(holder.id, ()):
            return True
        return holder.type in (ActorType.GOVERNMENT, ActorType.ORGANISATION) and _is_organ(holder, target)


def _served(role: str) -> Country | None:
    """The country that an office of the executive names ("Turkey's foreign minister"); None if none."""
    words = [word.lower() for word in words_of(role)]
    if not _LEFT.isdisjoint(words) or lexicon().executive.isdisjoint(words):
        return None
    countries = {lexicon().country_of(word) for word in words_of(role)} - {None}
    return countries.pop() if len(countries) == 1 else None


def _is_organ(holder: Actor, target: Actor) -> bool:
    """Whether `holder` is called a national organ of the country whose government `target` is."""
    words = words_of(holder.name)
    country = lexicon().country_of(words[0]) if words else None
    organ = not lexicon().national_organs.isdisjoint(word.lower() for word in words)
    return country is not None and organ and government(country).id == target.id
