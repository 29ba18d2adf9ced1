"""Shares of the entities of an article in its mentions: how likely each is what a mention refers to.

A link gives the probabilities of the antecedents of a mention (`kg.extract.links`), and each antecedent
shares its own entities with it. A name has its entity, so the shares of all other mentions follow from those
of the mentions before them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.model import Actor, Confidence, Link, Span

Shares = Mapping[str, Confidence]
"""By identifier of an actor; the rest to 1 is the share of nobody that was mentioned before."""
_NOBODY: Shares = MappingProxyType({})


class EntityShares:
    """The shares of the mentions of one article, in text order."""

    def __init__(self, links: Iterable[Link], named: Callable[[Span], Mapping[Actor, Confidence]]) -> None:
        """`named` returns the shares of the name at a span: one actor, several in doubt, none for a place."""
        self._links = sorted(links, key=lambda link: (link.span.start, -link.span.end))
        self._starts = [link.span.start for link in self._links]
        self._by_end = {link.span.end: link for link in reversed(self._links)}
        self._named = named
        self._next = 0
        self._shares: dict[Span, Shares] = {}
        self._actors: dict[str, Actor] = {}

    def link(self, span: Span, head_end: int) -> Link | None:
        """The link of the phrase at `span`, or of its head, which ends at `head_end`; None without one.

        Settles the mentions before it as their links tell, so ask in text order.
        """
        self._advance(span.start)
        found = (self._by_end.get(end) for end in (span.end, head_end))
        return next((link for link in found if link and link.span.start >= span.start), None)

    def of(self, link: Link) -> dict[Actor, Confidence]:
        """The actors that the mention of `link` may refer to."""
        return {self._actors[key]: share for key, share in self._follow(link).items()}

    def settle(self, span: Span, actors: Mapping[Actor, Confidence]) -> None:
        """Note to whom the mention at `span` refers; the mentions after it follow."""
        self._actors |= {actor.id: actor for actor in actors}
        self._shares[span] = {actor.id: share for actor, share in actors.items()}

    def _advance(self, offset: int) -> None:
        end = bisect_left(self._starts, offset, lo=self._next)
        for link in self._links[self._next : end]:
            if link.span not in self._shares:
                self._shares[link.span] = self._follow(link)
        self._next = max(self._next, end)

    def _follow(self, link: Link) -> Shares:
        shares: dict[str, Confidence] = defaultdict(float)
        for span, probability in link.antecedents:
            for key, share in self._at(span).items():
                shares[key] += probability * share
        return shares

    def _at(self, span: Span) -> Shares:
        """The shares of an antecedent: of a mention that is settled, or of a name."""
        if span not in self._shares:
            actors = self._named(span)
            if not actors:
                return _NOBODY
            self.settle(span, actors)
        return self._shares[span]
