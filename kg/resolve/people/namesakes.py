"""Lookup of the people of one article by full name, surname or given name."""

from collections import defaultdict
from collections.abc import Callable

from kg.language.given_names import is_given_name
from kg.language.personal_names import (
    has_suffix,
    is_first_surname_of,
    is_full_name,
    is_surname_of,
    lacks_second_surname,
    may_be_surname,
    name_parts,
    namesake_keys,
    same_person,
    surname,
)
from kg.model import Span
from kg.resolve.people.person import Person

# Of people with one surname, the one named so many times as often as any other is called by it alone.
_MORE_OFTEN = 3
# Code points back to the last mention of a person spoken of here, at most, and of one elsewhere, at least.
_HERE, _ELSEWHERE = 600, 2500


class Namesakes:
    """An index of people by name. Add people with full names first, each group in text order."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._full: dict[str, list[Person]] = defaultdict(list)
        """By surname, people with a full name."""
        self._first_surnames: dict[str, list[Person]] = defaultdict(list)
        """By the last word but one of the full name, which may be the first of two surnames."""
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
        parts = name_parts(person.name)
        self._by_given[parts[0]].append(person)
        if len(parts) > 2 and not is_given_name(parts[-2]):
            self._first_surnames[parts[-2]].append(person)

    def find(self, form: str, title: str | None, offices: frozenset[str], span: Span) -> list[Person]:
        """The people whom `form` at `span` may name: none, one, or several, the most likely first.

        `title` is the gender given by a title, `offices` those that stand with the name. A full name must
        agree; a given name alone, or a surname in first position as in Chinese and Korean, must be
        unambiguous.
        """
        if not is_full_name(form):
            return self._of_surname(form, title, offices, span) or self._of_given(form)
        candidates = (person for key in namesake_keys(form) for person in self._by_key.get(key, ()))
        same = next((person for person in candidates if same_person(person.name, form)), None)
        same = same or self._with_other_surnames(form)
        if same is None and may_be_surname(form):
            return self._of_surname(form, title, offices, span)
        return [same] if same else []

    def _with_other_surnames(self, form: str) -> Person | None:
        """The one person whose full name has a second surname that `form` lacks, or the other way round."""
        parts = name_parts(form)
        longer = [
            one for one in self._first_surnames.get(parts[-1], ()) if lacks_second_surname(form, one.name)
        ]
        if len(parts) > 2 and not is_given_name(parts[-2]):
            longer += [one for one in self._full.get(parts[-2], ()) if lacks_second_surname(one.name, form)]
        return longer[0] if len(longer) == 1 else None

    def _of_surname(self, form: str, title: str | None, offices: frozenset[str], span: Span) -> list[Person]:
        """The people called `form`. A relative ("his daughter Jane Doe") counts only after being named."""

        def fits(person: Person) -> bool:
            relative = person.is_relative and span < person.mentions[0]
            return not relative and (title is None or person.likely_gender in {None, title})

        last = surname(form)
        full = self._full.get(last, ()) if may_be_surname(form) else ()
        owners = [one for one in full if is_surname_of(form, one.name) and fits(one)]
        # The younger is called by more than the surname.
        owners = [one for one in owners if not has_suffix(one.name)] or owners
        owners = _decided(owners, offices, span)
        short = (one for one in self._short.get(last, ()) if name_parts(one.name) == name_parts(form))
        known = next((one for one in short if fits(one)), None)
        if known and not (owners and owners[0].mentions[0] < known.mentions[0]):
            return [known]
        return owners or self._of_first_surname(form, last, fits)

    def _of_first_surname(self, form: str, last: str, fits: Callable[[Person], bool]) -> list[Person]:
        owners = self._first_surnames.get(last, ()) if may_be_surname(form) else ()
        found = [one for one in owners if is_first_surname_of(form, one.name) and fits(one)]
        return found if len(found) == 1 else []

    def _of_given(self, form: str) -> list[Person]:
        parts = name_parts(form)
        fitting = self._by_given.get(parts[0], []) if len(parts) == 1 else []
        return fitting if len(fitting) == 1 else []


def _decided(owners: list[Person], offices: frozenset[str], span: Span) -> list[Person]:
    """The owner of a surname who is called by it alone at `span`; in doubt several, the nearest first.

    It is the only one introduced so far; else the one whose office stands with the surname, who alone was
    called by it before, who alone is no relative of somebody, who was named here and the others elsewhere, or
    whom the article names far more often.
    """
    introduced = [one for one in owners if one.mentions[0] < span]
    if len(introduced) < 2:
        return introduced or owners[:1]
    chosen = (
        [one for one in introduced if offices & one.offices],
        [one for one in introduced if one.by_surname],
        [one for one in introduced if not one.is_relative],
    )
    decided = next((some for some in chosen if len(some) == 1), None)
    if decided is not None:
        return decided
    nearest = sorted(introduced, key=lambda one: one.distance_before(span.start))
    if (
        nearest[0].distance_before(span.start) <= _HERE
        and nearest[1].distance_before(span.start) >= _ELSEWHERE
    ):
        return nearest[:1]
    often = sorted(introduced, key=lambda one: -len(one.mentions))
    return often[:1] if len(often[0].mentions) >= _MORE_OFTEN * len(often[1].mentions) else nearest
