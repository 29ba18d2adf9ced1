"""The files of a build in shards, each written as a whole or not at all, and what goes from stage to stage.

What is for keys goes in *parcels*: lists of values for one part, compressed, in a Parquet file for each task.
"""

import os
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import GenericAlias
from typing import Any, Protocol, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from kg.dataset_writer import SHARDS_NAME
from kg.errors import InputError

_LAYOUT = "layout.json"
_VERSION = 2
_LEVEL = 1
_RELAY = pa.schema([("stage", pa.string()), ("part", pa.int64()), ("parcel", pa.binary())])

Result = TypeVar("Result", covariant=True)
Parcel = tuple[int, bytes]
"""A part, and the values that are for it."""


class Task(Protocol[Result]):
    """What is done for one shard, part or file, by its name; it may be done again, with the same result."""

    def __call__(self, name: str) -> Result: ...


class _Form(msgspec.Struct, frozen=True):
    version: int
    shards: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the files of the shards in `folder` are, and how many shards and parts there are."""

    folder: Path
    number: int

    @classmethod
    def of(cls, output: Path, wanted: int) -> "Layout":
        """The layout of the output folder `output`: that of an earlier build, else `wanted` shards.

        Raises `InputError` if it is of another version of the program, or cannot be read.
        """
        folder = output / SHARDS_NAME
        path = folder / _LAYOUT
        try:
            if not path.exists():
                write_whole(path, msgspec.json.encode(_Form(_VERSION, wanted)))
            form = msgspec.json.decode(path.read_bytes(), type=_Form)
        except (OSError, msgspec.MsgspecError) as error:
            raise InputError(f"{path} cannot be used ({error}); remove {folder} and build again.") from error
        if form.version != _VERSION:
            raise InputError(f"{folder} is of another version of this program; remove it and build again.")
        return cls(folder.resolve(), form.shards)

    @property
    def names(self) -> list[str]:
        """The names of all shards, and of all parts."""
        return [f"{one:05}" for one in range(self.number)]

    def path(self, kind: str, name: str, suffix: str = ".parquet") -> Path:
        """The file of this kind of the shard or part `name`."""
        return self.folder / kind / f"{name}{suffix}"

    def part(self, key: str) -> int:
        """The part of a key, or the shard of an article: the same in every process."""
        return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big") % self.number

    def parcels(self, values: Iterable[tuple[str, Any]]) -> Iterator[Parcel]:
        """Pack values, each with its key, for the parts of the keys."""
        found: dict[int, list[Any]] = defaultdict(list)
        for key, value in values:
            found[self.part(key)].append(value)
        for part in sorted(found):
            yield part, zlib.compress(msgspec.msgpack.encode(found[part]), _LEVEL)


def unpack(parcels: Iterable[bytes], kind: Any) -> Iterator[Any]:
    """Yield the values of parcels, each of the type `kind`."""
    decoder = msgspec.msgpack.Decoder(GenericAlias(list, (kind,)))
    for content in parcels:
        yield from decoder.decode(zlib.decompress(content))


def write_rows(path: Path, rows: Iterable[dict[str, Any]], schema: pa.Schema) -> None:
    """Write rows to a Parquet file."""
    with written_whole(path) as partial:
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), partial, compression="zstd")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file; none if there is no file.

    Raises `InputError` if it is damaged.
    """
    if not path.exists():
        return []
    try:
        rows: list[dict[str, Any]] = pq.read_table(path, partitioning=None).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path} is damaged ({error}); remove it and build again.") from error
    return rows


def write_relay(path: Path, parcels: Iterable[tuple[str, Parcel]]) -> None:
    """Write parcels, each with the name of the stage that it is for."""
    rows = ({"stage": stage, "part": part, "parcel": content} for stage, (part, content) in parcels)
    write_rows(path, rows, _RELAY)


def read_relay(path: Path, stage: str) -> Iterator[Parcel]:
    """Yield the parcels of a file that are for a stage."""
    table = pq.read_table(path, filters=[("stage", "=", stage)], partitioning=None)
    for row in table.to_pylist():
        yield row["part"], row["parcel"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file as a whole."""
    with written_whole(path) as partial:
        partial.write_bytes(content)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path to write to; what was written takes the place of `path` in the end. Two may do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
