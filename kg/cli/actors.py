"""`kg actors`: list speakers."""

from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.model import ActorType


def actors_command(
    type_: Annotated[ActorType | None, typer.Option("--type", help="Only actors of this type.")] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the speakers of the articles, with the numbers of statements and articles."""
    with kg.open(output) as dataset:
        print_table(dataset.actors(type=type_), form)
