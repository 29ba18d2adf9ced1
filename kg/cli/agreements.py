"""`kg agreements`: list agreements."""

from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("agreements")(agreements_command)


def agreements_command(
    speaker: Annotated[
        str | None, typer.Option(help="Only agreements named in this actor's statements.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the agreements named in the articles, with dates, parties and counts."""
    from kg.graph.store import open_store
    from kg.questions.canned import canned_query, run_canned

    values = {"speaker": speaker} if speaker is not None else {}
    print_table(run_canned(open_store(output), canned_query("agreements"), values), form)
