"""Lookup of the people of one article by full name, surname or given name."""

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
    """An index of people by name. Add people with full names first, each group in text order."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._full: dict[str, list[Person]] = defaultdict(list)
        """By surname, people with a full name."""
        self._short: dict[str, list[Person]] = defaultdict(list)
        """By that name, people known by one name only."""
        self._by_given: dict[str, list[Person]] = defaultdict(list)

    def add(self, person: Person) -> None:
        """Add a person with at least one mention."""
        if not is_full_name(person.name):
            self._short[surname(person.name)].append(person)
            return
        for key in namesake_keys(person.name):
            self._by_key[key].append(person)
        self._full[surname(person.name)].append(person)
        self._by_given[name_parts(person.name)[0]].append(person)

    def find(self, form: str, title: str | None, span: Span) -> Person | None:
        """The person that `form` at `span` names, or None; `title` is the gender given by a title.

        A full name must agree. A surname alone is the first person named with it whose gender fits the title:
        articles call the others by their full names. A relative ("his daughter Jane Doe") counts only after
        being named. A given name alone, or a surname in first position as in Chinese and Korean, must be
        unambiguous.
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
