"""Read articles of which a person has reviewed or annotated every statement, and score the result."""

from collections.abc import Callable
from pathlib import Path

from kg.acts.scheme import read_scheme
from kg.errors import InputError
from kg.evaluation.corpus import annotated_ends, read_statements
from kg.evaluation.reading import ReadingScores
from kg.evaluation.speakers import is_same_speaker, read_statement
from kg.extract.extractor import extract
from kg.resolve.registry import load_registry
from kg.resolve.resolver import resolve
from kg.text.article_files import make_article
from kg.text.text import Text

ARTICLES_NAME = "articles.jsonl"
"""The file by which a folder is known to be annotated in the form of `corpus/`."""
_MEASURED = "dev"


def evaluate_corpus(
    folder: Path,
    *,
    minimum: float = 0.0,
    threads: int = 1,
    on_text: Callable[[str], None] = lambda name: None,
) -> tuple[ReadingScores, int]:
    """Score the reading of the articles of the part `dev` of `folder`; the scores and the number of articles.

    Statements below the confidence `minimum` are left out. `on_text` gets the name of each article. Raises
    `InputError` if there is none, or a file is not as `corpus/README.md` says.
    """
    marked_file = folder / f"{_MEASURED}.jsonl"
    try:
        marked, ends = read_statements(marked_file), annotated_ends(folder / ARTICLES_NAME)
        texts = {one: (folder / "texts" / one).read_text(encoding="utf-8") for one in marked}
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder} is not annotated as corpus/README.md says: {error!r}.") from error
    if not marked:
        raise InputError(f"{marked_file} has no statement.")
    scores, registry, scheme = ReadingScores(is_same_speaker), load_registry(), read_scheme()
    for document, statements in sorted(marked.items()):
        text = Text(texts[document], name=document)
        extraction = extract(text, threads=threads)
        reading = resolve(make_article(text.raw, document), text, extraction, registry, scheme)
        end = ends.get(document, len(text.raw))
        given = [read_statement(one) for one in reading.statements if one.content[0].start < end]
        scores.add(text.raw, [one for one in given if one.confidence >= minimum], [statements])
        on_text(document)
    return scores, len(marked)
