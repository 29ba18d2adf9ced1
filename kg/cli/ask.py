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
    question: Annotated[
        list[str],
        typer.Argument(
            help="A question, such as “who said what about the talks”; it needs no quotation marks."
        ),
    ],
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
    """Answer a question in English, the best rows first, and say how it was read.

    Who, what, when, where, how many, to whom, through what, why, yes or no are understood, as are “who is X”,
    “which articles”, “latest”, “compare A and B”, “who disagrees about” and “who changed position on”. Names,
    times (“in February”, “last week”, “since 2019”) and verbs of positions may stand anywhere. What is not
    understood is searched for in statements and articles. docs/questions.md has examples.
    """
    words = " ".join(question)
    table = ask_apart(
        source_of(output, endpoint),
        lambda dataset: dataset.ask(words, confidence=minimum, kind=kind, unsaid=unsaid),
        limits_of(timeout),
        "--timeout",
    )
    print_table(table, form)
