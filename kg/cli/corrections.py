"""`kg corrections`: what people have corrected and accepted, as a table or as annotated articles."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, NOTHING_FOUND, Format, FormatOption, OutputOption, print_table, say
from kg.errors import UsageError


class Part(StrEnum):
    """What annotated articles are for: to measure, or to learn from."""

    DEV = "dev"
    TRAIN = "train"


def corrections_command(
    as_annotation: Annotated[
        Path | None,
        typer.Option(
            "--as-annotation",
            metavar="FOLDER",
            help="Write the articles whose statements were reviewed into this folder, in the form that "
            "“kg evaluate” measures by and training takes (docs/teach.md).",
        ),
    ] = None,
    part: Annotated[
        Part | None,
        typer.Option(help="With --as-annotation: what the articles are for; by default dev, to measure."),
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """List what people have corrected and accepted, who and when; or write it as annotated articles."""
    from kg.graph.store import open_store
    from kg.questions.annotation import write_annotation
    from kg.questions.dataset import Dataset

    if part and not as_annotation:
        raise UsageError("“--part” is for “--as-annotation”.")
    store = open_store(output)
    if as_annotation is None:
        print_table(Dataset(store).query("corrections"), form)
        return
    written = write_annotation(store, as_annotation, part or Part.DEV)
    say(
        f"{as_annotation}: {written.articles} article{'s' if written.articles != 1 else ''} with "
        f"{written.statements} reviewed statement{'s' if written.statements != 1 else ''}."
    )
    if written.left_out:
        say(f"Left out, because nothing before their first statement is reviewed: {written.left_out}.")
    if not written.articles:
        raise typer.Exit(NOTHING_FOUND)
