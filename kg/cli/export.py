"""`kg export`: the graph, or the statements that are chosen, for other programs."""

import sys
from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, NOTHING_FOUND, OutputOption, UnsaidOption, say
from kg.cli.progress import writing_progress
from kg.cli.stopping import stopping
from kg.errors import UsageError
from kg.questions.export_formats import ExportFormat


def export_command(
    file: Annotated[str, typer.Argument(help="The file to write; “-” is standard output.")] = "-",
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="The format; by default the ending of the file tells it."),
    ] = None,
    about: Annotated[
        str | None, typer.Option(help="Statements that name this actor, agreement, place or word.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(help="Statements of this speaker.")] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Statements of articles that were published on this day (2020-02-10) or later; those "
            "without a date are left out.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(help="Statements of this kind: speech, attitude, act, or all; several with commas."),
    ] = None,
    unsaid: UnsaidOption = None,
    network: Annotated[
        str,
        typer.Option(help="The network that graphml and gexf have: statements, positions or co-mentions."),
    ] = "statements",
    output: OutputOption = DEFAULT_OUTPUT,
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
        stopping("the file is as it was before"),
        kg.open(output) as dataset,
        writing_progress("exporting") as advance,
    ):
        number = dataset.export(
            stream if file == "-" else file,
            format=form,
            about=about,
            speaker=speaker,
            since=since,
            kind=kind,
            unsaid=unsaid,
            network=network,
            on_note=say,
            on_progress=advance,
        )
    if not number:
        say("Nothing found.")
        raise typer.Exit(NOTHING_FOUND)
    say(f"Exported {number:,} statement{'' if number == 1 else 's'}.")
