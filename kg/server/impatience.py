"""Connections that take too long: a head that does not come, an answer that is not read.

Each of them would keep its place, and a client can open many.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class ImpatientProtocol(H11Protocol):
    """HTTP as uvicorn has it, closing what does not go on."""

    HEAD_SECONDS: ClassVar[float] = 20
    """Until the head of a request must be there: from the connection, or from its first byte."""
    READ_SECONDS: ClassVar[float] = 60
    """Until a client must have read what is waiting for it (64 KB)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head: asyncio.TimerHandle | None = None
        self._read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for the first head."""
        super().connection_made(transport)
        self._head = self.loop.call_later(self.HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        self._end_pause()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait on for a head that is not complete, else no longer."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._head is None:
            self._head = self.loop.call_later(self.HEAD_SECONDS, self.transport.close)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._read = self.loop.call_later(self.READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Send on."""
        self._end_pause()
        super().resume_writing()

    def _stop_waiting(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _end_pause(self) -> None:
        if self._read is not None:
            self._read.cancel()
            self._read = None
