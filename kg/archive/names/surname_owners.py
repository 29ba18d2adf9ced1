"""The level of words: of whom a word is the surname, and whether it is a part of anybody's full name.

A surname alone is resolved by gender, then office, then use in the archive, if that leaves one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.archive.names.dataflow import Answer, Entries, Entry, Fed
from kg.archive.names.persons import is_called, may_be

# The share and the number of articles from which a surname alone is resolved to its most frequent owner.
_MIN_SHARE = 0.9
_MIN_ARTICLES = 10


class SurnameOwners:
    """The owners of a surname.

    Entries: `part`, how many people have the word in their full names; `owner` with identifier, name and gender;
    each with the identifier, `office`, `first` (a name that may end with two surnames), and `use`, the number of
    articles that call the owner by the surname alone.
    """

    def __init__(self, key: str, entries: Entries) -> None:
        self._is_part = ("part",) in entries
        self._owners: dict[str, tuple[str, str]] = {}
        self._uses: dict[str, int] = defaultdict(int)
        self._offices: dict[str, list[str]] = defaultdict(list)
        self._first: dict[str, list[str]] = defaultdict(list)
        self._chosen: dict[tuple[str, str], _Owners] = {}
        for (kind, *words), count in entries.items():
            if kind == "owner":
                self._owners[words[0]] = words[1], words[2]
            elif kind == "use":
                self._uses[words[0]] = count
            elif kind == "office":
                self._offices[words[0]].append(words[1])
            elif kind == "first":
                self._first[words[0]].append(words[1])

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer `part`: whether it is one; `owner`, a name, gender, offices: who is meant, and the full name."""
        kind, *words = question
        if kind == "part":
            return ("yes" if self._is_part else "",)
        short, gender, *offices = words
        owner = self._among(short, gender).one(offices)
        return (owner, self._owners[owner][0]) if owner else ()

    def _among(self, short: str, gender: str) -> "_Owners":
        """Those who are called `short` and may have the gender."""
        if (short, gender) not in self._chosen:
            found = (
                identifier
                for identifier, (name, own) in self._owners.items()
                if may_be(gender, own) and is_called(short, name, tuple(self._first.get(identifier, ())))
            )
            self._chosen[short, gender] = _Owners.of(found, self._offices, self._uses)
        return self._chosen[short, gender]


@dataclass(slots=True)
class _Owners:
    """Some owners of a surname: by office, the only one, and the one whom the archive means by it."""

    by_office: dict[str, set[str]]
    only: str
    by_use: str

    @classmethod
    def of(cls, owners: Iterable[str], offices: dict[str, list[str]], uses: dict[str, int]) -> "_Owners":
        identifiers = list(owners)
        by_office: dict[str, set[str]] = defaultdict(set)
        for identifier in identifiers:
            for office in offices.get(identifier, ()):
                by_office[office].add(identifier)
        least = max(_MIN_ARTICLES, _MIN_SHARE * sum(uses.get(one, 0) for one in identifiers))
        used = (one for one in identifiers if uses.get(one, 0) >= least)
        return cls(by_office, identifiers[0] if len(identifiers) == 1 else "", next(used, ""))

    def one(self, offices: Iterable[str]) -> str:
        """The identifier of the one who has one of `offices`, else the only one, else by use; or ""."""
        held = set[str]().union(*(self.by_office.get(office, ()) for office in offices))
        return next(iter(held)) if len(held) == 1 else self.only or self.by_use
