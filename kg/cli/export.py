"""`kg export`: the graph, or the statements that are chosen, for other programs."""

import sys
from typing import Annotated, Unpack

import typer

import kg
from kg.cli.filter_options import LimitFilter, takes_filters
from kg.cli.output import DEFAULT_OUTPUT, NOTHING_FOUND, OutputOption, say
from kg.cli.progress import writing_progress
from kg.cli.stopping import stopping
from kg.errors import UsageError
from kg.questions.export_formats import ExportFormat
from kg.questions.filters import StatementFilters


@takes_filters
def export_command(
    file: Annotated[str, typer.Argument(help="The file to write; “-” is standard output.")] = "-",
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="The format; by default the ending of the file tells it."),
    ] = None,
    limit: LimitFilter = None,
    network: Annotated[
        str,
        typer.Option(help="The network that graphml and gexf have: statements, positions or co-mentions."),
    ] = "statements",
    output: OutputOption = DEFAULT_OUTPUT,
    **filters: Unpack[StatementFilters],
) -> None:
    """Write the graph for other programs: RDF, rows for spreadsheets and data frames, networks.

    docs/export.md has the formats.

    Without an option that chooses, the file has everything; else these statements, whole, with their
    speakers, positions, evidence and articles. Standard error tells how many.
    """
    stream = sys.stdout.buffer
    if file == "-" and form is None:
        raise UsageError("Standard output has no ending that tells the format; give --format.")
    if file == "-" and form is ExportFormat.PARQUET and stream.isatty():
        raise UsageError("Parquet is no text for a terminal; give the name of a file.")
    with (
        stopping("what was written is not whole" if file == "-" else "the file is as it was before"),
        kg.open(output) as dataset,
        writing_progress("exporting") as advance,
    ):
        number = dataset.export(
            stream if file == "-" else file,
            format=form,
            network=network,
            limit=limit,
            on_note=say,
            on_progress=advance,
            **filters,
        )
    if not number:
        say("Nothing found.")
        raise typer.Exit(NOTHING_FOUND)
    say(f"Exported {number:,} statement{'' if number == 1 else 's'}.")
