"""The level of places: each has its most frequent name."""

from collections.abc import Iterator

from kg.archive.names.dataflow import Answer, Entries, Entry, Fed


class PlaceNames:
    """The names of a place, the key. Entries: a name, for each mention."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._name = min(entries, key=lambda one: (-entries[one], one), default=("",))

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer the name, "" if it has none."""
        return self._name
