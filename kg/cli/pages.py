"""`kg pages`: write the HTML pages of a built graph."""

from pathlib import Path

from kg.cli.output import DEFAULT_OUTPUT, OutputOption, say
from kg.cli.progress import writing_progress


def pages_command(output: OutputOption = DEFAULT_OUTPUT) -> None:
    """Write the HTML pages of the graph again, without reading any article.

    “kg build” writes them too, except with --no-pages.
    """
    write_all_pages(output)


def write_all_pages(output: Path) -> None:
    """Write the pages of the graph in `output` and print the path of the start page."""
    from kg.pipeline import write_pages

    with writing_progress() as advance:
        page = write_pages(output, advance)
    say(f"Open {page} in a browser.")
