"""`kg extract`: write records without building a graph."""

import sys

import typer

from kg.cli.output import (
    NOTHING_FOUND,
    ArticlesArgument,
    ColumnsOption,
    DataOption,
    Failures,
    FetchOption,
    MinimumOption,
    RegistryOption,
    SchemeOption,
    StdinFormatOption,
    ThreadsOption,
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
    minimum: MinimumOption = 0.0,
    threads: ThreadsOption = 1,
    columns: ColumnsOption = None,
    stdin_format: StdinFormatOption = None,
    fetch: FetchOption = False,
) -> None:
    """Write the statements of articles to standard output, one JSON record per line (docs/records.md).

    Each article is resolved by itself and written as soon as it is read.
    """
    from kg.acts.scheme import read_scheme
    from kg.data import use_folder
    from kg.pipeline import Knowledge, read_article
    from kg.records import to_line
    from kg.resolve.registry import load_registry
    from kg.text import read_articles

    errors = Failures()
    options = input_options(columns, fetch, stdin_format)
    use_folder(data)
    knowledge = Knowledge(load_registry(tuple(registry or ())), read_scheme(scheme))
    written = 0
    with reading_progress() as advance:
        for article in read_articles(articles, errors, options=options, on_note=say):
            try:
                reading, extraction = read_article(article, knowledge, threads=threads)
            except ArticleError as error:
                errors(error)
                continue
            say_skipped(article, extraction)
            for statement in reading.statements:
                if statement.confidence >= minimum:
                    sys.stdout.write(to_line(statement, article))
                    written += 1
            sys.stdout.flush()
            advance(article.path)
    if errors:
        raise typer.Exit(InputError.exit_code)
    if not written:
        say("No statement found.")
        raise typer.Exit(NOTHING_FOUND)
