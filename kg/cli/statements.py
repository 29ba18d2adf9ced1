"""`kg statements`: list statements."""

from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("statements")(statements_command)


def statements_command(
    speaker: Annotated[str | None, typer.Option(help="The speaker; accents and case are ignored.")] = None,
    about: Annotated[
        str | None, typer.Option(help="An actor, agreement, place or word in the statement.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="An office or role of the speaker, such as “analyst”.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List statements with their speakers; every row cites its span in the article."""
    from kg.graph.store import open_store
    from kg.questions.canned import canned_query, run_canned

    given = {"speaker": speaker, "about": about, "role": role}
    values = {name: value for name, value in given.items() if value is not None}
    print_table(run_canned(open_store(output), canned_query("who-said-what"), values), form)
