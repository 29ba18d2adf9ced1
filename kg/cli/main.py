"""The command `kg`."""

import io
import sys
from typing import Annotated

import typer

from kg.cli import (
    actors,
    agreements,
    ask,
    build,
    correct,
    evaluate,
    extract,
    pages,
    positions,
    query,
    statements,
)
from kg.cli.output import fail
from kg.errors import InputError, KgError
from kg.version import __version__

app = typer.Typer(
    name="kg",
    help="Who said what about what: news articles as a graph of actors, statements and agreements.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 an input or the graph could not be read.",
)
for _module in (
    build,
    pages,
    ask,
    statements,
    actors,
    agreements,
    positions,
    query,
    correct,
    extract,
    evaluate,
):
    _module.register(app)


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Options of the program itself."""
    if version:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line; a `KgError` is printed without traceback and sets the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except KgError as error:
        sys.exit(fail(error))
    except OSError as error:
        sys.exit(fail(InputError(f"{error.filename or 'A file'} cannot be used: {error.strerror}.")))
