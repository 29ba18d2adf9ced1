"""What happens when a command that writes is stopped: a word, and an exit code of its own."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer

from kg.cli.output import say

# A process that a signal ends has this and the number of the signal as its exit code, for a shell.
_SIGNALLED = 128


class _Stopped(BaseException):
    """A signal to stop came. No `except Exception` on the way catches it."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextmanager
def stopping(what_next: str = "the next build goes on from here") -> Iterator[None]:
    """Turn an interrupt (SIGINT) or a termination (SIGTERM) into a message and the exit code 130 or 143.

    The message ends with `what_next`.
    """
    before = {number: signal.signal(number, _stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _Stopped as stopped:
        say(f"Interrupted; {what_next}.")
        raise typer.Exit(_SIGNALLED + stopped.number) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    # A second signal ends the process at once: what is written is safe at every point.
    signal.signal(number, signal.SIG_DFL)
    raise _Stopped(number)
