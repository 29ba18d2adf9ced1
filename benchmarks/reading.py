"""What is given as said, by whom, and the names: `python -m benchmarks.reading [--corpus FOLDER]`.

Reads the development part of `corpus/`, as `kg extract` does, and scores it against both readers
(`kg.evaluation.reading`); of a speaker's name, a surname or part of an organisation's name is enough. Also
scores the second reader against the first. The exit code is 1 if a figure is below its floor.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.floors import current_floors
from kg.evaluation.corpus import CORPUS, annotated_ends, read_names, read_statements
from kg.evaluation.reading import ReadingScores, calibration_error
from kg.evaluation.scoring import Count
from kg.evaluation.speakers import is_same_speaker, read_statement
from kg.extract.extractor import extract
from kg.model import Name
from kg.pipeline import Knowledge
from kg.resolve.resolver import resolve
from kg.text.article_files import make_article
from kg.text.text import Text

NAME_KINDS = ("person", "organisation", "place")


def main() -> None:
    """Print the figures of the program and of the second reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    first, second = (read_statements(arguments.corpus / name) for name in ("dev.jsonl", "dev-second.jsonl"))
    names, names_second = (
        read_names(arguments.corpus / name) for name in ("names.jsonl", "names-second.jsonl")
    )
    ends = annotated_ends(arguments.corpus / "articles.jsonl")
    scores, readers = ReadingScores(is_same_speaker), ReadingScores(is_same_speaker)
    knowledge = Knowledge()
    kinds, kinds_of_readers = ({kind: Count() for kind in NAME_KINDS} for _ in range(2))
    for document in sorted(first.keys() & second.keys()):
        text = Text((arguments.corpus / "texts" / document).read_text(encoding="utf-8"))
        end = ends.get(document, len(text.raw))
        extraction = extract(text, threads=arguments.threads)
        article = make_article(text.raw, document)
        reading = resolve(article, text, extraction, knowledge.registry, knowledge.scheme)
        given = [read_statement(one) for one in reading.statements if one.content[0].start < end]
        scores.add(text.raw, given, [first[document], second[document]])
        readers.add(text.raw, second[document], [first[document]])
        found = [one for one in extraction.names if one.span.start < end]
        add_names(kinds, found, names.get(document, []))
        add_names(kinds_of_readers, names_second.get(document, []), names.get(document, []))
    figures = figures_of(scores, kinds)
    figures_of_readers = figures_of(readers, kinds_of_readers)
    floors = current_floors().get("corpus-dev", {})
    print(f"{'':24}{'kg':>8}{'readers':>10}{'floor':>8}")
    for measure, figure in figures.items():
        floor = f"{100 * floors[measure]:8.1f}" if measure in floors else ""
        print(f"{measure:24}{100 * figure:8.1f}{100 * figures_of_readers[measure]:10.1f}{floor}")
    for name, confidences in (("statements", scores.confidences), ("speakers", scores.speaker_confidences)):
        print(f"{f'calibration, {name}':24}{calibration_error(confidences):8.3f}")
    below = [name for name, floor in floors.items() if figures[name] < floor]
    sys.exit(f"below the floor: {', '.join(below)}" if below else 0)


def figures_of(scores: ReadingScores, names: dict[str, Count]) -> dict[str, float]:
    """The figures of the table by name, 0 to 1."""
    return {
        "said: recall": scores.found.recall,
        "said: precision": scores.said.precision,
        "kind and unsaid": scores.kinds.precision,
        "speaker: of those found": scores.speakers.precision,
        "found and right speaker": scores.speakers.right / max(1, scores.found.marked),
        **{f"names of kind {kind}: F1": count.f1 for kind, count in names.items()},
    }


def add_names(counts: dict[str, Count], found: Iterable[Name], marked: Iterable[Name]) -> None:
    """Count the names of one text: one is right if its span and its kind are."""
    for kind, count in counts.items():
        ones, others = ({name.span for name in names if name.kind == kind} for names in (found, marked))
        count.found += len(ones)
        count.marked += len(others)
        count.right += len(ones & others)


if __name__ == "__main__":
    main()
