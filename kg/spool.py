"""A temporary file of readings, so that each article is resolved once per build."""

import pickle
import zlib
from collections.abc import Iterator
from typing import IO

from kg.model import ArticleReading

# zlib's fastest level; it compresses to about a tenth.
_LEVEL = 1
_LENGTH_BYTES = 8


class Spool:
    """Readings on disk: append them in order, then iterate over them any number of times."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is empty and private to this process: its content is unpickled."""
        self._file = file

    def add(self, reading: ArticleReading) -> None:
        """Append a reading."""
        row = zlib.compress(pickle.dumps(reading, pickle.HIGHEST_PROTOCOL), _LEVEL)
        self._file.write(len(row).to_bytes(_LENGTH_BYTES, "big") + row)

    def __iter__(self) -> Iterator[ArticleReading]:
        position = 0
        while True:
            # Several iterators may share the file.
            self._file.seek(position)
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "big")
            if not length:
                return
            reading = pickle.loads(zlib.decompress(self._file.read(length)))
            position = self._file.tell()
            yield reading
