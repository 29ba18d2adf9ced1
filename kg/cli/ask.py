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
    minimum: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            help="In a question about positions: leave out those below this confidence; 0 shows all.",
        ),
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question in English, such as “what did analysts say about the cease-fire”."""
    with kg.open(output) as dataset:
        print_table(dataset.ask(question, confidence=minimum, kind=kind, unsaid=unsaid), form)
