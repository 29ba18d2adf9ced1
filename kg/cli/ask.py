"""`kg ask`: answer a question in English."""

from typing import Annotated

import typer

from kg.cli.limits import DEFAULT_TIMEOUT, TimeoutOption, ask_apart, limits_of, source_of
from kg.cli.output import (
    DEFAULT_OUTPUT,
    EndpointOption,
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
    timeout: TimeoutOption = DEFAULT_TIMEOUT,
    endpoint: EndpointOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question in English, such as “what did analysts say about the cease-fire”."""
    table = ask_apart(
        source_of(output, endpoint),
        lambda dataset: dataset.ask(question, confidence=minimum, kind=kind, unsaid=unsaid),
        limits_of(timeout),
        "--timeout",
    )
    print_table(table, form)
