"""`kg ask`: a plain question."""

from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        "ask",
        epilog="docs/questions.md lists the forms of question; so does a question that is not understood.",
    )(ask_command)


def ask_command(
    question: Annotated[str, typer.Argument(help="For instance “who said what about the cease-fire”.")],
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Ask the graph a question in plain English, such as “what did analysts say about the cease-fire”."""
    with kg.open(output) as dataset:
        print_table(dataset.ask(question), form)
