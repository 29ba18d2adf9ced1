"""A stream on top of another one that fills what it is asked for."""

import io
from typing import Protocol


class Readable(Protocol):
    """What has bytes to read."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""


class Buffered(Protocol):
    """What has bytes to read, with a buffer of its own."""

    def read1(self, size: int, /) -> bytes:
        """Up to `size` bytes that are there at once, none at the end."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or up to `size` bytes of it."""


class PartialStream:
    """Gives what `stream` has at once, as a socket does.

    Where the stream fails, a read that gathers more takes with it the bytes before the failure.
    """

    def __init__(self, stream: Buffered) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, none at the end."""
        return self._stream.read1(size)

    def readline(self, size: int = -1, /) -> bytes:
        """The next line, or up to `size` bytes of it."""
        return self._stream.readline(size)


class FillingStream(io.RawIOBase):
    """Gives fewer bytes than asked for only at the end, so that the first ones of a pipe can be looked at.

    `count` is the number of bytes that were read. What goes wrong is raised after the bytes before it were
    given.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0
        self._failure: Exception | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    # The type of the buffer is that of the class above.
    def readinto(self, buffer, /) -> int:  # type: ignore[no-untyped-def]
        """Fill `buffer`; return the number of bytes."""
        if self._failure:
            raise self._failure
        filled = 0
        try:
            while filled < len(buffer) and (piece := self._stream.read(len(buffer) - filled)):
                buffer[filled : filled + len(piece)] = piece
                filled += len(piece)
        except Exception as error:
            if not filled:
                raise
            self._failure = error
        self.count += filled
        return filled
