"""`kg actors`: list speakers."""

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
from kg.model import ActorType
from kg.questions.filters import StatementFilters


def actors_command(
    type_: Annotated[ActorType | None, typer.Option("--type", help="Only actors of this type.")] = None,
    speaker: SpeakerFilter = None,
    about: AboutFilter = None,
    to: ToFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    kind: KindFilter = None,
    unsaid: UnsaidFilter = None,
    min_confidence: MinConfidenceFilter = None,
    limit: LimitFilter = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
) -> None:
    """List the speakers of the articles, with the numbers of statements and articles."""
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
        ask_table(output, form, lambda dataset: dataset.actors(type=type_, limit=limit, **filters)),
        form,
        paged=True,
    )
