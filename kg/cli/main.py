"""The command `kg`."""

import io
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli import correct
from kg.cli.actors import actors_command
from kg.cli.agreements import agreements_command
from kg.cli.ask import ask_command
from kg.cli.build import build_command
from kg.cli.check import check_command
from kg.cli.correct_additions import add_position, add_statement
from kg.cli.correct_forms import cue, kind
from kg.cli.correct_statements import accept, agreement, same_agreement, words
from kg.cli.corrections import corrections_command
from kg.cli.evaluate import evaluate_command
from kg.cli.export import export_command
from kg.cli.extract import extract_command
from kg.cli.load import load_command
from kg.cli.output import fail
from kg.cli.pager import is_output_closed, leave_output
from kg.cli.pages import pages_command
from kg.cli.positions import positions_command
from kg.cli.query import query_command
from kg.cli.remove import remove_command
from kg.cli.serve import serve_command
from kg.cli.statements import statements_command
from kg.cli.validate import validate_command
from kg.errors import InputError, KgError, StoreError
from kg.version import __version__


class _Commands(TyperGroup):
    """The commands; one whose reader has read enough (`kg statements | head`) ends well."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
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
app.command("build")(build_command)
app.command("remove")(remove_command)
app.command("pages")(pages_command)
app.command("check")(check_command)
app.command("validate")(validate_command)
app.command("load")(load_command)
app.command("serve")(serve_command)
_FORMS = "docs/questions.md has examples of what is understood, and how an answer is made."
app.command("ask", epilog=_FORMS)(ask_command)
app.command("statements")(statements_command)
app.command("actors")(actors_command)
app.command("agreements")(agreements_command)
_SIGNS = "Signs: + supports, − opposes, ± both, ○ neutral. See docs/positions.md."
app.command("positions", epilog=_SIGNS)(positions_command)
_PARAMETERS = {"allow_extra_args": True, "ignore_unknown_options": True}
app.command("query", context_settings=_PARAMETERS, add_help_option=False)(query_command)
app.command("export")(export_command)
for command in (accept, words, kind, cue, agreement, same_agreement, add_statement, add_position):
    correct.app.command(command.__name__.replace("_", "-"))(command)
app.add_typer(correct.app)
app.command("corrections")(corrections_command)
app.command("extract")(extract_command)
app.command("evaluate")(evaluate_command)


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
        # An error of the system has a number; one without comes from the store, while it gives an answer.
        if error.errno is None:
            sys.exit(fail(StoreError(f"The graph is damaged ({error}); build it again.")))
        sys.exit(fail(InputError(f"{error.filename or 'A file'} cannot be used: {error.strerror}.")))
