"""`kg build`: build a folder with the graph, the records and the pages from articles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import (
    DEFAULT_OUTPUT,
    ArticlesArgument,
    AuthorityOption,
    ColumnsOption,
    CorrectionsOption,
    DataOption,
    Failures,
    FetchOption,
    Format,
    RegistryOption,
    SchemeOption,
    StdinFormatOption,
    ThreadsOption,
    input_options,
    print_table,
    say,
    say_skipped,
)
from kg.cli.pages import write_all_pages
from kg.cli.progress import reading_progress
from kg.errors import InputError
from kg.model import Article, Extraction
from kg.questions.tables import Cell, Table

if TYPE_CHECKING:
    from kg.pipeline import Summary


def build_command(
    articles: ArticlesArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = DEFAULT_OUTPUT,
    registry: RegistryOption = None,
    scheme: SchemeOption = None,
    corrections: CorrectionsOption = None,
    authority: AuthorityOption = None,
    data: DataOption = None,
    threads: ThreadsOption = 1,
    columns: ColumnsOption = None,
    stdin_format: StdinFormatOption = None,
    fetch: FetchOption = False,
    pages: Annotated[bool, typer.Option(help="Whether to write the HTML pages.")] = True,
) -> None:
    """Read articles and build the graph: the store, statements.jsonl and the pages.

    Articles that have not changed since the last build are not read again, and the next build resumes an
    interrupted one. Corrections written by “kg correct” are applied. Articles that cannot be read and
    corrections that no longer fit are reported, the rest is built, and the exit code is 3.
    """
    from kg.acts.scheme import read_scheme
    from kg.data import use_folder
    from kg.pipeline import Knowledge, build
    from kg.resolve.registry import load_registry

    errors = Failures()
    options = input_options(columns, fetch, stdin_format)
    use_folder(data)
    knowledge = Knowledge(load_registry(tuple(registry or ())), read_scheme(scheme))

    def on_article(article: Article, extraction: Extraction | None) -> None:
        advance(article.path)
        if extraction is not None:
            say_skipped(article, extraction)

    with reading_progress() as advance:
        summary = build(
            articles,
            output,
            knowledge,
            on_error=errors,
            corrections=corrections,
            authority=authority,
            on_article=on_article,
            threads=threads,
            options=options,
            on_note=say,
        )
    print_table(_table(summary), Format.TABLE, count=False)
    if pages:
        write_all_pages(output)
    if errors:
        raise typer.Exit(InputError.exit_code)


def _table(summary: "Summary") -> Table:
    found: dict[str, Cell] = {
        "articles": summary.articles,
        "newly read": summary.read_now,
        "statements": summary.statements,
        "with a speaker": summary.attributed,
        "positions": summary.positions,
        "attitudes, acts, not said": summary.others,
        "skipped, not English": summary.skipped,
        "actors": len(summary.actors),
        "agreements": len(summary.agreements),
        "echoes": summary.echoes,
        "corrections": summary.corrections,
        "quads": summary.quads,
    }
    return Table(("found", "number"), [*found.items()])
