"""Run the extraction on annotated texts and score the result."""

from collections.abc import Callable
from pathlib import Path

from kg.evaluation.brat import read_marked_texts
from kg.evaluation.scoring import Scores, roles_of
from kg.extract.extractor import extract
from kg.text.article_files import make_article
from kg.text.text import Text


def evaluate(
    folder: Path,
    *,
    minimum: float = 0.0,
    threads: int = 1,
    on_text: Callable[[str], None] = lambda name: None,
) -> Scores:
    """Score the extraction on the annotated texts of `folder` (see `read_marked_texts`).

    Statements below the confidence `minimum` are left out. `on_text` gets the name of each scored text.
    Raises `InputError` if there is no annotated text, or one cannot be read.
    """
    scores = Scores()
    for marked in read_marked_texts(folder):
        text = Text(make_article(marked.text, marked.path.as_posix()).text)
        attributions = extract(text, threads=threads).attributions
        found = [roles_of(one) for one in attributions if one.confidence >= minimum]
        scores.add(marked.text, marked.attributions, found)
        on_text(marked.path.as_posix())
    return scores
