"""`kg validate`: whether a dataset has the form that the shapes give it."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, print_table, say
from kg.cli.progress import writing_progress
from kg.cli.stopping import stopping
from kg.questions.tables import Cell, Table

_NOT_VALID = 1


def validate_command(
    source: Annotated[
        Path, typer.Argument(help="The folder that “kg build” wrote, or a file of RDF, such as an export.")
    ] = DEFAULT_OUTPUT,
    most: Annotated[int, typer.Option("--most", min=1, help="Stop after so many mistakes.")] = 100,
    form: FormatOption = Format.TABLE,
) -> None:
    """Verify with SHACL that a graph, as it is exported, has the form that other programs can rely on.

    Prints which node breaks which rule of which shape, and what it has instead (docs/validate.md). The exit
    code is 1 if something is wrong, and 3 if there is no graph, or the file cannot be read.
    """
    from kg.graph.validation import validate_source

    with stopping("nothing was changed"), writing_progress("validating graphs") as advance:
        nodes, rows = 0, list[tuple[Cell, ...]]()
        for portion in validate_source(source, on_progress=advance):
            nodes += portion.nodes
            rows += [(one.node, one.shape, one.rule, one.found) for one in portion.findings]
            if len(rows) >= most:
                break
    if nodes and not rows:
        say(f"{source} is valid.")
        return
    if nodes:
        print_table(Table(("node", "shape", "rule", "found"), rows[:most]), form, count=False)
        more = "; there may be more (--most)" if len(rows) >= most else ""
        say(f"{source} is not valid: {_mistakes(len(rows[:most]))}{more}.")
    else:
        say(f"{source} has nothing that there is a shape for.")
    raise typer.Exit(_NOT_VALID)


def _mistakes(number: int) -> str:
    return f"{number:,} mistake{'' if number == 1 else 's'}"
