"""One index that every reading goes into, and one renaming of actors, agreements and places out of it."""

from collections import Counter, defaultdict
from dataclasses import replace

from kg.archive.actor_index import ActorIndex
from kg.archive.agreement_index import AgreementIndex
from kg.model import ArticleReading, Place, PlaceMention
from kg.resolve.renaming import Renaming


class ArchiveIndex:
    """Takes in every reading, then tells what actors, agreements and places are called across them."""

    def __init__(self) -> None:
        self._actors = ActorIndex()
        self._agreements = AgreementIndex()
        self._places: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, reading: ArticleReading) -> None:
        """Take in one article. The result depends on which were added, not on their order."""
        self._actors.add(reading)
        self._agreements.add(reading)
        for mention in reading.mentions:
            if isinstance(mention, PlaceMention):
                self._places[mention.place.id][mention.place.name] += 1

    def renaming(self, reading: ArticleReading) -> Renaming:
        """What the actors, agreements and places of `reading` are called across all that were added."""
        return Renaming(
            actor=self._actors.renaming(reading), agreement=self._agreements.renaming(), place=self._place
        )

    def _place(self, place: Place) -> Place:
        names = self._places.get(place.id) or Counter([place.name])
        return replace(place, name=min(names, key=lambda one: (-names[one], one)))
