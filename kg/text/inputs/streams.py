"""A stream on top of another one that fills what it is asked for."""

import io
from typing import Protocol


class Readable(Protocol):
    """What has bytes to read."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""


class FillingStream(io.RawIOBase):
    """Gives fewer bytes than asked for only at the end, so that the first ones of a pipe can be looked at.

    `count` is the number of bytes that were read.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        """Always."""
        return True

    # The type of the buffer is that of the class above.
    def readinto(self, buffer, /) -> int:  # type: ignore[no-untyped-def]
        """Fill `buffer`; return the number of bytes."""
        filled = 0
        while filled < len(buffer) and (piece := self._stream.read(len(buffer) - filled)):
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        self.count += filled
        return filled
