"""`kg remove`: remove articles from a built folder."""

from typing import Annotated

import typer

from kg.cli.build import run_builder
from kg.cli.output import (
    DEFAULT_OUTPUT,
    AuthorityOption,
    CorrectionsOption,
    DataOption,
    JobsOption,
    OutputOption,
    PagesOption,
    RegistryOption,
    SchemeOption,
)


def remove_command(
    paths: Annotated[
        list[str], typer.Argument(help="Files or folders of articles, as they were given to “kg build”.")
    ],
    output: OutputOption = DEFAULT_OUTPUT,
    registry: RegistryOption = None,
    scheme: SchemeOption = None,
    corrections: CorrectionsOption = None,
    authority: AuthorityOption = None,
    data: DataOption = None,
    jobs: JobsOption = None,
    pages: PagesOption = True,
) -> None:
    """Remove articles, and write the graph, statements.jsonl and the pages again without them.

    The files themselves are left alone; they need not exist any more. Give the same options as to “kg build”.
    """
    from kg.build_options import BuildOptions
    from kg.pipeline import remove
    from kg.reading_pool import usable_cores

    options = BuildOptions(
        corrections=corrections, authority=authority, jobs=jobs or usable_cores(), pages=pages
    )
    run_builder(remove, paths, output, options, registry=registry, scheme=scheme, data=data)
