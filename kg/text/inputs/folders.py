"""The articles of a folder: which files of it are read, in which order, and what is left out."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import InputError, KgError
from kg.text.inputs.formats import SUFFIXES, find_format, split_suffix
from kg.text.inputs.opening import shown
from kg.text.metadata import METADATA_NAME

# Hidden files, and those that Word keeps while a document is open.
_HIDDEN = (".", "~$")
# Files by which a folder that a build wrote is known; the last one is of earlier versions.
_BUILT = frozenset({"ledger.sqlite", "ledger.lock", "cache.sqlite"})
# What a build writes in a folder, besides pages.
_WRITTEN = frozenset({"corrections.csv", "report.json", "shards", "statements.jsonl", "store"}) | _BUILT
_PARTS = (".part", "-shm", "-wal", ".owner")
PAGE_MARK, PAGE_BEGINNING = b'<meta http-equiv="Content-Security-Policy" content="default-src', 1000
"""What stands in every page that a build writes, and in how many of its first bytes."""
# Suffixes of what is left out that a message gives.
_MOST_SHOWN = 10


def list_files(
    folder: Path, on_error: Callable[[KgError], None], on_note: Callable[[str], None]
) -> Iterator[Path]:
    """Yield the files of `folder` and its subfolders that have a known suffix, sorted by their paths.

    `on_note` gets what is left out, as a count by suffix; hidden files, `metadata.csv`, what a build wrote in
    `folder`, and other folders that one wrote are left out silently. `on_error` gets each folder that cannot
    be read, and this one if it has no articles.
    """
    left_out: Counter[str] = Counter()
    found = is_built = False
    # Folders by device and number, since links may lead back.
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        # A link to nothing, or round in a circle, is told when it is opened as a file.
        if not os.path.isdir(path):
            if is_built and _is_page(path):
                continue
            if find_format(split_suffix(path.name)[0]):
                found = True
                yield path
            elif error := _why_unknown(path):
                _tell(path, error, on_error)
            else:
                left_out[_suffix(path.name)] += 1
            continue
        try:
            entries = _enter(path, entered)
        except OSError as error:
            _tell(path, error, on_error)
            found = True
            continue
        if not _BUILT.isdisjoint(entries):
            if path != folder:
                continue
            is_built = True
            entries = [name for name in entries if not (name in _WRITTEN or name.endswith(_PARTS))]
        kept = (name for name in entries if not name.startswith(_HIDDEN) and name != METADATA_NAME)
        waiting.extend(path / name for name in sorted(kept, reverse=True))
    if left_out:
        on_note(f"{shown(folder)}: left out {_count(left_out)}; kg does not read these formats.")
    if not found:
        on_error(InputError(f"{shown(folder)} has no articles: no file in it ends in {', '.join(SUFFIXES)}."))


def _enter(path: Path, entered: set[tuple[int, int]]) -> list[str]:
    """The names in the folder `path`; none if it was entered before."""
    status = path.stat()
    key = (status.st_dev, status.st_ino)
    if key in entered:
        return []
    entered.add(key)
    return os.listdir(path)


def _why_unknown(path: Path) -> OSError | None:
    """Why it cannot be known whether `path` is a folder; None if it is none, as a link to nothing."""
    try:
        path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    return None


def _tell(path: Path, error: OSError, on_error: Callable[[KgError], None]) -> None:
    """Tell that the folder `path`, or what may be one, cannot be read."""
    told = InputError(f"The folder {shown(path)} cannot be read: {error.strerror}.")
    told.path = shown(path)
    on_error(told)


def _is_page(path: Path) -> bool:
    """Whether a build wrote the page `path`."""
    if path.suffix != ".html":
        return False
    try:
        with path.open("rb") as file:
            return PAGE_MARK in file.read(PAGE_BEGINNING)
    except OSError:
        # It is told when the file is read.
        return False


def _suffix(name: str) -> str:
    suffix, packing = split_suffix(name)
    return shown(suffix + packing) or "without a suffix"


def _count(left_out: Counter[str]) -> str:
    shown_ones = left_out.most_common(_MOST_SHOWN)
    rest = sum(left_out.values()) - sum(count for _, count in shown_ones)
    parts = [f"{count} {suffix}" for suffix, count in shown_ones]
    return ", ".join([*parts, f"{rest} others"] if rest else parts)
