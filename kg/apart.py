"""Work in a process of its own, which ends at a limit in time or memory, or when nobody wants it any more.

A query runs in a library that gives no signal a turn, and that a deep query brings down. So a child is
forked that does the work and sends what it finds through a pipe. It has what its parent has in memory, an
opened store, say, without a copy. The system ends it at its limits: a timer (SIGALRM), and `RLIMIT_DATA`,
which counts the memory that a process has asked for but no files that it has mapped (on Linux; elsewhere
memory has no limit).
"""

import faulthandler
import os
import pickle
import resource
import select
import signal
import stat
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from struct import Struct
from types import FrameType
from typing import BinaryIO, Self, TypeVar

from kg.errors import KgError, LimitError, UsageError

Found = TypeVar("Found")
Send = Callable[[bytes], None]
Work = Callable[[Send], None]

_MIB = 1 << 20
# Bytes of a page, in which /proc tells sizes.
_PAGE = resource.getpagesize()
# Milliseconds after which signals are looked for.
_SIGNALS = 200
# Held while a pipe is open at both ends: a child that another thread starts would keep it open.
_starting = threading.Lock()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may need; None is no limit."""

    seconds: float | None = 30
    """From its start until all is sent."""
    rows: int | None = 1_000_000
    memory: int | None = 2 << 30
    """Bytes, beside those of the process that asks."""


DEFAULT_LIMITS = Limits()


class Kind(IntEnum):
    """What a frame has. A frame is a `HEAD`, a kind and a number of bytes, and so many bytes."""

    DATA = 0
    ERROR = 1
    END = 2


HEAD = Struct(">BI")


class Apart:
    """A child process that does `work`, which gets a function to send bytes with.

    Raises what the work raises, if it is a `KgError`; `LimitError` where a limit ended the process;
    `UsageError` where it fell. Use it in a `with` statement: the child does not outlive that.
    """

    def __init__(self, work: Work, limits: Limits) -> None:
        self._limits = limits
        self._status: int | None = None
        try:
            with _starting, _interrupts_held(), warnings.catch_warnings():
                # A lock that another thread holds stays locked in the child, which its limit in time ends.
                warnings.simplefilter("ignore", DeprecationWarning)
                read, write = os.pipe()
                self.process: int = os.fork()
                if self.process == 0:
                    _run(work, limits, write)
                os.close(write)
                self.pipe: BinaryIO = os.fdopen(read, "rb")
        except KeyboardInterrupt:
            self.end()
            raise
        self._ready = select.poll()
        self._ready.register(read, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def __iter__(self) -> Iterator[bytes]:
        """What the work sends, piece by piece."""
        while True:
            kind, size = HEAD.unpack(self._read(HEAD.size))
            content = self._read(size)
            if kind == Kind.END:
                return
            yield self.content(kind, content)

    def _read(self, size: int) -> bytes:
        """The next `size` bytes."""
        content = bytearray()
        while len(content) < size:
            # A signal that comes just before a read would wait for its end.
            if not self._ready.poll(_SIGNALS):
                continue
            piece = os.read(self.pipe.fileno(), size - len(content))
            if not piece:
                raise self.failure()
            content += piece
        return bytes(content)

    def content(self, kind: int, content: bytes) -> bytes:
        """The bytes of a frame that was read. Raises the error that it has."""
        if kind == Kind.ERROR:
            error: Exception = pickle.loads(content)
            raise error
        return content

    def end(self) -> None:
        """End the process, if it is not at its end, and close the pipe."""
        if self._status is None:
            os.kill(self.process, signal.SIGKILL)
            self._wait()

    def failure(self) -> BaseException:
        """Why the process ended before its work was done; call it when the pipe is at its end."""
        status = self._wait()
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if number == signal.SIGINT:
            return KeyboardInterrupt()
        if number == signal.SIGALRM:
            return time_is_up(self._limits)
        if number in (signal.SIGABRT, signal.SIGKILL):
            return memory_is_used(self._limits)
        if number == signal.SIGSEGV:
            return UsageError("The query is nested too deeply, or is too long a chain; make it shorter.")
        return UsageError(f"The process of the query ended (status {status}); ask for less at once.")

    def _wait(self) -> int:
        """The status with which the process ends, which it does now or soon."""
        if self._status is None:
            self._status = os.waitpid(self.process, 0)[1]
            self.pipe.close()
        return self._status


def apart(answer: Callable[[], Found], limits: Limits) -> Found:
    """What `answer` returns, found in a process of its own. Raises as `Apart` does."""
    with Apart(lambda send: send(pickle.dumps(answer())), limits) as child:
        found: Found = pickle.loads(b"".join(child))
    return found


def time_is_up(limits: Limits) -> LimitError:
    """The error of a query that takes too long."""
    return LimitError(
        f"The query took longer than {limits.seconds:g} seconds and was stopped; narrow it.", "seconds"
    )


def memory_is_used(limits: Limits) -> LimitError:
    """The error of a query that needs too much memory."""
    size = "the machine has" if limits.memory is None else f"{limits.memory / _MIB:,.0f} MB"
    return LimitError(f"The query needs more memory than {size} and was stopped; narrow it.", "memory")


def rows_are_too_many(limits: Limits) -> LimitError:
    """The error of a query whose answer has too many rows."""
    return LimitError(
        f"The answer has more than {limits.rows:,} rows; narrow the query, or take parts (LIMIT, OFFSET).",
        "rows",
    )


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let an interrupt wait until the end: what raises in the hooks of a fork is lost."""
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    held: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: held.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        for number, frame in held[:1]:
            handler(number, frame)


def _run(work: Work, limits: Limits, write: int) -> None:
    """The life of the child: nothing of its parent's goes on in it, and it never returns."""
    try:
        faulthandler.disable()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        _close_sockets()
        silent = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silent, descriptor)
        _limit(limits)
        with os.fdopen(write, "wb") as pipe:

            def send(content: bytes, kind: Kind = Kind.DATA) -> None:
                pipe.write(HEAD.pack(kind, len(content)))
                pipe.write(content)

            try:
                work(send)
                send(b"", Kind.END)
            except BaseException as error:
                send(pickle.dumps(_sendable(error, limits)), Kind.ERROR)
    finally:
        os._exit(0)


def _sendable(error: BaseException, limits: Limits) -> BaseException:
    if isinstance(error, MemoryError):
        return memory_is_used(limits)
    if isinstance(error, LimitError):
        return error
    if isinstance(error, KgError | OSError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if limits.memory is not None and sys.platform == "linux":
        in_use = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * _PAGE
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        allowed = in_use + limits.memory
        if most == resource.RLIM_INFINITY or allowed < most:
            resource.setrlimit(resource.RLIMIT_DATA, (allowed, allowed))
    if limits.seconds is not None:
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def _close_sockets() -> None:
    """Close what the parent has open to others: a connection ends when the parent closes it."""
    for name in os.listdir("/dev/fd"):
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                os.close(int(name))
