"""`kg agreements`: list agreements."""

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


def agreements_command(
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
    """List the agreements named in the articles, with status, dates, parties and counts.

    With options that narrow down, those named in these statements.
    """
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
        ask_table(output, form, lambda dataset: dataset.agreements(limit=limit, **filters)), form, paged=True
    )
