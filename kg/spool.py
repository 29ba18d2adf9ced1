"""Readings kept in a temporary file for the length of a build, so that each article is resolved once."""

import pickle
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from kg.model import Reading

# Fast, and a tenth of the size.
_LEVEL = 1
_LENGTH_BYTES = 8


class Spool:
    """Add readings in order, then go through them as often as needed. The file goes with the object."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)

    def add(self, reading: Reading) -> None:
        """Append a reading."""
        row = zlib.compress(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), _LEVEL)
        self._file.write(len(row).to_bytes(_LENGTH_BYTES, "big") + row)

    def __iter__(self) -> Iterator[Reading]:
        position = 0
        while True:
            # Two passes may be under way at once.
            self._file.seek(position)
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "big")
            if not length:
                return
            reading = pickle.loads(zlib.decompress(self._file.read(length)))
            position = self._file.tell()
            yield reading

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
