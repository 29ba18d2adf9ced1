"""`kg agreements`: list agreements."""

from typing import Unpack

from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.limits import ask_table
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.cli.pager import NoPagerOption
from kg.questions.filters import StatementFilters


@takes_filters
def agreements_command(
    limit: LimitFilter = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
    **filters: Unpack[StatementFilters],
) -> None:
    """List the agreements named in the articles, with status, dates, parties and counts.

    With options that narrow down, those named in these statements.
    """
    print_table(
        ask_table(output, form, lambda dataset: dataset.agreements(limit=limit, **filters)), form, paged=True
    )
