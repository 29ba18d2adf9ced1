"""`kg statements`: list statements."""

from typing import Annotated

import typer

from kg.cli.limits import ask_apart
from kg.cli.output import (
    DEFAULT_OUTPUT,
    Format,
    FormatOption,
    KindOption,
    OutputOption,
    UnsaidOption,
    print_table,
)


def statements_command(
    speaker: Annotated[str | None, typer.Option(help="The speaker; accents and case are ignored.")] = None,
    about: Annotated[
        str | None, typer.Option(help="An actor, agreement, place or word in the statement.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="An office or role of the speaker, such as “analyst”.")
    ] = None,
    kind: KindOption = None,
    unsaid: UnsaidOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List statements with their speakers; every row cites its span in the article."""
    given = {"about": about, "speaker": speaker, "role": role, "kind": kind, "unsaid": unsaid}
    values = {name: one for name, one in given.items() if one is not None}
    print_table(ask_apart(output, lambda dataset: dataset.query("who-said-what", **values)), form)
