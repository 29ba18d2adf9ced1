"""The levels of persons: which of them are one, and what the whole archive says of each.

Two persons are one where their full names match only each other: "Lucia Rivera", "Ana Lucia Rivera". So do
those of which one has a second surname, if an article calls that person by the first one.
"""

from collections.abc import Iterator
from itertools import combinations

from kg.archive.names.actor_forms import is_all_capitals
from kg.archive.names.dataflow import Answer, Entries, Entry, Fed
from kg.archive.names.surname_owners import may_be, owner_key, surnames
from kg.language.given_names import given_gender
from kg.language.personal_names import (
    is_full_name,
    lacks_second_surname,
    name_parts,
    namesake_keys,
    person_id,
    same_person,
    second_surname_keys,
)


class Bundle:
    """All that is said of one person.

    Entries: `name`, `gender`, `office`, `serves`, each with a word, and `surname` and `first`, the numbers of
    articles that name the person in full and then by the surname alone, or by the first of two surnames.
    """

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.names = {words[0]: count for (kind, *words), count in entries.items() if kind == "name"}
        self.by_surname = entries.get(("surname",), 0)
        self.by_first_surname = entries.get(("first",), 0)

    def words(self, kind: str) -> tuple[str, ...]:
        """The words of the entries of a kind, sorted."""
        return tuple(sorted(words[0] for one, *words in self.entries if one == kind and words))

    @property
    def name(self) -> str:
        """The most frequent form, of ties the longest; "" if there is none."""
        names = self.names
        return min(names, key=lambda one: (is_all_capitals(one), -names[one], -len(one), one), default="")

    @property
    def gender(self) -> str:
        """The gender, "" if it is not known or articles differ."""
        genders = self.words("gender")
        return genders[0] if len(genders) == 1 else ""

    @property
    def first_surname_names(self) -> tuple[str, ...]:
        """The names that may end with two surnames, if articles call the person by the first."""
        return tuple(sorted(self.names)) if self.by_first_surname else ()

    def feeds(self, level: str, key: str) -> Iterator[Fed]:
        """Feed all to one key."""
        return (Fed(level, key, entry, count) for entry, count in self.entries.items())


class Person:
    """A person before merging; the key is its identifier. Entries: those of a `Bundle`."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._key, self._bundle = key, Bundle(entries)

    def feeds(self) -> Iterator[Fed]:
        """Feed a full name to the keys of namesakes; all is the person's with whom this one is one."""
        bundle, name = self._bundle, self._bundle.name
        if not is_full_name(name):
            yield from bundle.feeds("whole", self._key)
            return
        yield from bundle.feeds("couple", self._key)
        keys = namesake_keys(name) + (second_surname_keys(name) if bundle.by_first_surname else [])
        first = "first" if bundle.by_first_surname else ""
        for last, given in dict.fromkeys(keys):
            yield Fed("namesake", f"{given} {last}", (self._key, name, first), 1)

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()


class Namesakes:
    """Persons of whom some may be one. Entries: identifier, name, "first" if called by a first surname."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._persons = sorted(entries)

    def feeds(self) -> Iterator[Fed]:
        """Feed to each the others whose names fit."""
        for one, other in combinations(self._persons, 2):
            names = one[1], other[1]
            if same_person(*names) or any(
                long[2] and lacks_second_surname(short[1], long[1])
                for short, long in ((one, other), (other, one))
            ):
                yield Fed("fit", one[0], (other[0], one[1], other[1]), 1)
                yield Fed("fit", other[0], (one[0], other[1], one[1]), 1)

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()


class Fit:
    """Those whose names fit a person's, the key. Entries: another's identifier, the name, the other's."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._key, self._others = key, sorted(entries)

    def feeds(self) -> Iterator[Fed]:
        """Feed the choice of the only other one to both."""
        if len(self._others) == 1:
            (entry,) = self._others
            yield Fed("couple", self._key, ("chooses", *entry), 1)
            yield Fed("couple", entry[0], ("chosen", self._key), 1)

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()


class Couple:
    """Whether a person is one with another: they choose each other. Entries: of `Person`, and of `Fit`."""

    def __init__(self, key: str, entries: Entries) -> None:
        own = {entry: count for entry, count in entries.items() if entry[0] not in ("chooses", "chosen")}
        self._key, self._bundle, self._kept = key, Bundle(own), key
        for kind, *words in entries:
            if kind == "chooses" and ("chosen", words[0]) in entries:
                other, name, other_name = words
                self._kept = min((key, name), (other, other_name), key=_preference)[0]

    def feeds(self) -> Iterator[Fed]:
        """Feed all to the one that is kept, and to the other that it is that one."""
        yield from self._bundle.feeds("whole", self._kept)
        if self._kept != self._key:
            yield Fed("whole", self._key, ("into", self._kept), 1)

    def answer(self, question: Entry) -> Answer:
        """Answer nothing."""
        return ()


class WholePerson:
    """A person as the whole archive tells. Entries: those of a `Bundle`, and `into`, the one it became."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._key, self._bundle = key, Bundle(entries)
        self._into = next((words[0] for kind, *words in entries if kind == "into"), "")

    def feeds(self) -> Iterator[Fed]:
        """Feed a person of a full name to its words, and to the owners of its surnames."""
        bundle, name = self._bundle, self._bundle.name
        if not is_full_name(name):
            return
        for part in dict.fromkeys(name_parts(name)):
            yield Fed("word", part, ("part",), 1)
        for word in surnames(name, bundle.first_surname_names):
            key = owner_key(word, self._key)
            yield Fed("owner", key, ("owner", self._key, name, bundle.gender), 1)
            yield from (Fed("owner", key, ("office", self._key, one), 1) for one in bundle.words("office"))
            yield from (Fed("owner", key, ("first", self._key, one), 1) for one in bundle.first_surname_names)
            if bundle.by_surname:
                yield Fed("owner", key, ("use", self._key), bundle.by_surname)

    def answer(self, question: Entry) -> Answer:
        """Answer what is known of the person.

        - no words: whom it became ("" if nobody), its name, then those that may end with two surnames
        - `who`, gender, offices: whether the gender may be this person's, and whether one of the offices is
        - `serves`, government: whether that is the one government for which it speaks
        """
        bundle = self._bundle
        if not question:
            return (self._into, bundle.name, *bundle.first_surname_names)
        kind, *words = question
        if kind == "serves":
            return ("yes" if bundle.words("serves") == (words[0],) else "",)
        fits = "yes" if may_be(words[0], bundle.gender) else ""
        return fits, "" if set(words[1:]).isdisjoint(bundle.words("office")) else "yes"


def _preference(person: tuple[str, str]) -> tuple[bool, bool, int, str]:
    """The sort key of the person to keep, the smallest: that of the registry, else of the shorter name.

    A name without a given name, such as "Wasserman Schultz", comes last: it is the end of a longer name.
    """
    identifier, name = person
    generated = identifier == person_id(name)
    return generated, given_gender(name) is None, len(name_parts(name)), identifier
