"""The processes that answer: a few at once, the others wait, and one that nobody waits for ends."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from kg.apart import HEAD, Apart, Kind, Limits, Work
from kg.errors import KgError
from kg.server.protocol import RequestError

# Bytes of an answer in memory; a longer one goes to a temporary file.
_IN_MEMORY = 1 << 20
# Seconds after which a process gives way to those that began later.
_PATIENCE = 1.0
_GIVING_WAY = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process sent: its first piece, and the others as a file, at its begin."""

    head: bytes
    body: "SpooledTemporaryFile[bytes]"
    size: int


class Processes:
    """At most `most` processes at once. Who finds none free waits, but no longer than `seconds`."""

    def __init__(self, most: int, *, waiting: int = 200, seconds: float = 10) -> None:
        self._free = asyncio.Semaphore(most)
        self._most_waiting, self._seconds = waiting, seconds
        self._waiting = 0
        self._running: set[Apart] = set()
        self._is_stopped = False

    def stop(self) -> None:
        """End all processes, for the server is being stopped, which those who wait for them are told."""
        self._is_stopped = True
        for child in self._running:
            os.kill(child.process, signal.SIGKILL)

    async def run(self, work: Callable[[], Awaitable[Work]], limits: Limits) -> Answer:
        """What the process sends that does the work that `work` gives.

        Raises what the work raises, `LimitError`, and `RequestError` if no process is free in time.
        """
        async with self._turn():
            wanted = await work()
            if self._is_stopped:
                raise _stopping()
            child = Apart(wanted, limits)
            self._running.add(child)
            try:
                return await _collect(child)
            except KgError:
                if self._is_stopped:
                    raise _stopping() from None
                raise
            finally:
                self._running.discard(child)
                child.end()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._waiting >= self._most_waiting:
            raise self._busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()

    def _busy(self) -> RequestError:
        return RequestError(
            503,
            "Too many queries run now; ask again soon.",
            {"retry-after": str(max(1, round(self._seconds)))},
        )


def _stopping() -> RequestError:
    return RequestError(503, "The server is being stopped.")


async def _collect(child: Apart) -> Answer:
    loop = asyncio.get_running_loop()
    slower = loop.call_later(_PATIENCE, _give_way, child.process)
    body = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (who sends it closes it)
    transport = None
    try:
        reader = asyncio.StreamReader()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), child.pipe)
        pieces = _pieces(reader, child)
        head, size = await anext(pieces), 0
        async for content in pieces:
            size += body.write(content)
        body.seek(0)
        return Answer(head, body, size)
    except BaseException:
        body.close()
        raise
    finally:
        slower.cancel()
        if transport is not None:
            transport.close()


async def _pieces(reader: asyncio.StreamReader, child: Apart) -> AsyncIterator[bytes]:
    while True:
        try:
            kind, size = HEAD.unpack(await reader.readexactly(HEAD.size))
            content = await reader.readexactly(size)
        except asyncio.IncompleteReadError:
            failure = child.failure()
            # Who stops the server with Ctrl-C stops its processes as well.
            if isinstance(failure, KeyboardInterrupt):
                failure = _stopping()
            raise failure from None
        if kind == Kind.END:
            return
        yield child.content(kind, content)


def _give_way(process: int) -> None:
    with suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, process, _GIVING_WAY)
