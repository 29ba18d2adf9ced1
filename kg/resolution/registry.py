"""The registry of agreements: a TOML file that a user can read, extend and replace."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Agreement
from kg.resolution.names import folded_view

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_KINDS = frozenset({"deal", "cease-fire", "process"})
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
        """Entries by name and alias, folded, hyphens as spaces."""
        return {
            _form(alias): entry
            for entry in self.entries
            for alias in (entry.agreement.name, *entry.agreement.aliases)
        }

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds all names and aliases in a folded text, the longest where several fit."""
        forms = sorted(self.by_alias, key=lambda form: (-len(form), form))
        words = (r"[\s-]+".join(map(re.escape, form.split())) for form in forms)
        return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


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
    kinds = _strings(table, "kinds", where) or ("deal",)
    if not set(kinds) <= _KINDS:
        raise InputError(f"The registry {where} has kinds other than {', '.join(sorted(_KINDS))}.")
    day = table.get("date")
    if day is not None and not _is_date(str(day)):
        raise InputError(f"The registry {where} has the date “{day}”; write 2018, 2018-09 or 2018-09-17.")
    return Entry(
        Agreement(
            id=table["id"],
            name=table["name"],
            kind=kinds[0],
            aliases=_strings(table, "aliases", where),
            date=None if day is None else str(day),
            place=str(table["place"]) if "place" in table else None,
            parties=_strings(table, "parties", where),
        ),
        frozenset(kinds),
        _strings(table, "context", where),
    )


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _form(name: str) -> str:
    return " ".join(re.split(r"[\s-]+", folded_view(name).strip()))


def _strings(table: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
        raise InputError(f"The registry {where} needs a list of names as “{key}”, none of them empty.")
    return tuple(values)


def _refuse_shared_aliases(entries: list[Entry]) -> None:
    owners: dict[str, str] = {}
    for entry in entries:
        for alias in {_form(name) for name in (entry.agreement.name, *entry.agreement.aliases)}:
            owner = owners.setdefault(alias, entry.agreement.id)
            if owner != entry.agreement.id:
                raise InputError(
                    f"The registry gives “{alias}” to both {owner} and {entry.agreement.id}; "
                    "an alias can belong to one agreement only."
                )
