"""`kg check`: verify a built folder."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, print_table, say
from kg.questions.tables import Cell, Table

_NOT_VALID = 1


def check_command(
    folder: Annotated[Path, typer.Argument(help="The folder that “kg build” wrote.")] = DEFAULT_OUTPUT,
    mend: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="First take a damaged index out of the ledger; the next build makes it again.",
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Verify the ledger row by row, the graph, the records, and that these and the pages are of one build.

    The exit code is 1 if something is wrong, with what to do, and 3 if there is no ledger that can be read.
    """
    from kg.folder_check import check_folder, repair_folder

    if mend:
        repair_folder(folder, say)
    findings = check_folder(folder)
    rows: list[tuple[Cell, ...]] = [(one.what, one.number, one.problem or "good") for one in findings]
    print_table(Table(("verified", "number", "result"), rows), form, count=False)
    if any(one.problem for one in findings):
        say(f"{folder} is not valid.")
        raise typer.Exit(_NOT_VALID)
