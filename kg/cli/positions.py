"""`kg positions`: what actors stand for and against, as a list or as a table of actors by targets."""

import shutil
import sys
from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.graph import LEAST_SHOWN
from kg.model import Layer, Polarity

# Width in characters of the table where no terminal says, of the holders and of each target.
_WIDTH, _HOLDER, _TARGET = 120, 24, 16
# A longer table is not read on a screen, and a wider one not in a spreadsheet.
_MOST_HOLDERS, _MOST_TARGETS = 40, 1000


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(
        "positions", epilog="Signs: + supports, − opposes, ± both, ○ neutral. See docs/positions.md."
    )(positions_command)


def positions_command(
    actor: Annotated[str | None, typer.Option(help="Whose position.")] = None,
    on: Annotated[
        str | None,
        typer.Option(help="Toward whom or what: an actor, an agreement, or words such as “a withdrawal”."),
    ] = None,
    act: Annotated[str | None, typer.Option(help="What is done, such as “threaten”.")] = None,
    polarity: Annotated[
        Polarity | None, typer.Option(help="How the holder stands toward the target.")
    ] = None,
    layer: Annotated[
        Layer | None,
        typer.Option(help="What is done by speaking, or what the content says that is done."),
    ] = None,
    minimum: Annotated[
        float,
        typer.Option(
            "--min-confidence", min=0, max=1, help="Leave out positions that are less sure; 0 shows all."
        ),
    ] = LEAST_SHOWN,
    matrix: Annotated[
        bool,
        typer.Option("--matrix", help="A table of actors by targets: polarity and number of statements."),
    ] = False,
    citations: Annotated[
        bool, typer.Option("--citations", help="With --matrix: a row for each cell, with all places.")
    ] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List who stands for or against whom or what, with the sentences; or, with --matrix, in a table.

    As a table the matrix has what fits; --format csv has the whole of up to 1000 targets, json and jsonl
    a row for each cell with its places.
    """
    from kg.questions.dataset import PositionFilters

    filters: PositionFilters = {"actor": actor, "on": on, "act": act}
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
            table = dataset.position_matrix(holders=_MOST_HOLDERS, targets=targets, **filters)
        else:
            table = dataset.position_matrix(targets=_MOST_TARGETS, **filters)
    print_table(table, form)
