"""`kg positions`: list positions, or tabulate actors by targets."""

import shutil
import sys
from typing import Annotated

import typer

import kg
from kg.cli.output import (
    DEFAULT_OUTPUT,
    Format,
    FormatOption,
    KindOption,
    OutputOption,
    UnsaidOption,
    print_table,
)
from kg.graph import LEAST_SHOWN
from kg.model import Polarity

# Widths in characters: the table if the output is not a terminal, the holders, each target.
_WIDTH, _HOLDER, _TARGET = 120, 24, 16
# Rows of a table on a screen, columns of a table in a spreadsheet.
_MAX_HOLDERS, _MAX_TARGETS = 40, 1000


def positions_command(
    actor: Annotated[str | None, typer.Option(help="The holder of the position.")] = None,
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
    minimum: Annotated[
        float,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            help="Leave out positions below this confidence; 0 shows all.",
        ),
    ] = LEAST_SHOWN,
    matrix: Annotated[
        bool,
        typer.Option(
            "--matrix", help="Print a table of actors by targets: polarity and number of statements."
        ),
    ] = False,
    citations: Annotated[
        bool, typer.Option("--citations", help="With --matrix: a row for each cell, with all citations.")
    ] = False,
    kind: KindOption = None,
    unsaid: UnsaidOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the positions of actors, with the sentences; with --matrix, print actors by targets.

    On a screen the matrix has the targets that fit; --format csv has up to 1000 targets, json and jsonl have
    a row for each cell with its citations.
    """
    from kg.questions.dataset import PositionFilters

    filters: PositionFilters = {"actor": actor, "on": on, "act": act, "kind": kind, "unsaid": unsaid}
    filters |= {
        "polarity": polarity,
        "layer": layer,
        "confidence": None if minimum == LEAST_SHOWN else minimum,
    }
    with kg.open(output) as dataset:
        if not matrix and not citations:
            table = dataset.positions(**filters)
        elif citations or form in (Format.JSON, Format.JSONL):
            table = dataset.position_cells(**filters)
        elif form is Format.TABLE:
            width = shutil.get_terminal_size((_WIDTH, 0)).columns if sys.stdout.isatty() else _WIDTH
            targets = max(1, (width - _HOLDER) // _TARGET)
            table = dataset.position_matrix(holders=_MAX_HOLDERS, targets=targets, **filters)
        else:
            table = dataset.position_matrix(targets=_MAX_TARGETS, **filters)
    print_table(table, form)
