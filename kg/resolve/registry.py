"""The registry of actors and agreements: TOML files, shipped and the user's."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from kg.data import shipped_text
from kg.errors import InputError
from kg.language.aliases import AliasIndex
from kg.language.folding import fold
from kg.model import STATUSES, Actor, ActorType, Agreement, PartialDate
from kg.resolve.bodies.groups import group

_KINDS = frozenset({"deal", "cease-fire", "process"})
_TYPES = frozenset(one.value for one in ActorType if one is not ActorType.UNNAMED)
_AGREEMENT_KEYS = frozenset(
    {"id", "name", "kinds", "aliases", "date", "place", "parties", "context", "status"}
)
_ACTOR_KEYS = frozenset({"id", "name", "type", "aliases", "places", "context"})
_SHIPPED = ("actors.toml", "bodies.toml", "agreements.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """An agreement of the registry, with the kinds and context words that resolve references to it."""

    agreement: Agreement
    kinds: frozenset[str]
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the registry, with its aliases.

    The names of `places` stand for it in articles that have one of the words of `context`.
    """

    actor: Actor
    aliases: tuple[str, ...]
    places: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registry:
    """Entries in the order of the files."""

    agreements: tuple[Entry, ...]
    actors: tuple[ActorEntry, ...] = ()

    @cached_property
    def agreement_aliases(self) -> AliasIndex[Entry]:
        """Agreements by name and alias. Several agreements may share an alias."""
        return AliasIndex(
            (alias, entry)
            for entry in self.agreements
            for alias in _forms(entry.agreement.name, entry.agreement.aliases)
        )

    @cached_property
    def actor_aliases(self) -> AliasIndex[Actor]:
        """Actors by name and alias. Several actors may share an alias."""
        return AliasIndex(
            (alias, entry.actor) for entry in self.actors for alias in _forms(entry.actor.name, entry.aliases)
        )

    @cached_property
    def seats(self) -> dict[str, tuple[Actor, tuple[str, ...]]]:
        """Actors by places whose name stands for them, with the words of which an article must have one."""
        return {place: (entry.actor, entry.context) for entry in self.actors for place in entry.places}

    def renaming(self, names: Iterable[str]) -> Callable[[Actor], Actor]:
        """The renaming of the actors of an article, which contains `names`, to entries of the registry.

        An actor is renamed to the entry with its name or alias and the same type (person or not). If there
        are several, it is the one that the article also calls by an unambiguous name; else the actor is
        unchanged.
        """
        unambiguous = {owners[0].id for name in names if len(owners := self.actor_aliases.owners(name)) == 1}

        def rename(actor: Actor) -> Actor:
            if actor.type is ActorType.UNNAMED:
                return actor
            if actor.members:
                return group(list(map(rename, actor.members)))
            person = actor.type is ActorType.PERSON
            owners = [
                owner
                for owner in self.actor_aliases.owners(actor.name)
                if (owner.type is ActorType.PERSON) == person
            ]
            owners = [owner for owner in owners if owner.id in unambiguous] if len(owners) > 1 else owners
            return replace(owners[0], gender=actor.gender) if len(owners) == 1 else actor

        return rename


def load_registry(files: tuple[Path, ...] = ()) -> Registry:
    """Load the shipped registry, extended by `files`.

    An entry replaces an entry of an earlier file with the same id. Raises `InputError`, with file and entry,
    for an unreadable or invalid file, an unknown key, and two entries with the same id in a file.
    """
    texts = [(shipped_text(name), f"{name} of the package") for name in _SHIPPED]
    for file in files:
        try:
            texts.append((file.read_text("utf-8-sig"), str(file)))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The registry {file} cannot be read: {error}.") from error
    agreements: dict[str, Entry] = {}
    actors: dict[str, ActorEntry] = {}
    for text, where in texts:
        tables = _tables(text, where)
        agreements |= _by_id(tables, "agreement", where, _entry, lambda entry: entry.agreement.id)
        actors |= _by_id(tables, "actor", where, _actor_entry, lambda entry: entry.actor.id)
    return Registry(tuple(agreements.values()), tuple(actors.values()))


def _tables(text: str, where: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The registry {where} is not TOML: {error}.") from error
    unknown = sorted(set(tables) - {"agreement", "actor"})
    if unknown or not all(isinstance(value, list) for value in tables.values()):
        raise InputError(f"The registry {where} may only have [[agreement]] and [[actor]] tables.")
    return tables


Made = TypeVar("Made")


def _by_id(
    tables: dict[str, Any],
    kind: str,
    where: str,
    make: Callable[[Any, str], Made],
    id_of: Callable[[Made], str],
) -> dict[str, Made]:
    """The entries of one kind in one file, by id."""
    made: dict[str, Made] = {}
    for number, table in enumerate(tables.get(kind, []), 1):
        entry = make(table, f"{where}, {kind} {number}")
        if id_of(entry) in made:
            raise InputError(f"The registry {where} has two entries with the id “{id_of(entry)}”.")
        made[id_of(entry)] = entry
    return made


def _entry(table: Any, where: str) -> Entry:
    _check(table, where, _AGREEMENT_KEYS)
    kinds = _strings(table, "kinds", where) or ("deal",)
    if not set(kinds) <= _KINDS:
        raise InputError(f"The registry {where} has kinds other than {', '.join(sorted(_KINDS))}.")
    if not isinstance(table.get("place", ""), str):
        raise InputError(f"The registry {where} needs a string as “place”.")
    status = table.get("status")
    if status is not None and status not in STATUSES:
        raise InputError(f"The registry {where} has a status other than {', '.join(sorted(STATUSES))}.")
    day = table.get("date")
    if day is not None and not _is_date(str(day)):
        raise InputError(f"The registry {where} has the date “{day}”; write 2018, 2018-09 or 2018-09-17.")
    return Entry(
        Agreement(
            id=table["id"],
            name=table["name"],
            kind=kinds[0],
            aliases=_strings(table, "aliases", where),
            date=None if day is None else PartialDate(str(day)),
            place=table.get("place"),
            parties=_strings(table, "parties", where),
            status=status,
        ),
        frozenset(kinds),
        _strings(table, "context", where),
    )


def _actor_entry(table: Any, where: str) -> ActorEntry:
    _check(table, where, _ACTOR_KEYS)
    if not isinstance(table.get("type"), str) or table["type"] not in _TYPES:
        raise InputError(f"The registry {where} needs a “type”: {', '.join(sorted(_TYPES))}.")
    actor = Actor(table["id"], table["name"], ActorType(table["type"]))
    aliases, places, context = (_strings(table, key, where) for key in ("aliases", "places", "context"))
    return ActorEntry(actor, aliases, places, context)


def _check(table: Any, where: str, keys: frozenset[str]) -> None:
    if not isinstance(table, dict) or not all(
        isinstance(table.get(key), str) and table[key].strip() for key in ("id", "name")
    ):
        raise InputError(f"The registry {where} needs an “id” and a “name”.")
    unknown = sorted(set(table) - keys)
    if unknown:
        raise InputError(
            f"The registry {where} has the unknown key “{unknown[0]}”; known are {', '.join(sorted(keys))}."
        )


def _forms(name: str, aliases: tuple[str, ...]) -> list[str]:
    """The name and the aliases, each once after folding: "Unicef", which "UNICEF" matches, not the other."""
    forms: dict[str, str] = {}
    for form in (name, *aliases):
        if forms.get(fold(form), form).isupper():
            forms[fold(form)] = form
        forms.setdefault(fold(form), form)
    return list(forms.values())


def _is_date(text: str) -> bool:
    try:
        return PartialDate(text).has_year
    except ValueError:
        return False


def _strings(table: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(
        isinstance(one, str) and any(map(str.isalnum, one)) for one in values
    ):
        raise InputError(f"The registry {where} needs a list of names as “{key}”, none of them empty.")
    return tuple(values)
