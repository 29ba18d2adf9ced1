"""Questions and queries from the command line: each can be stopped, and has limits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

import kg
from kg.apart import DEFAULT_LIMITS, Limits, apart
from kg.errors import LimitError, UsageError

if TYPE_CHECKING:
    from kg.questions.dataset import Dataset

Found = TypeVar("Found")

_MIB = 1 << 20
NO_LIMITS = Limits(None, None, None)
DEFAULT_TIMEOUT = DEFAULT_LIMITS.seconds or 0
DEFAULT_ROWS = DEFAULT_LIMITS.rows or 0
DEFAULT_MEMORY = (DEFAULT_LIMITS.memory or 0) // _MIB

TimeoutOption = Annotated[
    float,
    typer.Option("--timeout", metavar="SECONDS", min=0, help="Stop after so many seconds; 0 is no limit."),
]
RowsOption = Annotated[
    int, typer.Option("--max-rows", min=0, help="Stop at an answer with more rows; 0 is no limit.")
]
MemoryOption = Annotated[
    int,
    typer.Option(
        "--max-memory", metavar="MEGABYTES", min=0, help="Stop what needs more megabytes; 0 is no limit."
    ),
]
_OPTIONS = {"seconds": "--timeout", "rows": "--max-rows", "memory": "--max-memory"}


def limits_of(
    timeout: float = DEFAULT_TIMEOUT, rows: int = DEFAULT_ROWS, memory: int = DEFAULT_MEMORY
) -> Limits:
    """The limits as typed: seconds, rows, megabytes; 0 is none."""
    return Limits(timeout or None, rows or None, memory * _MIB or None)


@contextmanager
def naming_options(*options: str) -> Iterator[None]:
    """Add to the message of a `LimitError` which of the `options` of the command allows more."""
    try:
        yield
    except LimitError as error:
        option = _OPTIONS.get(error.limit)
        if option not in options:
            raise
        raise LimitError(f"{error} Or allow more with {option}.", error.limit) from None


def source_of(output: Path, endpoint: str | None) -> Path | str:
    """What is asked: a folder or, if one is given, an endpoint. Raises `UsageError` if it is no address."""
    if endpoint is not None and not endpoint.startswith(("http://", "https://")):
        raise UsageError(f"{endpoint} is no address of a SPARQL endpoint; write http://HOST:PORT/PATH.")
    return output if endpoint is None else endpoint


def ask_apart(
    source: Path | str, ask: "Callable[[Dataset], Found]", limits: Limits = NO_LIMITS, *options: str
) -> Found:
    """What `ask` finds in the graph of `source`, in a process that an interrupt ends at once.

    `options` are those of the command that allow more than the limits.
    """
    with naming_options(*options), kg.open(source) as dataset:
        return apart(lambda: ask(dataset), limits)
