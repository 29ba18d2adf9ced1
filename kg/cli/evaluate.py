"""`kg evaluate`: score the extraction on annotated texts."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.filter_options import MinConfidenceFilter
from kg.cli.output import Format, FormatOption, print_table, say
from kg.cli.progress import reading_progress
from kg.errors import InputError
from kg.questions.tables import Cell, Table


def evaluate_command(
    folder: Annotated[
        Path,
        typer.Argument(
            help="A folder of brat annotations with the roles Source, Cue and Content: NAME.ann beside "
            "NAME.txt, or attributions/NAME_ANNOTATOR.ann beside text/NAME.txt."
        ),
    ],
    min_confidence: MinConfidenceFilter = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Score the extraction on annotated texts: precision, recall and F1, in per cent."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder.")
    from kg.evaluation.evaluator import evaluate

    with reading_progress() as advance:
        scores = evaluate(folder, minimum=min_confidence or 0.0, on_text=advance)
    rows: list[tuple[Cell, ...]] = [
        (measure, *(round(100 * value, 1) for value in (count.precision, count.recall, count.f1)))
        for measure, count in scores.counts.items()
    ]
    linked = scores.counts["linked"]
    say(f"Texts: {scores.texts}; attributions marked: {linked.marked}; found: {linked.found}.")
    print_table(Table(("measure", "precision", "recall", "F1"), rows), form, count=False)
