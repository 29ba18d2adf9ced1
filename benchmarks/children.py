"""Commands as processes of their own, with the time and the memory that they take."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Self

import psutil  # type: ignore[import-untyped]

# Seconds between two looks at the memory, at least; else so many times the computing time of a look.
_INTERVAL = 0.05
_TIMES = 20


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and computing time: the seconds of all processors for these processes alone."""

    clock: float
    computing: float

    @classmethod
    def since_start(cls) -> Self:
        """What this process has spent until now; the clock has no fixed start."""
        return cls(time.perf_counter(), time.process_time())

    def __add__(self, other: Self) -> Self:
        return type(self)(self.clock + other.clock, self.computing + other.computing)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.clock - other.clock, self.computing - other.computing)

    def __str__(self) -> str:
        """Both, as `of` reads them."""
        return f"{self.clock} {self.computing}"

    @classmethod
    def of(cls, text: str) -> Self:
        """What `str` wrote."""
        clock, computing = map(float, text.split())
        return cls(clock, computing)


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended well, with its descendants.

    `output` is what it printed. `peak` is the largest sum over all these processes of their proportional set
    size in bytes, so memory that several of them share counts once. A short peak between two looks is missed.
    """

    spent: Spent
    peak: int
    output: str


def run_module(name: str, arguments: Sequence[str]) -> Ended:
    """Run `python -m NAME ARGUMENTS`; its errors go to standard error.

    Raises `subprocess.CalledProcessError` if its exit code is not 0.
    """
    command = [sys.executable, "-m", name, *arguments]
    with TemporaryFile("w+", encoding="utf-8") as output:
        started = _spent_by_children()
        process = subprocess.Popen(command, stdout=output)
        peak = 0
        try:
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                looked = time.thread_time()
                peak = max(peak, _memory(watched))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(_INTERVAL, _TIMES * (time.thread_time() - looked)))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        spent = _spent_by_children() - started
        output.seek(0)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return Ended(spent, peak, output.read())


def _spent_by_children() -> Spent:
    """The clock, and the computing time of all children that have ended and of theirs."""
    times = os.times()
    return Spent(time.perf_counter(), times.children_user + times.children_system)


def _memory(process: psutil.Process) -> int:
    """The bytes that `process` and its descendants have now."""
    total = 0
    try:
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_full_info().pss
    except (psutil.NoSuchProcess, psutil.AccessDenied, FileNotFoundError, ProcessLookupError):
        # One has ended meanwhile.
        return total
    return total
