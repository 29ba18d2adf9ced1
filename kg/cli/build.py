"""`kg build`: build a folder with the graph, the records and the pages from articles."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.build_time import build_time
from kg.cli.by_ray import build_by_ray
from kg.cli.output import (
    DEFAULT_OUTPUT,
    AddressOption,
    ArticlesArgument,
    AuthorityOption,
    ColumnsOption,
    CorrectionsOption,
    DataOption,
    Failures,
    FetchOption,
    Format,
    JobsOption,
    LimitOption,
    PagesOption,
    PruneOption,
    RegistryOption,
    SchemeOption,
    SinceOption,
    StdinFormatOption,
    StoreOption,
    input_options,
    print_table,
    say,
    say_skipped,
)
from kg.cli.pages import write_all_pages
from kg.cli.progress import build_progress
from kg.cli.stopping import stopping
from kg.errors import InputError, UsageError
from kg.model import Article, Extraction
from kg.questions.tables import Cell, Table

if TYPE_CHECKING:
    from kg.build_options import BuildOptions
    from kg.pipeline import Summary


class Engine(StrEnum):
    """What builds."""

    HERE = "here"
    RAY = "ray"


def build_command(
    articles: ArticlesArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")] = DEFAULT_OUTPUT,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What builds: this program, or a cluster of Ray (docs/scale.md)."),
    ] = Engine.HERE,
    address: AddressOption = None,
    store: StoreOption = True,
    prune: PruneOption = False,
    registry: RegistryOption = None,
    scheme: SchemeOption = None,
    corrections: CorrectionsOption = None,
    authority: AuthorityOption = None,
    data: DataOption = None,
    jobs: JobsOption = None,
    limit: LimitOption = None,
    since: SinceOption = None,
    columns: ColumnsOption = None,
    stdin_format: StdinFormatOption = None,
    fetch: FetchOption = False,
    pages: PagesOption = True,
) -> None:
    """Add articles to those of earlier builds and write the graph: the store, statements.jsonl and the pages.

    Articles that have not changed since the last build are not read again, and the next build resumes an
    interrupted one. A file that has changed takes the place of what it was; articles that are not given
    stay, except with --prune (docs/archive.md). Corrections written by “kg correct” are applied. Articles
    that cannot be read and corrections that no longer fit are reported, the rest is built, and the exit code
    is 3. SOURCE_DATE_EPOCH in the environment is the time that the build notes (docs/validate.md).
    """
    from kg.build_options import BuildOptions
    from kg.model.partial_date import parse_day
    from kg.pipeline import build
    from kg.reading_pool import usable_cores

    if engine is not Engine.RAY and (address or not store):
        what = "--address" if address else "--no-store"
        raise UsageError(f"“{what}” is for a cluster; give “--engine ray”, too.")
    options = BuildOptions(
        corrections=corrections,
        authority=authority,
        jobs=jobs or usable_cores(),
        limit=limit,
        since=parse_day(since) if since else None,
        prune=prune,
        inputs=input_options(columns, fetch, stdin_format),
        pages=pages and store,
    )
    builder = build if engine is Engine.HERE else partial(build_by_ray, address=address, store=store)
    run_builder(builder, articles, output, options, registry=registry, scheme=scheme, data=data)


def run_builder(
    builder: Callable[..., "Summary"],
    paths: list[str],
    output: Path,
    options: "BuildOptions",
    *,
    registry: list[Path] | None,
    scheme: Path | None,
    data: Path | None,
) -> None:
    """Call `builder`, `kg.pipeline.build` or `remove`, for `paths`; print its counts and write the pages.

    Raises `typer.Exit` with code 3 if an article or a correction could not be used, 130 or 143 if stopped.
    """
    with stopping():
        from kg.acts.scheme import read_scheme
        from kg.archive.ledger.lock import writing
        from kg.data import use_folder
        from kg.pipeline import Knowledge
        from kg.resolve.registry import load_registry

        errors = Failures()
        # A time that is no time is told before the work.
        build_time()
        use_folder(data)
        knowledge = Knowledge(load_registry(tuple(registry or ())), read_scheme(scheme))

        def on_article(article: Article, extraction: Extraction | None) -> None:
            if extraction is not None:
                say_skipped(article, extraction)

        # Nobody else writes between the graph and its pages.
        with writing(output):
            with build_progress() as on_progress:
                summary = builder(
                    paths,
                    output,
                    knowledge,
                    options,
                    on_error=errors,
                    on_note=say,
                    on_article=on_article,
                    on_progress=on_progress,
                )
            print_table(_table(summary), Format.TABLE, count=False)
            if options.pages:
                write_all_pages(output)
        if errors:
            raise typer.Exit(InputError.exit_code)


def _table(summary: "Summary") -> Table:
    found: dict[str, Cell] = {
        "articles": summary.articles,
        "new": summary.new,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "kept, not given": summary.kept,
        "removed": summary.removed,
        "newly read": summary.read_now,
        "left for the next build": summary.left,
        "newly written": summary.written,
        "statements": summary.statements,
        "with a speaker": summary.attributed,
        "positions": summary.positions,
        "attitudes, acts, not said": summary.others,
        "skipped, not English": summary.skipped,
        "actors": summary.actors,
        "unnamed sources": summary.unnamed,
        "agreements": summary.agreements,
        "echoes": summary.echoes,
        "corrections": summary.corrections,
        "quads": summary.quads,
    }
    return Table(("found", "number"), [*found.items()])
