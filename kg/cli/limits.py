"""Questions and queries from the command line: each can be stopped, and has limits."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.apart import DEFAULT_LIMITS, Limits, apart
from kg.cli.output import Format
from kg.errors import LimitError, UsageError

if TYPE_CHECKING:
    from kg.questions.dataset import Dataset
    from kg.questions.tables import Table

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
def naming_options(source: Path | str, *options: str) -> Iterator[None]:
    """Add to the message of a `LimitError` which of the `options` of the command allows more.

    Raises `StoreError` instead if the graph of the folder `source` is damaged: a query may read on for that.
    """
    try:
        yield
    except LimitError as error:
        if isinstance(source, Path) and error.limit in ("seconds", "memory"):
            # Imported on first use: help needs no RDF library.
            from kg.graph.store import verify_large

            verify_large(source)
        option = _OPTIONS.get(error.limit)
        if option not in options:
            raise
        raise LimitError(f"{error} Or allow more with {option}.", error.limit) from None


def source_of(output: Path, endpoint: str | None) -> Path | str:
    """What is asked: a folder or, if one is given, an endpoint. Raises `UsageError` if it is no address."""
    if endpoint is not None and not endpoint.startswith(("http://", "https://")):
        raise UsageError(f"{endpoint} is no address of a SPARQL endpoint; write http://HOST:PORT/PATH.")
    return output if endpoint is None else endpoint


def ask_table(
    source: Path | str,
    form: Format,
    ask: "Callable[[Dataset], Table]",
    limits: Limits = NO_LIMITS,
    *options: str,
) -> "Table":
    """What `ask` finds in the graph of `source`, in a process that an interrupt ends at once.

    It is printed in the format `form`: for a screen it has short citations. `options` are those of the
    command that allow more than the limits.
    """

    def answer(dataset: "Dataset") -> "Table":
        # numpy starts a thread for each core when it is imported, which takes longer than what a question has
        # to compute. This runs in a process of its own.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        found = ask(dataset)
        return dataset.with_short_citations(found) if form is Format.TABLE else found

    with naming_options(source, *options), kg.open(source) as dataset:
        return apart(lambda: answer(dataset), limits)
