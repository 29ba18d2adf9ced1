"""The command `kg`. The module of a command is imported when it is called, or listed with its help."""

import gc
import io
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.errors import InputError, KgError, StoreError
from kg.version import __version__

# The garbage collector comes after so many new objects: reading modules and rows makes many, and leaves none.
_GARBAGE = 100_000
_FORMS = "docs/questions.md has examples of what is understood, and how an answer is made."
_SIGNS = "Signs: + supports, − opposes, ± both, ○ neutral. See docs/positions.md."
_PARAMETERS = {"allow_extra_args": True, "ignore_unknown_options": True}
_COMMANDS: dict[str, dict[str, Any]] = {
    "build": {},
    "remove": {},
    "pages": {},
    "check": {},
    "validate": {},
    "load": {},
    "serve": {},
    "ask": {"epilog": _FORMS},
    "statements": {},
    "actors": {},
    "agreements": {},
    "positions": {"epilog": _SIGNS},
    "query": {"context_settings": _PARAMETERS, "add_help_option": False},
    "export": {},
    "corrections": {},
    "extract": {},
    "evaluate": {},
    "correct": {"module": "correct_group"},
}
"""The commands in the order of the help, with their settings.

`ask` is `ask_command` of `kg.cli.ask`; a group of commands is the `app` of a module.
"""


class _Imported(Mapping[str, Any]):
    """The commands by name, each imported when it is first looked up."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _command(name, **_COMMANDS[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in _COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


def _command(name: str, *, module: str | None = None, **settings: Any) -> Any:
    if module:
        return typer.main.get_command(import_module(f"kg.cli.{module}").app)
    alone = typer.Typer(add_completion=False)
    alone.command(name, **settings)(getattr(import_module(f"kg.cli.{name}"), f"{name}_command"))
    return typer.main.get_command(alone)


class _Commands(TyperGroup):
    """The commands; one whose reader has read enough (`kg statements | head`) ends well."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: Any = _Imported()

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Imported on first use, as below.
            from kg.cli.pager import is_output_closed, leave_output

            if not is_output_closed():
                raise
            leave_output()
            raise typer.Exit from None
        return result


app = typer.Typer(
    name="kg",
    cls=_Commands,
    help="Who said what about what: news articles as a graph of actors, statements and agreements.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 an input or the graph could not be read.",
)


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
    gc.set_threshold(_GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except KgError as error:
        sys.exit(_fail(error))
    except OSError as error:
        # An error of the system has a number; one without comes from the store, while it gives an answer.
        if error.errno is None:
            sys.exit(_fail(StoreError(f"The graph is damaged ({error}); build it again.")))
        sys.exit(_fail(InputError(f"{error.filename or 'A file'} cannot be used: {error.strerror}.")))


def _fail(error: KgError) -> int:
    from kg.cli.output import fail

    return fail(error)
