"""`kg actors`: list speakers."""

from typing import Annotated, Unpack

import typer

from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.limits import ask_table
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.cli.pager import NoPagerOption
from kg.model import ActorType
from kg.questions.filters import StatementFilters


@takes_filters
def actors_command(
    type_: Annotated[ActorType | None, typer.Option("--type", help="Only actors of this type.")] = None,
    limit: LimitFilter = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
    **filters: Unpack[StatementFilters],
) -> None:
    """List the speakers of the articles, with the numbers of statements and articles."""
    print_table(
        ask_table(output, form, lambda dataset: dataset.actors(type=type_, limit=limit, **filters)),
        form,
        paged=True,
    )
