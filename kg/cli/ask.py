"""`kg ask`: answer a question in English."""

from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        "ask",
        epilog="docs/questions.md lists the supported questions; so does an error for any other question.",
    )(ask_command)


def ask_command(
    question: Annotated[str, typer.Argument(help="For instance “who said what about the cease-fire”.")],
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question in English, such as “what did analysts say about the cease-fire”."""
    with kg.open(output) as dataset:
        print_table(dataset.ask(question), form)
