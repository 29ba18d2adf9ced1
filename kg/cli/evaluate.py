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
            "NAME.txt, or attributions/NAME_ANNOTATOR.ann beside text/NAME.txt; or a folder that "
            "“kg corrections --as-annotation” wrote."
        ),
    ],
    min_confidence: MinConfidenceFilter = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Score the extraction on annotated texts: precision, recall and F1, in per cent."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder.")
    from kg.evaluation.corpus_evaluator import ARTICLES_NAME
    from kg.evaluation.evaluator import evaluate

    if (folder / ARTICLES_NAME).is_file():
        _evaluate_corpus(folder, min_confidence or 0.0, form)
        return
    with reading_progress() as advance:
        scores = evaluate(folder, minimum=min_confidence or 0.0, on_text=advance)
    rows: list[tuple[Cell, ...]] = [
        (measure, *(round(100 * value, 1) for value in (count.precision, count.recall, count.f1)))
        for measure, count in scores.counts.items()
    ]
    linked = scores.counts["linked"]
    say(f"Texts: {scores.texts}; attributions marked: {linked.marked}; found: {linked.found}.")
    print_table(Table(("measure", "precision", "recall", "F1"), rows), form, count=False)


def _evaluate_corpus(folder: Path, minimum: float, form: Format) -> None:
    """Score against annotated articles: what is given as said, its kind, and who said it."""
    from kg.evaluation.corpus_evaluator import evaluate_corpus

    with reading_progress() as advance:
        scores, articles = evaluate_corpus(folder, minimum=minimum, on_text=advance)
    precision, recall = scores.said.precision, scores.found.recall
    mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    figures: dict[str, tuple[float | None, ...]] = {
        "said": (precision, recall, mean),
        "kind and unsaid, of those found": (scores.kinds.precision, None, None),
        "speaker, of those found": (scores.speakers.precision, None, None),
    }
    rows: list[tuple[Cell, ...]] = [
        (measure, *(None if one is None else round(100 * one, 1) for one in values))
        for measure, values in figures.items()
    ]
    say(f"Articles: {articles}; said: {scores.found.marked}; found as said: {scores.said.found}.")
    print_table(Table(("measure", "precision", "recall", "F1"), rows), form, count=False)
