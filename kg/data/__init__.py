"""Data files: word lists, names, noise patterns and registries.

A file of the same name in the user's folder (`use_folder`, `--data DIR`) overrides the shipped one: a TOML
file key by key, a CSV file as a whole.
"""

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import InputError

Value = TypeVar("Value")
_SHIPPED = Path(__file__).parent
_SUFFIXES = (".toml", ".csv")
_folder: Path | None = None
_caches: list[Callable[[], None]] = []


def use_folder(folder: Path | None) -> None:
    """Override the shipped files by those in `folder`; None resets to the shipped files.

    Applies to the whole process and clears cached data. Raises `InputError` if the folder does not exist, has
    none of the files, or has an unknown TOML or CSV file.
    """
    global _folder
    if folder is not None:
        shipped = data_names()
        own = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        unknown = [name for name in own if name.endswith(_SUFFIXES) and name not in shipped]
        if not {*own} & {*shipped} or unknown:
            what = f"has the unknown file {unknown[0]}" if unknown else "has no file of word lists"
            raise InputError(f"The folder {folder} {what}; known are {', '.join(shipped)}.")
    _folder = folder
    for clear in _caches:
        clear()


def used_folder() -> Path | None:
    """The folder that overrides the shipped files."""
    return _folder


def clears_with_data(cached: Value) -> Value:
    """Register a cached function (`functools.cache`, `lru_cache`) that `use_folder` clears."""
    _caches.append(cached.cache_clear)  # type: ignore[attr-defined]
    return cached


def read_toml(name: str) -> dict[str, Any]:
    """Read the TOML file `name`; the user's keys override shipped ones. Raises `InputError` if invalid."""
    table = tomllib.loads(shipped_text(name))
    own = _user_text(name)
    if own is None:
        return table
    try:
        overrides = tomllib.loads(own)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{_folder}/{name} is not TOML: {error}.") from error
    unknown = sorted(set(overrides) - set(table))
    if unknown:
        known = ", ".join(sorted(table))
        raise InputError(f"{_folder}/{name} has the unknown key “{unknown[0]}”; known are {known}.")
    for key, value in overrides.items():
        if type(value) is not type(table[key]):
            raise InputError(f"{_folder}/{name}: “{key}” must have the same type as in the shipped file.")
        table[key] = table[key] | value if isinstance(value, dict) else value
    return table


def read_csv(name: str) -> list[dict[str, str]]:
    """Read the CSV file `name`, the user's or else the shipped one. Raises `InputError` if invalid."""
    shipped = shipped_text(name).splitlines()
    own = _user_text(name)
    if own is None:
        # Every row has all columns; `csv.DictReader` takes three times as long.
        names, *rows_of_cells = csv.reader(shipped)
        return [dict(zip(names, row, strict=True)) for row in rows_of_cells]
    header = shipped[0].split(",")
    rows = list(csv.DictReader(own.splitlines()))
    if not rows or list(rows[0]) != header or any(None in (*row, *row.values()) for row in rows):
        raise InputError(f"{_folder}/{name} must have the columns {shipped[0]} in every row.")
    return rows


def read_pairs(name: str) -> dict[str, str]:
    """Read the CSV file `name`, which has two columns: the second by the first. Raises as `read_csv` does."""
    if _user_text(name) is not None:
        return dict(list(row.values()) for row in read_csv(name))
    rows_of_cells = csv.reader(shipped_text(name).splitlines())
    next(rows_of_cells)
    return dict(rows_of_cells)


def shipped_text(name: str) -> str:
    """The content of the shipped file `name`."""
    return (_SHIPPED / name).read_text("utf-8")


def data_names() -> list[str]:
    """The names of all shipped files, sorted."""
    names = (path.name for path in _SHIPPED.iterdir())
    return sorted(name for name in names if name.endswith(_SUFFIXES))


def data_version(*names: str) -> str:
    """A hash of the files `names`, shipped and the user's."""
    # Imported on first use: whoever only asks needs no hash of data.
    import hashlib

    contents = [text for name in names for text in (shipped_text(name), _user_text(name) or "")]
    return hashlib.sha256("\0".join(contents).encode("utf-8")).hexdigest()[:16]


def _user_text(name: str) -> str | None:
    path = _folder / name if _folder else None
    if path is None or not path.is_file():
        return None
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8: {error}.") from error
