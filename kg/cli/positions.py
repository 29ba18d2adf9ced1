"""`kg positions`: list positions, or tabulate actors by targets."""

from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.limits import ask_table
from kg.cli.output import (
    DEFAULT_OUTPUT,
    Format,
    FormatOption,
    OutputOption,
    print_table,
)
from kg.cli.pager import NoPagerOption, screen_width
from kg.model import Polarity
from kg.questions.filters import PositionFilters, StatementFilters
from kg.questions.tables import Table

if TYPE_CHECKING:
    from kg.questions.dataset import Dataset

# Widths in characters: the holders, each target.
_HOLDER, _TARGET = 24, 16
# Rows of a table on a screen, columns of a table in a spreadsheet.
_MAX_HOLDERS, _MAX_TARGETS = 40, 1000


@takes_filters
def positions_command(
    actor: Annotated[
        str | None,
        typer.Option(help="The holder of the position: the speaker, or who the statement tells it of."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(help="The target: an actor, an agreement, or words such as “a withdrawal”."),
    ] = None,
    act: Annotated[str | None, typer.Option(help="The act, such as “threaten”.")] = None,
    polarity: Annotated[Polarity | None, typer.Option(help="The polarity of the position.")] = None,
    layer: Annotated[
        str | None,
        typer.Option(
            help="speech (the default): taken by speaking; content: what others tell of the holder; "
            "all: both, but for the matrix."
        ),
    ] = None,
    matrix: Annotated[
        bool,
        typer.Option(
            "--matrix", help="Print a table of actors by targets: polarity and number of statements."
        ),
    ] = False,
    citations: Annotated[
        bool, typer.Option("--citations", help="With --matrix: a row for each cell, with all citations.")
    ] = False,
    limit: LimitFilter = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
    no_pager: NoPagerOption = False,
    **filters: Unpack[StatementFilters],
) -> None:
    """List the positions of actors, with the sentences; with --matrix, print actors by targets.

    On a screen the matrix has the targets that fit; --format csv has up to 1000 targets, json and jsonl have
    a row for each cell with its citations.
    """
    chosen: PositionFilters = {
        **filters,
        "actor": actor,
        "on": on,
        "act": act,
        "polarity": polarity,
        "layer": layer,
    }

    def ask(dataset: "Dataset") -> Table:
        if not matrix and not citations:
            return dataset.positions(limit=limit, **chosen)
        if citations or form in (Format.JSON, Format.JSONL):
            return dataset.position_cells(limit=limit, **chosen)
        if form is Format.TABLE:
            targets = max(1, (width - _HOLDER) // _TARGET)
            return dataset.position_matrix(holders=limit or _MAX_HOLDERS, targets=targets, **chosen)
        return dataset.position_matrix(holders=limit, targets=_MAX_TARGETS, **chosen)

    width = screen_width()
    print_table(ask_table(output, form, ask), form, paged=True)
