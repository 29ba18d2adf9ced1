"""Readings kept in a temporary file for the length of a build, so that each article is resolved once."""

import pickle
import zlib
from collections.abc import Iterator
from typing import IO

from kg.model import ArticleReading

# Fast, and a tenth of the size.
_LEVEL = 1
_LENGTH_BYTES = 8


class Spool:
    """Add readings in order, then go through them as often as needed."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is empty, and nobody else's: what is read from it is trusted."""
        self._file = file

    def add(self, reading: ArticleReading) -> None:
        """Append a reading."""
        row = zlib.compress(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), _LEVEL)
        self._file.write(len(row).to_bytes(_LENGTH_BYTES, "big") + row)

    def __iter__(self) -> Iterator[ArticleReading]:
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
