"""`kg agreements`: list agreements."""

from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def agreements_command(
    speaker: Annotated[
        str | None, typer.Option(help="Only agreements named in this actor's statements.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the agreements named in the articles, with status, dates, parties and counts."""
    with kg.open(output) as dataset:
        print_table(dataset.agreements(speaker=speaker), form)
