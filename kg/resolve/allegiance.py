"""The government that an actor speaks for, by office or as an organ of a state.

"Norway will not give way", said by Norway's foreign minister, is a position neither against nor for Norway.
Since ministers sometimes criticise their own government, such a position is kept with a lower confidence.
"""

from collections.abc import Iterable

from kg.language.folding import words_of
from kg.language.lexicon import countries_in, lexicon
from kg.model import Actor, ActorType, Confidence, Role
from kg.resolve.bodies.organisations import government

_NOT_IN_OFFICE = frozenset({"former", "ex", "then", "late", "shadow", "opposition", "candidate"})
# Factor on the confidence of a position toward one's own government.
OWN_GOVERNMENT = 0.2


class Allegiances:
    """The governments that actors speak for, as roles tell."""

    def __init__(self, roles: Iterable[tuple[Actor, Role]]) -> None:
        self._by_actor: dict[str, set[str]] = {}
        for actor, role in roles:
            served = served_government(role.text)
            if served is not None:
                self._by_actor.setdefault(actor.id, set()).add(served)

    def doubt(self, holder: Actor, target: Actor) -> Confidence:
        """The factor, from 0 to 1, on the confidence of a position of `holder` toward `target`."""
        return OWN_GOVERNMENT if self._is_own(holder, target) else 1.0

    def _is_own(self, holder: Actor, target: Actor) -> bool:
        if target.type is not ActorType.GOVERNMENT:
            return False
        if target.id in self._by_actor.get(holder.id, ()):
            return True
        return holder.type in (ActorType.GOVERNMENT, ActorType.ORGANISATION) and _is_organ(holder, target)


def served_government(role: str, *, held: bool = True) -> str | None:
    """The identifier of the government of an executive office ("Turkey's foreign minister"), or None.

    With `held` false, that of an office which the words say is not held ("former foreign minister of Malta").
    """
    words = [word.lower() for word in words_of(role)]
    if _NOT_IN_OFFICE.isdisjoint(words) is not held or lexicon().executive.isdisjoint(words):
        return None
    countries, _ = countries_in(words_of(role))
    return government(countries.pop()).id if len(countries) == 1 else None


def _is_organ(holder: Actor, target: Actor) -> bool:
    """Whether the name of `holder` is a national organ of the country whose government `target` is."""
    words = words_of(holder.name)
    country = lexicon().country_of(words[0]) if words else None
    organ = not lexicon().national_organs.isdisjoint(word.lower() for word in words)
    return country is not None and organ and government(country).id == target.id
