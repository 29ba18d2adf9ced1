"""`kg ask`: answer a question in English."""

from typing import Annotated

import typer

import kg
from kg.cli.output import (
    DEFAULT_OUTPUT,
    Format,
    FormatOption,
    KindOption,
    OutputOption,
    UnsaidOption,
    print_table,
)


def ask_command(
    question: Annotated[str, typer.Argument(help="For instance “who said what about the cease-fire”.")],
    kind: KindOption = None,
    unsaid: UnsaidOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question in English, such as “what did analysts say about the cease-fire”."""
    with kg.open(output) as dataset:
        print_table(dataset.ask(question, kind=kind, unsaid=unsaid), form)
