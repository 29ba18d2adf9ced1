"""`kg pages`: write the HTML pages of a built graph."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, OutputOption, say
from kg.cli.progress import writing_progress
from kg.cli.stopping import stopping

if TYPE_CHECKING:
    from kg.pages.page_choice import Asked


def pages_command(
    actor: Annotated[
        list[str] | None,
        typer.Option("--actor", help="Write the page of this actor, by name or identifier; may be repeated."),
    ] = None,
    agreement: Annotated[
        list[str] | None,
        typer.Option("--agreement", help="Write the page of this agreement; may be repeated."),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option(
            "--article",
            help="Write the page of the article at this path, or of all in this folder, as it was given to "
            "“kg build”; may be repeated.",
        ),
    ] = None,
    month: Annotated[
        list[str] | None,
        typer.Option(
            "--month",
            help="Write the pages of the articles that were published in this month, such as 2020-02; may be "
            "repeated.",
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Write every page, however many.")] = False,
    only: Annotated[
        bool, typer.Option("--only", help="Remove the pages that were asked for earlier and not now.")
    ] = False,
    output: OutputOption = DEFAULT_OUTPUT,
) -> None:
    """Write the HTML pages of the graph again, without reading any article.

    “kg build” writes them too, except with --no-pages. A graph of up to 2,000 articles has every page. A
    larger one has the first page, the lists, the positions, the picture, and the pages that were asked for
    here, which later builds keep up to date.
    """
    from kg.pages.page_choice import Asked

    actors, agreements, articles, months = (tuple(one or ()) for one in (actor, agreement, article, month))
    with stopping():
        write_all_pages(output, Asked(actors, agreements, articles, months, every=every, only=only))


def write_all_pages(output: Path, asked: "Asked | None" = None) -> None:
    """Write the pages of the graph in `output`, also those `asked` for; print the path of the start page."""
    from kg.pipeline import write_pages

    with writing_progress() as advance:
        page = write_pages(output, advance, asked=asked, on_note=say)
    say(f"Open {page} in a browser.")
