"""The level of actors: what one actor is called, as what type, and of which person each form of its name is.

Bodies whose names differ in spaces only are one, so the key of an actor is its identifier without hyphens.
Acronyms stand for the name that articles use with them, initials in the labels of turns for the one person
with them who has turns in the archive.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from kg.archive.names.dataflow import Answer, Entries, Entry, Fed
from kg.language.personal_names import full_person_id, is_full_name, same_person
from kg.model import ActorType

SEVERAL = " "
"""An answer for what stands for several; no identifier is it."""
# Longer names in capitals come from datelines or headlines, in letters.
_LONGEST_ACRONYM = 5
# Fewer initials in the label of a turn are many people's.
FEWEST_INITIALS = 3


def actor_key(identifier: str) -> str:
    """The key of an actor, the same for "RealClearPolitics" and "Real Clear Politics"."""
    return identifier.replace("-", "")


class ActorForms:
    """What the entries say of the actors of one key.

    Entries, each with an actor's identifier and a name: `name` with a type, for each mention; of a person
    `gender`, `office`, `surname` (an article names the person in full and then by the surname alone), `first`
    (likewise by what may be the first of two surnames), `serves` (a government, "" for one no longer served),
    `turn` (the name labels a turn of an interview). Besides, `stands`: an acronym, and the actor that it is.
    """

    def __init__(self, key: str, entries: Entries) -> None:
        self._entries = entries
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        self._types: dict[str, Counter[str]] = defaultdict(Counter)
        self._forms: dict[str, set[str]] = defaultdict(set)
        self._stands: dict[str, set[str]] = defaultdict(set)
        for (kind, identifier, *words), count in entries.items():
            if kind == "name":
                name, of_type = words
                self._names[identifier][name] += count
                self._types[identifier][of_type] += count
            if kind == "stands":
                self._stands[identifier].add(words[0])
            elif kind in ("gender", "office", "surname", "first") or words[1:] == [ActorType.PERSON.value]:
                self._forms[identifier].add(words[0])
        self._people = {
            (identifier, name): _person(identifier, name, names)
            for identifier, names in self._forms.items()
            for name in names
        }
        bodies = (one for one, types in self._types.items() if set(types) != {ActorType.PERSON.value})
        self._body = min(bodies, key=lambda one: (-self._names[one].total(), one), default="")

    def feeds(self) -> Iterator[Fed]:
        """Feed all that is said of a person to the person, and names of turns to their initials."""
        for (kind, identifier, *words), count in self._entries.items():
            person = self._people.get((identifier, words[0]), identifier)
            if kind == "name" and words[1] == ActorType.PERSON:
                yield Fed("person", person, ("name", words[0]), count)
            elif kind in ("gender", "office", "surname", "first", "serves"):
                yield Fed("person", person, (kind, *words[1:]), count)
            elif kind == "turn" and identifier in self._forms:
                initials = "".join(word[0] for word in words[0].split())
                if len(initials) >= FEWEST_INITIALS:
                    yield Fed("initials", initials, (identifier, words[0]), 1)

    def answer(self, question: Entry) -> Answer:
        """Answer what is known of an actor.

        - `called`, identifier, name: its type; the person of that form of the name; "turn" if it labels
          one; for what it stands ("several" if that is unsure); if it is no person, the answer to `body`
        - `body`, identifier: the identifier, name and type of the body that it is
        """
        kind, identifier, *words = question
        if kind == "body":
            return self._of_body(identifier)
        of_type = self._type(identifier)
        stands = self._stands.get(identifier, set())
        return (
            of_type,
            self._people.get((identifier, words[0]), identifier if identifier in self._forms else ""),
            "turn" if ("turn", identifier, words[0]) in self._entries else "",
            "" if not stands else next(iter(stands)) if len(stands) == 1 else SEVERAL,
            *(() if of_type == ActorType.PERSON else self._of_body(identifier)),
        )

    def _of_body(self, identifier: str) -> Answer:
        body = self._body or identifier
        return body, most_frequent(self._names.get(body, Counter())), self._type(body)

    def _type(self, identifier: str) -> str:
        types = self._types.get(identifier, Counter())
        return min(types, key=lambda one: (-types[one], one), default="")


class Initials:
    """The people with turns who have the same initials. Entries: the identifier and the name."""

    def __init__(self, key: str, entries: Entries) -> None:
        self._people = {entry[0]: entry[1] for entry in sorted(entries)}

    def feeds(self) -> Iterator[Fed]:
        """Feed nothing."""
        return iter(())

    def answer(self, question: Entry) -> Answer:
        """Answer the identifier and the name of the only one; nothing if there are several."""
        return next(iter(self._people.items())) if len(self._people) == 1 else ()


def most_frequent(names: Mapping[str, int]) -> str:
    """The most frequent name, if possible not in capitals; "" if there is none."""
    return min(names, key=lambda one: (is_all_capitals(one), -names[one], one), default="")


def is_all_capitals(name: str) -> bool:
    """Whether a name is in capitals, and not an acronym."""
    return name.isupper() and len(name) > _LONGEST_ACRONYM


def _person(identifier: str, name: str, forms: set[str]) -> str:
    """The identifier of the person of a form of a name; those with other middle names are other people."""
    agrees = all(name == other or same_person(name, other) for other in forms)
    return identifier if agrees or not is_full_name(name) else full_person_id(name)
