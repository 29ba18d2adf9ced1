"""`kg extract`: write records without building a graph."""

import sys
from typing import Annotated

import typer

from kg.cli.filter_options import MinConfidenceFilter
from kg.cli.output import (
    NOTHING_FOUND,
    ArticlesArgument,
    ColumnsOption,
    DataOption,
    Failures,
    FetchOption,
    RegistryOption,
    SchemeOption,
    StdinFormatOption,
    input_options,
    say,
    say_skipped,
)
from kg.cli.progress import reading_progress
from kg.errors import ArticleError, InputError


def extract_command(
    articles: ArticlesArgument,
    registry: RegistryOption = None,
    scheme: SchemeOption = None,
    data: DataOption = None,
    min_confidence: MinConfidenceFilter = None,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            help="Processes that read articles, each with its own models; with more than one, the articles "
            "come in the order in which they are done.",
        ),
    ] = 1,
    columns: ColumnsOption = None,
    stdin_format: StdinFormatOption = None,
    fetch: FetchOption = False,
) -> None:
    """Write the statements of articles to standard output, one JSON record per line (docs/records.md).

    Each article is resolved by itself and written as soon as it is read.
    """
    from kg.acts.scheme import read_scheme
    from kg.data import use_folder
    from kg.pipeline import Knowledge, Reader
    from kg.reading_pool import Task, read_all
    from kg.records import to_line
    from kg.resolve.registry import load_registry
    from kg.text import read_articles

    errors = Failures()
    options = input_options(columns, fetch, stdin_format)
    use_folder(data)
    reader = Reader(Knowledge(load_registry(tuple(registry or ())), read_scheme(scheme)))
    tasks = map(Task, read_articles(articles, errors, options=options, on_note=say))
    written = 0
    with reading_progress() as advance, read_all(tasks, reader, jobs=jobs) as results:
        for task, found in results:
            if isinstance(found, ArticleError):
                errors(found)
                continue
            if found.extraction:
                say_skipped(task.article, found.extraction)
            for statement in found.reading.statements:
                if statement.confidence >= (min_confidence or 0.0):
                    sys.stdout.write(to_line(statement, task.article))
                    written += 1
            sys.stdout.flush()
            advance(task.article.path)
    if errors:
        raise typer.Exit(InputError.exit_code)
    if not written:
        say("No statement found.")
        raise typer.Exit(NOTHING_FOUND)
