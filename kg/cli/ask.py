"""`kg ask`: answer a question in English."""

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
from kg.cli.limits import DEFAULT_TIMEOUT, TimeoutOption, ask_table, limits_of, source_of
from kg.cli.output import (
    DEFAULT_OUTPUT,
    EndpointOption,
    Format,
    FormatOption,
    OutputOption,
    print_table,
)
from kg.cli.paging import NoPagerOption
from kg.questions.filters import StatementFilters


def ask_command(
    question: Annotated[str, typer.Argument(help="For instance “who said what about the cease-fire”.")],
    speaker: SpeakerFilter = None,
    about: AboutFilter = None,
    to: ToFilter = None,
    since: SinceFilter = None,
    until: UntilFilter = None,
    kind: KindFilter = None,
    unsaid: UnsaidFilter = None,
    min_confidence: MinConfidenceFilter = None,
    limit: LimitFilter = None,
    timeout: TimeoutOption = DEFAULT_TIMEOUT,
    endpoint: EndpointOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
) -> None:
    """Answer a question in English, such as “what did analysts say about the cease-fire”."""
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
    table = ask_table(
        source_of(output, endpoint),
        form,
        lambda dataset: dataset.ask(question, limit=limit, **filters),
        limits_of(timeout),
        "--timeout",
    )
    print_table(table, form, paged=True)
