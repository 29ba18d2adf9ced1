"""`kg actors`: list speakers."""

from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.model import ActorType


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("actors")(actors_command)


def actors_command(
    type_: Annotated[ActorType | None, typer.Option("--type", help="Only actors of this type.")] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the speakers of the articles, with the numbers of statements and articles."""
    from kg.graph.store import open_store
    from kg.questions.canned import canned_query, run_canned

    values = {"type": type_.value} if type_ else {}
    print_table(run_canned(open_store(output), canned_query("actors"), values), form)
