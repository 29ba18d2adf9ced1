"""`kg statements`: list statements."""

from typing import Annotated, Unpack

import typer

from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.limits import ask_table
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.cli.pager import NoPagerOption
from kg.questions.filters import StatementFilters


@takes_filters
def statements_command(
    limit: LimitFilter = None,
    role: Annotated[
        str | None, typer.Option(help="Statements of speakers with this office or role, such as “analyst”.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
    **filters: Unpack[StatementFilters],
) -> None:
    """List statements with their speakers; every row cites its span in the article."""
    print_table(
        ask_table(
            output, form, lambda dataset: dataset.query("who-said-what", limit=limit, role=role, **filters)
        ),
        form,
        paged=True,
    )
