"""`kg statements`: list statements."""

from typing import Annotated

import typer

from kg.cli.filter_options import (
    AboutFilter,
    KindFilter,
    LimitFilter,
    MinConfidenceFilter,
    SinceFilter,
    SpeakerFilter,
    ToFilter,
    UnsaidFilter,
    UntilFilter,
)
from kg.cli.limits import ask_table
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.cli.pager import NoPagerOption
from kg.questions.filters import StatementFilters


def statements_command(
    speaker: SpeakerFilter = None,
    about: AboutFilter = None,
    to: ToFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    kind: KindFilter = None,
    unsaid: UnsaidFilter = None,
    min_confidence: MinConfidenceFilter = None,
    limit: LimitFilter = None,
    role: Annotated[
        str | None, typer.Option(help="Statements of speakers with this office or role, such as “analyst”.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
) -> None:
    """List statements with their speakers; every row cites its span in the article."""
    filters: StatementFilters = {
        "speaker": speaker,
        "about": about,
        "to": to,
        "since": since,
        "until": until,
        "kind": kind,
        "unsaid": unsaid,
        "min_confidence": min_confidence,
    }
    print_table(
        ask_table(
            output, form, lambda dataset: dataset.query("who-said-what", limit=limit, role=role, **filters)
        ),
        form,
        paged=True,
    )
