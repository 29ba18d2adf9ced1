"""Levels of keys: the entries of a key give its decision, which feeds entries to keys of later levels."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

Entry = tuple[str, ...]
"""A fact about a key: its kind, and words."""
Entries = Mapping[Entry, int]
"""The multiset of the entries of a key. No count is below one."""
Answer = tuple[str, ...]
"""What a decision says to a question; empty words stand for what is not known."""


class Fed(NamedTuple):
    """An entry of a key of a level, and how many times."""

    level: str
    key: str
    entry: Entry
    number: int


class Asked(NamedTuple):
    """A question to the decision of a key of a level."""

    level: str
    key: str
    question: Entry


class Decision(Protocol):
    """What the entries of a key say together. Two of equal entries feed and answer the same."""

    def feeds(self) -> Iterable[Fed]:
        """The entries that the decision gives to keys of later levels. Several that are equal add up."""

    def answer(self, question: Entry) -> Answer:
        """The answer to a question. A key without entries answers, too."""


Decide = Callable[[str, Entries], Decision]
"""A level: it makes the decision of a key of its entries, and knows nothing else."""
Ask = Callable[[str, str, Entry], Answer]
"""Gives the answer of the decision of a level and a key to a question."""


def added(fed: Iterable[Fed]) -> dict[tuple[str, str], dict[Entry, int]]:
    """The entries by level and key, equal ones added up. Those that come to nothing are left out."""
    sums: dict[tuple[str, str], dict[Entry, int]] = {}
    for level, key, entry, count in fed:
        entries = sums.setdefault((level, key), {})
        entries[entry] = entries.get(entry, 0) + count
        if not entries[entry]:
            del entries[entry]
    return {place: entries for place, entries in sums.items() if entries}


def difference(new: Iterable[Fed], old: Iterable[Fed]) -> Iterator[Fed]:
    """What must be added to the entries in `old` so that they become those in `new`."""
    less = (fed._replace(number=-fed.number) for fed in old)
    for (level, key), entries in added((*new, *less)).items():
        for entry, count in entries.items():
            yield Fed(level, key, entry, count)
