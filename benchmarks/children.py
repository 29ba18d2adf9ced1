"""Commands as processes of their own, with the time and the memory that they take."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

import psutil  # type: ignore[import-untyped]

# Seconds between two looks at the memory.
_INTERVAL = 0.05


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that ended well: seconds, bytes at the peak, and what it printed.

    `peak` is the largest sum over the process and its descendants of their proportional set size, so memory
    that several of them share counts once; a peak that is shorter than a look apart may be missed.
    """

    seconds: float
    peak: int
    output: str


def run_module(name: str, arguments: Sequence[str]) -> Ended:
    """Run `python -m NAME ARGUMENTS`; its errors go to standard error.

    Raises `subprocess.CalledProcessError` if its exit code is not 0.
    """
    command = [sys.executable, "-m", name, *arguments]
    with TemporaryFile("w+", encoding="utf-8") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output)
        peak = 0
        try:
            watched = psutil.Process(process.pid)
            while process.poll() is None:
                peak = max(peak, _memory(watched))
                time.sleep(_INTERVAL)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        seconds = time.perf_counter() - started
        output.seek(0)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return Ended(seconds, peak, output.read())


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
