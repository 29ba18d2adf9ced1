"""The people of one article looked up by name: who is meant by a full name, a surname, a given name."""

from collections import defaultdict

from kg.language.personal_names import (
    is_full_name,
    is_surname_of,
    may_be_surname,
    name_parts,
    namesake_keys,
    same_person,
    surname,
)
from kg.model import Span
from kg.resolve.people.person import Person


class Namesakes:
    """Add people, full names first and in the order of the text, and look them up."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._full: dict[str, list[Person]] = defaultdict(list)
        """By surname, those with a full name; and those known by one word."""
        self._short: dict[str, list[Person]] = defaultdict(list)
        self._by_given: dict[str, list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        """Take in a person whose first mention is known."""
        if not is_full_name(person.name):
            self._short[surname(person.name)].append(person)
            return
        for key in namesake_keys(person.name):
            self._by_key[key].append(person)
        self._full[surname(person.name)].append(person)
        self._by_given[name_parts(person.name)[0]].append(person)

    def find(self, form: str, title: str | None, span: Span) -> Person | None:
        """The person whom `form` at `span` names; `title` is the gender that a title says.

        A full name must agree. A surname alone, of several who have it, is the one's whom the title fits
        and whom the article has named first: the others are called by their full names. Before "his
        daughter Jane Doe" is named, "Doe" is her father. A given name alone is the only one's who has
        it; so is a surname that stands first, as in Chinese and Korean.
        """
        if is_full_name(form):
            candidates = (person for key in namesake_keys(form) for person in self._by_key.get(key, ()))
            same = next((person for person in candidates if same_person(person.name, form)), None)
            return same or (self._of_surname(form, title, span) if may_be_surname(form) else None)
        return self._of_surname(form, title, span) or self._of_given(form)

    def _of_surname(self, form: str, title: str | None, span: Span) -> Person | None:
        def fits(person: Person) -> bool:
            relative = person.is_relative and span < person.mentions[0]
            return not relative and (title is None or person.likely_gender in {None, title})

        last = surname(form)
        full = self._full.get(last, ()) if may_be_surname(form) else ()
        first = next((one for one in full if is_surname_of(form, one.name) and fits(one)), None)
        short = (one for one in self._short.get(last, ()) if name_parts(one.name) == name_parts(form))
        found = [*([first] if first else []), *(one for one in short if fits(one))]
        return min(found, key=lambda one: one.mentions[0], default=None)

    def _of_given(self, form: str) -> Person | None:
        parts = name_parts(form)
        fitting = self._by_given.get(parts[0], []) if len(parts) == 1 else []
        return fitting[0] if len(fitting) == 1 else None
