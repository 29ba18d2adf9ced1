"""The registry of agreements: a TOML file that a user can read, extend and replace."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Agreement
from kg.resolution.names import fold

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_KINDS = frozenset({"deal", "cease-fire", "process", "zone"})
_KEYS = frozenset({"id", "name", "kinds", "aliases", "date", "place", "parties", "context"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement of the registry, with what else tells that an article means it."""

    agreement: Agreement
    kinds: frozenset[str]
    context: tuple[str, ...]


@dataclass(frozen=True)
class Registry:
    """Entries by order of the files."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_alias(self) -> dict[str, Entry]:
        """Entries by folded name and alias."""
        return {
            fold(alias): entry
            for entry in self.entries
            for alias in (entry.agreement.name, *entry.agreement.aliases)
        }


def load_registry(files: tuple[Path, ...] = ()) -> Registry:
    """The registry that comes with the package, and `files` over it.

    An entry of a later file replaces the one with the same id. Raises `InputError`, with file and
    entry, for what is no registry, an unknown key, and an alias that two entries claim.
    """
    text = resources.files(__package__).joinpath("agreements.toml").read_text("utf-8")
    entries = {entry.agreement.id: entry for entry in _entries(text, "the shipped registry")}
    for file in files:
        try:
            content = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"The registry {file} cannot be read: {error}.") from error
        entries |= {entry.agreement.id: entry for entry in _entries(content, str(file))}
    _refuse_shared_aliases(list(entries.values()))
    return Registry(tuple(entries.values()))


def _entries(text: str, where: str) -> list[Entry]:
    try:
        tables = tomllib.loads(text).get("agreement", [])
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The registry {where} is not TOML: {error}.") from error
    if not isinstance(tables, list):
        raise InputError(f"The registry {where} has no [[agreement]] tables.")
    entries = [_entry(table, f"{where}, agreement {number}") for number, table in enumerate(tables, 1)]
    seen = set()
    for entry in entries:
        if entry.agreement.id in seen:
            raise InputError(f"The registry {where} has two entries with the id “{entry.agreement.id}”.")
        seen.add(entry.agreement.id)
    return entries


def _entry(table: Any, where: str) -> Entry:
    if (
        not isinstance(table, dict)
        or not isinstance(table.get("id"), str)
        or not isinstance(table.get("name"), str)
    ):
        raise InputError(f"The registry {where} needs an “id” and a “name”.")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise InputError(
            f"The registry {where} has the unknown key “{unknown[0]}”; known are {', '.join(sorted(_KEYS))}."
        )
    kinds = frozenset(table.get("kinds", ["deal"]))
    if not kinds or not kinds <= _KINDS:
        raise InputError(f"The registry {where} has kinds other than {', '.join(sorted(_KINDS))}.")
    day = table.get("date")
    if day is not None and not _DATE.fullmatch(str(day)):
        raise InputError(f"The registry {where} has the date “{day}”; write 2018, 2018-09 or 2018-09-17.")
    return Entry(
        Agreement(
            id=table["id"],
            name=table["name"],
            kind=str(table.get("kinds", ["deal"])[0]),
            aliases=tuple(table.get("aliases", ())),
            date=None if day is None else str(day),
            place=table.get("place"),
            parties=tuple(table.get("parties", ())),
        ),
        kinds,
        tuple(table.get("context", ())),
    )


def _refuse_shared_aliases(entries: list[Entry]) -> None:
    owners: dict[str, str] = {}
    for entry in entries:
        for alias in {fold(name) for name in (entry.agreement.name, *entry.agreement.aliases)}:
            owner = owners.setdefault(alias, entry.agreement.id)
            if owner != entry.agreement.id:
                raise InputError(
                    f"The registry gives “{alias}” to both {owner} and {entry.agreement.id}; "
                    "an alias can belong to one agreement only."
                )
