"""Lines on standard output: in a pager if they are more than the terminal has."""

import os
import select
import shutil
import sys
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, TextIO

import typer

# The size of a screen in characters and lines if the output is no terminal and COLUMNS is not set.
_WIDTH, _HEIGHT = 120, 24
# Quit at once what fits, keep styles, leave the text on the screen.
_LESS = "FRX"


def _no_pager(given: bool) -> bool:
    if given:
        os.environ["NO_PAGER"] = "1"
    return given


NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        callback=_no_pager,
        help="Print long answers at once. Else a terminal shows them in the program that PAGER names, if "
        "NO_PAGER is not set.",
    ),
]


def screen_width() -> int:
    """The width of tables in characters: COLUMNS, else that of the terminal, else 120."""
    return shutil.get_terminal_size((_WIDTH, _HEIGHT)).columns


def show_lines(lines: Iterable[str], *, paged: bool) -> None:
    """Print `lines`; if they are `paged`, with a pager where they are too many for the terminal."""
    lines = iter(lines)
    is_terminal = _is_terminal(sys.stdin) and _is_terminal(sys.stdout)
    if not paged or not is_terminal or os.environ.get("NO_PAGER"):
        for line in lines:
            sys.stdout.write(f"{line}\n")
        return
    first = list(islice(lines, shutil.get_terminal_size((_WIDTH, _HEIGHT)).lines - 1))
    rest = list(lines)
    text = "".join(f"{line}\n" for line in (*first, *rest))
    if not rest:
        sys.stdout.write(text)
        return
    # Imported on first use: few answers need it.
    import pydoc

    os.environ.setdefault("LESS", _LESS)
    pydoc.pager(text)


def is_output_closed() -> bool:
    """Whether nobody reads standard output any more: it is a pipe whose other end is closed."""
    poll = select.poll()
    poll.register(sys.stdout.fileno())
    return any(event & select.POLLERR for _, event in poll.poll(0))


def leave_output() -> None:
    """Write to standard output no more: what is still to come goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether `stream` is one; what was read to its end may be closed."""
    return stream is not None and not stream.closed and stream.isatty()
