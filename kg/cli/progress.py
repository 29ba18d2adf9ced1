"""Progress on standard error: bars on a terminal, else a line now and then where it takes long."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.output import say
from kg.questions.table_formats import printable

if TYPE_CHECKING:
    from kg.summary import Progress

# Seconds between two lines where there is no terminal.
_QUIET = 30


@contextmanager
def reading_progress() -> Iterator[Callable[[str], None]]:
    """A function to call with the name of each finished article. Does nothing without a terminal."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), "reading", MofNCompleteColumn(), TimeElapsedColumn(), "{task.description}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda name: progress.update(task, advance=1, description=escape(printable(name)))


@contextmanager
def build_progress() -> "Iterator[Callable[[Progress], None]]":
    """A function to call after each article that a build has read.

    On a terminal there is a bar; else a line, at most every half minute. At the end a line tells what was
    read.
    """
    last: list[Progress] = []
    show = _show_bar() if sys.stderr.isatty() else _print_lines()
    with show as shown:

        def on_progress(progress: "Progress") -> None:
            last[:] = [progress]
            shown(progress)

        yield on_progress
    for one in last:
        say(f"Read {_articles(one.done)} in {_duration(one.seconds)}: {_found(one)}.")


@contextmanager
def _show_bar() -> "Iterator[Callable[[Progress], None]]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn
    from rich.progress import Progress as Bar

    columns = ("reading", BarColumn(), MofNCompleteColumn(), "{task.description}")
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda one: bar.update(
            task,
            completed=one.done,
            total=one.of,
            description=f"{_found(one)}, {_duration(one.seconds_left)} left",
        )


@contextmanager
def _print_lines() -> "Iterator[Callable[[Progress], None]]":
    following = time.monotonic() + _QUIET

    def shown(one: "Progress") -> None:
        nonlocal following
        if time.monotonic() > following:
            following = time.monotonic() + _QUIET
            left = _duration(one.seconds_left)
            say(f"Read {one.done:,} of {_articles(one.of)}: {_found(one)}, {left} left.")

    yield shown


def _articles(count: int) -> str:
    return f"{count:,} article{'s' if count != 1 else ''}"


def _found(one: "Progress") -> str:
    statements = f"{one.statements:,} statement{'s' if one.statements != 1 else ''}"
    return f"{statements}, {one.words_per_second:,.0f} words a second"


def _duration(seconds: float) -> str:
    """The time as hours, minutes and seconds: 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


@contextmanager
def writing_progress(what: str = "writing pages") -> Iterator[Callable[[int, int], None]]:
    """A function to call with the numbers of what is done and of all. Does nothing without a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (what, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
