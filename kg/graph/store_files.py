"""The files of the store: `store/` has a folder for each store, and `current-store` names the one to read.

A store is never changed where it is. A new one begins as hard links to the files of the one before, as
checkpoints of RocksDB do, and takes its place when `current-store` is replaced.
"""

import fcntl
import hashlib
import os
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kg.build_time import build_time
from kg.errors import StoreError

STORE_NAME = "store"
RECORDS_NAME = "statements.jsonl"
"""The file with the records of the statements of a store, beside it."""
INDEX_NAME = "words.sqlite"
"""The search index of a store, among its files."""
# What RocksDB notes of its own work: a fixed 200 KB that no reader needs.
NOTES = ("LOG*", "OPTIONS-*")

_POINTER = "current-store"
# When a store was written (ISO 8601).
_BUILT = "built"
# The hash of each file of a store, in the format of sha256sum.
_CHECKSUMS = "checksums"
_CHECKSUM = re.compile(r"([0-9a-f]{64})  ([\w.-]+)")
# The name of a store.
_NAME = re.compile(r"[0-9a-f]{16}")
# The files of the one store that earlier versions had in this place.
_EARLIER = re.compile(r"CURRENT|IDENTITY|LOCK|LOG.*|(MANIFEST|OPTIONS)-\d+(\.dbtmp)?|\d+\.(sst|log|dbtmp)")
# Bytes of tables that are verified whenever a store is opened: half a second of work. Of a larger store
# only the other files are.
_VERIFIED = 1 << 30

# The folder of the store that this process reads, opened, by its parent.
_held: dict[Path, int] = {}


def current_name(folder: Path) -> str | None:
    """The name of the store that is read in `folder`, or None if there is none that can be."""
    try:
        name = (folder / STORE_NAME / _POINTER).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return name if _NAME.fullmatch(name) else None


def store_path(folder: Path) -> Path:
    """The folder of the store that is read in `folder`. Raises `StoreError` if there is none."""
    stores = folder / STORE_NAME
    try:
        name = (stores / _POINTER).read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        if (stores / "CURRENT").exists():
            raise StoreError(
                f"The graph in {folder} is of an earlier version of this program; build it again."
            ) from None
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            raise StoreError(
                f"There is no graph in {folder}; make one with “kg build ARTICLES --output {folder}”."
            ) from None
        raise StoreError(f"The graph in {folder} is damaged ({error}); build it again.") from error
    if not _NAME.fullmatch(name):
        raise StoreError(f"The graph in {folder} is damaged (it has no store “{name}”); build it again.")
    return stores / name


def built_at(folder: Path) -> datetime | None:
    """When the store that is read in `folder` was written; None where that is not noted.

    Raises `StoreError` if there is none.
    """
    try:
        return datetime.fromisoformat((store_path(folder) / _BUILT).read_text("ascii"))
    except (OSError, ValueError):
        return None


def refuse_foreign_store(folder: Path) -> None:
    """Raise `StoreError` if what is in the place of the store in `folder` is not of this program."""
    stores = folder / STORE_NAME
    foreign = [] if stores.is_dir() else [stores] if stores.exists() else []
    if stores.is_dir():
        foreign = [one for one in sorted(stores.iterdir()) if not _is_ours(one)]
    if foreign:
        raise StoreError(
            f"{foreign[0]} is not of kg, and is where the graph should be; choose another folder for it."
        )


def begin_as(path: Path, base: Path | None) -> None:
    """Make the folder `path`, with the files of the store `base`, if one is given.

    Tables, which RocksDB never changes, are links, where the file system has them. The search index, which is
    changed where it is, is a copy.
    """
    path.mkdir(parents=True)
    for file in base.iterdir() if base else ():
        if file.suffix == ".sst":
            try:
                os.link(file, path / file.name)
            except OSError:
                shutil.copyfile(file, path / file.name)
        elif not _is_passing(file):
            shutil.copyfile(file, path / file.name)


def seal(path: Path, base: Path | None = None) -> str:
    """Write the checksums of the files of the store at `path`, and wait until all of it is on the disk.

    Those of links to the files of `base` are taken from there. The time is noted. The SHA-256 of all together
    is returned.
    """
    (path / _BUILT).write_text(build_time().isoformat(), encoding="ascii")
    known = _checksums(base) if base else {}
    lines = []
    for file in sorted(path.iterdir()):
        if _is_passing(file):
            continue
        linked = base is not None and file.name in known and file.stat().st_nlink > 1
        lines.append(f"{known[file.name] if linked else _hash(file)}  {file.name}\n")
    (path / _CHECKSUMS).write_text("".join(lines), encoding="ascii")
    _sync(*path.iterdir(), path, path.parent)
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def verify_store(path: Path, *, wholly: bool = False) -> str:
    """Compare the files of the store at `path` with their checksums; the SHA-256 of all of these together.

    RocksDB has checksums itself, but a query that meets a damaged block can go on forever. Of a store of
    more than 1 GiB neither tables nor the search index are read, unless `wholly`. Raises `OSError` for what
    is damaged.
    """
    known = _checksums(path)
    found = {file.name for file in path.iterdir() if not _is_passing(file)}
    for name in sorted(found ^ known.keys()):
        raise OSError(f"the file {name} {'is missing' if name in known else 'is not of it'}")
    is_whole = wholly or not is_large(path)
    for name, checksum in known.items():
        if (is_whole or not _is_large_part(name)) and _hash(path / name) != checksum:
            raise OSError(f"the file {name} is not as it was written")
    return hashlib.sha256((path / _CHECKSUMS).read_bytes()).hexdigest()


def is_large(path: Path) -> bool:
    """Whether the tables of the store at `path` are so large that they are not verified when it is opened."""
    return sum((path / name).stat().st_size for name in _checksums(path)) > _VERIFIED


def point_to(folder: Path, name: str) -> None:
    """Make the store `name` the one that is read in `folder`, unless it is.

    Raises `StoreError` if that cannot be written.
    """
    stores = folder / STORE_NAME
    if current_name(folder) == name:
        return
    partial = stores / f"{_POINTER}.part"
    try:
        partial.write_text(name, encoding="ascii")
        _sync(partial)
        partial.replace(stores / _POINTER)
        _sync(stores)
    except OSError as error:
        raise StoreError(f"{stores / _POINTER} cannot be written: {error.strerror}.") from error


def remove_old(folder: Path, *kept: str | None) -> None:
    """Remove the stores that are neither read nor `kept`, and the files of an earlier version."""
    stores, name = folder / STORE_NAME, current_name(folder)
    for path in stores.iterdir() if stores.is_dir() else ():
        if _NAME.fullmatch(path.name) and path.name not in {name, *kept}:
            _remove_unread(path)
        elif name and _EARLIER.fullmatch(path.name):
            path.unlink()


def hold(path: Path) -> None:
    """Keep the store `path`, and no other one of its folder, from being removed while this process lives.

    Oxigraph opens some files of a large store only when a query needs them.
    """
    descriptor = os.open(path, os.O_RDONLY)
    with suppress(OSError):
        # Some network file systems have no locks; there a store is read without.
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    before = _held.pop(path.parent.resolve(), None)
    _held[path.parent.resolve()] = descriptor
    if before is not None:
        os.close(before)


def _is_ours(path: Path) -> bool:
    """Whether `path`, in the folder of stores, is a store, names one, or is of an earlier version."""
    if path.is_dir():
        return bool(_NAME.fullmatch(path.name))
    return path.name in {_POINTER, f"{_POINTER}.part"} or bool(_EARLIER.fullmatch(path.name))


def _is_large_part(name: str) -> bool:
    """Whether the file called `name` grows with the graph."""
    return name.endswith(".sst") or name == INDEX_NAME


def _is_passing(file: Path) -> bool:
    """Whether `file` is no part of what is stored."""
    return file.name == _CHECKSUMS or file.name.startswith(("LOG", "LOCK", "OPTIONS-"))


def _checksums(path: Path) -> dict[str, str]:
    """The checksum of each file. Raises `OSError` if they cannot be read."""
    try:
        lines = (path / _CHECKSUMS).read_text("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise OSError(f"the file {_CHECKSUMS} is not as it was written") from error
    found = [match for line in lines if (match := _CHECKSUM.fullmatch(line))]
    if len(found) != len(lines):
        raise OSError(f"the file {_CHECKSUMS} is not as it was written")
    return {name: checksum for checksum, name in (one.groups() for one in found)}


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _remove_unread(path: Path) -> None:
    """Remove the store `path`, unless another process reads it; then the next build tries again."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)


def _sync(*paths: Path) -> None:
    """Wait until the files and folders `paths` are on the disk."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
