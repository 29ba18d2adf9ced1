"""Questions in a journalist's words: `python -m benchmarks.questions [--polnear FOLDER] [--graph FOLDER]`.

Builds the graph of a hundred articles: the seeds, Wikinews (from `corpus/`) and, with `--polnear`, parts
train and dev of PolNeAR. Asks `kg.open(...).ask` each question of `questions/questions.jsonl` that is about
them, and prints how many are answered in the first five rows, and in the first one. An exception is no
answer. With `--graph` the folder is kept, and a second run reads only articles that are new or changed.

With `--quads` the questions are asked of a graph of so many quads: that of these articles, then copies of
them that tell of the same actors, written once and kept with `--graph`. What it is for is how long an answer
takes: milliseconds are those of computing, of all threads.
"""

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from pyoxigraph import RdfFormat, parse

import kg
from benchmarks.queries import NAMED, copies
from benchmarks.question_set import (
    PARTS,
    ArticleName,
    Question,
    is_answered,
    read_article_names,
    read_questions,
)
from kg.cli.output import fail
from kg.errors import InputError, KgError
from kg.evaluation.corpus import CORPUS
from kg.graph.store import open_store
from kg.graph.store_files import current_name
from kg.graph.store_writer import STORE_VERSION, write_store

SEEDS = Path(__file__).parent.parent / "seeds"
_COLUMNS = ("document", "title", "publisher", "published_on", "url")
# Milliseconds in which an answer should be there, and the share of questions that are nearly all.
_SOON, _MOST = 100, 0.95
# Characters of a first row that are shown of a question that is not answered.
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: whether it is answered, milliseconds of computing, and what came first."""

    question: Question
    in_five: bool
    in_first: bool
    milliseconds: float
    came_first: str


def main() -> None:
    """Build or update the graph, ask, and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, help="the corpus, with the folders train and dev")
    parser.add_argument("--part", choices=PARTS, help="ask only the questions of this part")
    parser.add_argument("--graph", type=Path, help="the folder for the articles and their graph")
    parser.add_argument("--quads", type=int, metavar="N", help="ask a graph of copies with so many quads")
    parser.add_argument(
        "--failures",
        action="store_true",
        help="show the questions that are not answered, of the part dev if no part is given",
    )
    arguments = parser.parse_args()
    articles = [one for one in read_article_names() if arguments.polnear or one.set != "polnear"]
    sets = {one.set for one in articles}
    asked = [one for one in read_questions() if one.set in sets and arguments.part in (None, one.part)]
    with ExitStack() as stack:
        folder = arguments.graph or Path(stack.enter_context(TemporaryDirectory()))
        try:
            copy_articles(articles, folder / "articles", polnear=arguments.polnear)
            paths = [str(folder / "articles" / name) for name in sorted(sets)]
            kg.build(paths, folder / "graph", pages=False, prune=True)
            graph = folder / "graph"
            if arguments.quads:
                graph = copied(graph, folder / "copies", arguments.quads)
            outcomes = ask_all(asked, graph, [one.name for one in articles])
        except KgError as error:
            sys.exit(fail(error))
    print(f"{len(articles)} articles, {len(asked)} questions\n")
    print(f"{'':20}{'questions':>10}{'in five':>10}{'%':>6}{'in first':>10}")
    for title, group in groups(outcomes):
        print(_line(title, group))
    times = sorted(one.milliseconds for one in outcomes)
    within = sum(one < _SOON for one in times)
    most = times[int(_MOST * len(times))]
    print("\nmilliseconds of computing a question:")
    print(f"median {median(times):.0f}, {_MOST:.0%} at most {most:.0f}, longest {times[-1]:.0f}")
    print(f"{within} of {len(times)} within {_SOON} ms")
    for one in outcomes if arguments.failures else []:
        if not one.in_five and one.question.part == (arguments.part or "dev"):
            print(f"\n{one.question.id} ({one.question.kind}) {one.question.question}\n    {one.came_first}")


def copy_articles(articles: Iterable[ArticleName], folder: Path, *, polnear: Path | None) -> None:
    """Write the articles into a folder for each set, with a `metadata.csv`.

    Raises `InputError` for an article that is missing.
    """
    described = _described()
    for name in dict.fromkeys(one.set for one in articles):
        into = folder / name
        into.mkdir(parents=True, exist_ok=True)
        names = [one.name for one in articles if one.set == name]
        for document in names:
            shutil.copyfile(_source(name, document, polnear), into / document)
        if name == "seeds":
            shutil.copyfile(SEEDS / "metadata.csv", into / "metadata.csv")
            continue
        with (into / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(described[one] if name == "wikinews" else _of_file_name(one) for one in names)


def copied(graph: Path, folder: Path, quads: int) -> Path:
    """`folder` with a graph of so many quads: those of `graph`, and copies that share what has a name.

    It is not written again if it is of the same graph.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file, noted = folder / "graph.nq", folder / "copies-of"
    source = f"{STORE_VERSION} {current_name(graph)} {quads}"
    if noted.exists() and noted.read_text(encoding="ascii") == source:
        return folder
    with file.open("w", encoding="utf-8") as out:
        out.writelines(copies([open_store(graph)], quads, shared=NAMED))
    write_store(folder, parse(path=file, format=RdfFormat.N_QUADS))
    file.unlink()
    noted.write_text(source, encoding="ascii")
    return folder


def ask_all(questions: Iterable[Question], graph: Path, articles: list[str]) -> list[Outcome]:
    """Ask each question; the first is asked once before, so that loading is not timed."""
    with kg.open(graph) as dataset:
        questions = list(questions)
        for one in questions[:1]:
            _asked(one, dataset.ask, articles)
        return [_asked(one, dataset.ask, articles) for one in questions]


def groups(outcomes: list[Outcome]) -> Iterable[tuple[str, list[Outcome]]]:
    """All outcomes, then those of each set, part, kind and trait, with the title of each."""
    yield "all", outcomes
    keys: list[Callable[[Question], tuple[str, ...]]] = [
        lambda one: (one.set,),
        lambda one: (one.part,),
        lambda one: (one.kind,),
        lambda one: one.traits,
    ]
    for key in keys:
        for title in dict.fromkeys(title for one in outcomes for title in key(one.question)):
            yield title, [one for one in outcomes if title in key(one.question)]


def _asked(question: Question, ask: Callable[[str], kg.Table], articles: list[str]) -> Outcome:
    start = process_time()
    try:
        table = ask(question.question)
    except Exception as error:  # Whatever is wrong with one question, the others are asked.
        seconds = process_time() - start
        message = str(error).partition("\n")[0][:_SHOWN]
        return Outcome(question, False, False, 1000 * seconds, f"{type(error).__name__}: {message}")
    seconds = process_time() - start
    first = " | ".join(str(cell) for cell in table.rows[0] if cell is not None) if table.rows else "no rows"
    return Outcome(
        question,
        is_answered(question, table, articles),
        is_answered(question, table, articles, rows=1),
        1000 * seconds,
        f"({table.understood}) {' '.join(first.split())[:_SHOWN]}",
    )


def _line(title: str, outcomes: list[Outcome]) -> str:
    five, first = sum(one.in_five for one in outcomes), sum(one.in_first for one in outcomes)
    return f"{title:20}{len(outcomes):10}{five:10}{100 * five / len(outcomes):6.0f}{first:10}"


def _source(name: str, document: str, polnear: Path | None) -> Path:
    if name != "polnear":
        return (SEEDS if name == "seeds" else CORPUS / "texts") / document
    for part in ("train", "dev"):
        path = (polnear or Path()) / part / "text" / document
        if path.exists():
            return path
    raise InputError(f"{polnear} has no article {document} in train/text or dev/text: give PolNeAR's folder.")


def _described() -> dict[str, dict[str, str]]:
    """Title, day and address of the articles of Wikinews, by file name."""
    lines = (CORPUS / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["document"]: {name: row[name] for name in _COLUMNS if name in row} for row in rows}


def _of_file_name(document: str) -> dict[str, str]:
    """Publisher and day of an article of PolNeAR, which its file name has."""
    publisher, day, _ = document.split("_", 2)
    return {"document": document, "publisher": publisher, "published_on": day}


if __name__ == "__main__":
    main()
