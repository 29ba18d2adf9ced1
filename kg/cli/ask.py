"""`kg ask`: answer a question in English."""

from typing import Annotated, Unpack

import typer

from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.limits import DEFAULT_TIMEOUT, TimeoutOption, ask_table, limits_of, source_of
from kg.cli.output import (
    DEFAULT_OUTPUT,
    EndpointOption,
    Format,
    FormatOption,
    OutputOption,
    print_table,
)
from kg.cli.pager import NoPagerOption
from kg.questions.filters import StatementFilters


@takes_filters
def ask_command(
    question: Annotated[
        list[str],
        typer.Argument(
            help="A question, such as “who said what about the talks”; it needs no quotation marks."
        ),
    ],
    limit: LimitFilter = None,
    timeout: TimeoutOption = DEFAULT_TIMEOUT,
    endpoint: EndpointOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
    **filters: Unpack[StatementFilters],
) -> None:
    """Answer a question in English, the best rows first, and say how it was read.

    Who, what, when, where, how many, to whom, through what, why, yes or no are understood, as are “who is X”,
    “which articles”, “latest”, “compare A and B”, “who disagrees about” and “who changed position on”. Names,
    times (“in February”, “last week”, “since 2019”) and verbs of positions may stand anywhere. What is not
    understood is searched for in statements and articles. docs/questions.md has examples.
    """
    table = ask_table(
        source_of(output, endpoint),
        form,
        lambda dataset: dataset.ask(" ".join(question), limit=limit, **filters),
        limits_of(timeout),
        "--timeout",
    )
    print_table(table, form, paged=True)
