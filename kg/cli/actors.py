"""`kg actors`: list speakers."""

from typing import Annotated

import typer

from kg.cli.limits import ask_apart
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.model import ActorType


def actors_command(
    type_: Annotated[ActorType | None, typer.Option("--type", help="Only actors of this type.")] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the speakers of the articles, with the numbers of statements and articles."""
    print_table(ask_apart(output, lambda dataset: dataset.actors(type=type_)), form)
