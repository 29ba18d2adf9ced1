"""The index of all readings, which renames actors, agreements and places consistently."""

from collections import Counter, defaultdict
from dataclasses import replace

from kg.archive.actor_index import ActorIndex
from kg.archive.agreement_index import AgreementIndex
from kg.archive.allegiance_index import AllegianceIndex
from kg.model import ArticleReading, Place, PlaceMention
from kg.resolve.renaming import Renaming


class ArchiveIndex:
    """Add all readings, then get the renaming of the actors, agreements and places of each."""

    def __init__(self) -> None:
        self._actors = ActorIndex()
        self._agreements = AgreementIndex()
        self._allegiances = AllegianceIndex()
        self._places: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, reading: ArticleReading) -> None:
        """Add one article. The order of articles does not matter."""
        self._actors.add(reading)
        self._agreements.add(reading)
        self._allegiances.add(reading)
        for mention in reading.mentions:
            if isinstance(mention, PlaceMention):
                self._places[mention.place.id][mention.place.name] += 1

    def renamed(self, reading: ArticleReading) -> ArticleReading:
        """`reading` as all added articles tell it: under their names, with the doubts that they raise."""
        return self._allegiances.doubted(self.renaming(reading).reading(reading), self._actors.identifier)

    def renaming(self, reading: ArticleReading) -> Renaming:
        """The renaming of the actors, agreements and places of `reading` across all added articles."""
        return Renaming(
            actor=self._actors.renaming(reading), agreement=self._agreements.renaming(), place=self._place
        )

    def _place(self, place: Place) -> Place:
        names = self._places.get(place.id) or Counter([place.name])
        return replace(place, name=min(names, key=lambda one: (-names[one], one)))
