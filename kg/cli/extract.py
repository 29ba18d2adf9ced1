"""`kg extract`: the records, without a graph."""

import sys
from typing import Annotated

import typer

from kg.cli.output import NOTHING_FOUND, RegistryOption, SchemeOption, fail, say, say_skipped
from kg.cli.progress import reading_progress
from kg.errors import InputError, KgError


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("extract")(extract_command)


def extract_command(
    articles: Annotated[
        list[str], typer.Argument(help="Text files, folders of them, or “-” for standard input.")
    ],
    registry: RegistryOption = None,
    scheme: SchemeOption = None,
    minimum: Annotated[
        float,
        typer.Option("--min-confidence", min=0, max=1, help="Leave out statements below this confidence."),
    ] = 0.0,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Threads of the model.")] = 1,
) -> None:
    """Write the statements of articles to standard output, one JSON record a line (docs/records.md).

    Each article is resolved on its own evidence and written as soon as it is read.
    """
    from kg.text import read_documents
    from kg.extract.pipeline import extract_document
    from kg.records import to_line
    from kg.resolve.resolver import resolve_article
    from kg.acts.scheme import read_scheme
    from kg.resolve.registry import load_registry

    errors: list[KgError] = []

    def on_error(error: KgError) -> None:
        errors.append(error)
        fail(error)

    loaded, acts = load_registry(tuple(registry or ())), read_scheme(scheme)
    written = 0
    with reading_progress() as advance:
        for document in read_documents(articles, on_error):
            extraction = extract_document(document, threads=threads)
            say_skipped(document, extraction)
            reading = resolve_article(document, extraction, loaded, acts)
            for statement in reading.statements:
                if statement.confidence >= minimum:
                    sys.stdout.write(to_line(statement, document))
                    written += 1
            sys.stdout.flush()
            advance(document.id)
    if errors:
        raise typer.Exit(InputError.exit_code)
    if not written:
        say("No statement found.")
        raise typer.Exit(NOTHING_FOUND)
