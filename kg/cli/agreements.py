"""`kg agreements`: list agreements."""

from typing import Annotated

import typer

from kg.cli.limits import ask_apart
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def agreements_command(
    speaker: Annotated[
        str | None, typer.Option(help="Only agreements named in this actor's statements.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the agreements named in the articles, with status, dates, parties and counts."""
    print_table(ask_apart(output, lambda dataset: dataset.agreements(speaker=speaker)), form)
