"""The levels of surnames: of whom a word is the surname, and whether it is a part of anybody's full name.

A surname alone is resolved by gender, then office, then use in the archive, if that leaves one person. Of the
owners of a surname, who may be thousands, only a *summary* is needed, which adds up: so owners are in sixteen
parts, and a change of one of them reads the summaries of the other parts alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from hashlib import blake2b
from operator import itemgetter

import msgspec

from kg.archive.names.dataflow import Answer, Entries, Entry, Fed
from kg.language.personal_names import is_first_surname_of, is_surname_of, name_parts, surname

# The share and the number of articles from which a surname alone is resolved to its most frequent owner.
_MIN_SHARE = 0.9
_MIN_ARTICLES = 10
_PARTS = "0123456789abcdef"


def owner_key(word: str, person: str) -> str:
    """The key of the part of the owners of a surname that has a person."""
    return word + " " + blake2b(person.encode(), digest_size=1).hexdigest()[0]


def owner_keys(word: str) -> list[str]:
    """The keys of all owners of a surname."""
    return [f"{word} {part}" for part in _PARTS]


class SurnameOwners:
    """A part of the owners of a surname; the key is from `owner_key`.

    Entries: `owner` with identifier, name and gender; with the identifier, `office`, `first` (a name that may
    end with two surnames), and `use`, the number of articles that call the owner by the surname alone.
    """

    def __init__(self, key: str, entries: Entries) -> None:
        self._word = key.split()[0]
        self._owners = sorted((*words,) for kind, *words in entries if kind == "owner")
        self._uses = {words[0]: count for (kind, *words), count in entries.items() if kind == "use"}
        self._offices: dict[str, list[str]] = defaultdict(list)
        self._first: dict[str, list[str]] = defaultdict(list)
        for kind, *words in entries:
            if kind == "office":
                self._offices[words[0]].append(words[1])
            elif kind == "first":
                self._first[words[0]].append(words[1])

    def feeds(self) -> Iterator[Fed]:
        """Feed the summary of those who are called by the surname to the word."""
        return (Fed("word", self._word, entry, count) for entry, count in self._summary(self._word).items())

    def answer(self, question: Entry) -> Answer:
        """Answer `called`, a surname with an initial or the like: the summary of those who are called so."""
        return (msgspec.json.encode(sorted(self._summary(question[1]).items())).decode(),)

    def _summary(self, short: str) -> Counter[Entry]:
        """The summary of those who are called `short`, by gender.

        - `one`, gender, office or "", identifier, name: the only one, of all or of those with the office;
          `many`, gender, office: there are several
        - `uses`, gender: in how many articles they are called so; `use`, gender, identifier, name: who may be
          meant by it
        """
        holders: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        uses: Counter[str] = Counter()
        called = [
            (identifier, name, gender)
            for identifier, name, gender in self._owners
            if is_called(short, name, tuple(self._first.get(identifier, ())))
        ]
        for identifier, name, gender in called:
            uses[gender] += self._uses.get(identifier, 0)
            for office in ("", *self._offices.get(identifier, ())):
                holders[gender, office].append((identifier, name))
        summary: Counter[Entry] = Counter({("uses", own): count for own, count in uses.items() if count})
        for (gender, office), some in holders.items():
            summary[("one", gender, office, *some[0]) if len(some) == 1 else ("many", gender, office)] = 1
        for identifier, name, gender in called:
            count = self._uses.get(identifier, 0)
            if _is_most(count, uses[gender]):
                summary["use", gender, identifier, name] = count
        return summary


class Word:
    """A word of names. Entries: `part`, how many people have it in their full names; summaries of owners."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._is_part = ("part",) in entries
        self._summary = {entry: count for entry, count in entries.items() if entry != ("part",)}
        self._owners: dict[str, _Owners] = {}

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer `part`: whether it is one; `owner`, gender, offices: who is meant, and the full name."""
        kind, *words = question
        if kind == "part":
            return ("yes" if self._is_part else "",)
        gender, *offices = words
        if gender not in self._owners:
            self._owners[gender] = _Owners(self._summary, gender)
        return self._owners[gender].one(offices)


def owner_among(summaries: Iterable[Answer], gender: str, offices: Iterable[str]) -> Answer:
    """Who is meant, and the full name, by the answers of `SurnameOwners`."""
    whole: Counter[Entry] = Counter()
    for (summary,) in summaries:
        whole.update(dict(msgspec.json.decode(summary, type=list[tuple[tuple[str, ...], int]])))
    return _Owners(whole, gender).one(offices)


class _Owners:
    """Those owners of a summary who may have a gender."""

    def __init__(self, summary: Entries, gender: str) -> None:
        self._only: dict[str, set[Answer]] = defaultdict(set)
        self._several: set[str] = set()
        uses, used = 0, {}
        for (kind, own, *words), count in sorted(summary.items()):
            if not may_be(gender, own):
                continue
            if kind == "one":
                self._only[words[0]].add((words[1], words[2]))
            elif kind == "many":
                self._several.add(words[0])
            elif kind == "use":
                used[words[0], words[1]] = count
            else:
                uses += count
        self._by_use: Answer = next((one for one, count in used.items() if _is_most(count, uses)), ())

    def one(self, offices: Iterable[str]) -> Answer:
        """The one who has one of the offices, else the only one, else whom the archive means; or nobody."""
        held = set(offices) - {""}
        in_office = self._among(held) if held else ()
        return in_office or self._among({""}) or self._by_use

    def _among(self, offices: Set[str]) -> Answer:
        """The only one who has one of the offices; "" is that of all."""
        found = set[Answer]().union(*(self._only.get(office, ()) for office in offices))
        return found.pop() if len(found) == 1 and self._several.isdisjoint(offices) else ()


def _is_most(count: int, uses: int) -> bool:
    return count >= max(_MIN_ARTICLES, _MIN_SHARE * uses)


def surnames(name: str, first_surname_names: tuple[str, ...]) -> list[str]:
    """The words that are surnames of the person: the last one, and the first ones of two."""
    parts = [parts for parts in map(name_parts, first_surname_names) if len(parts) > 1]
    return list(dict.fromkeys((surname(name), *map(itemgetter(-2), parts))))


def is_called(short: str, name: str, first_surname_names: tuple[str, ...]) -> bool:
    """Whether `short` is a surname alone of the person."""
    return is_surname_of(short, name) or any(is_first_surname_of(short, one) for one in first_surname_names)


def may_be(one: str, other: str) -> bool:
    """Whether two genders may be one person's; "" may be any."""
    return not one or not other or one == other
