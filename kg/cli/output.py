"""Output of the commands: rows on standard output, messages on standard error."""

import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.pager import screen_width, show_lines
from kg.cli.screen import screen_lines
from kg.errors import KgError, UsageError
from kg.questions.table_formats import CONTROL, printable, to_csv, to_json
from kg.questions.tables import Cell, Table

if TYPE_CHECKING:
    from kg.model import Article, Extraction
    from kg.text.article_files import InputOptions

NOTHING_FOUND = 1
_MARKDOWN = re.compile(r"([\\`*\[\]|])")


class Format(StrEnum):
    """The output format of rows."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="The output format.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The folder that “kg build” wrote.")]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="Ask the SPARQL server at this address, in place of a folder (docs/servers.md)."
    ),
]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option(
        "--corrections", help="The file of corrections; by default corrections.csv in the output folder."
    ),
]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--registry",
        help="A TOML file of actors and agreements that extend or replace the shipped ones; may be repeated.",
    ),
]
AuthorityOption = Annotated[
    Path | None,
    typer.Option(
        "--authority",
        help="A table (CSV or TSV) of people and organisations to which actors are linked (docs/data.md).",
    ),
]
SchemeOption = Annotated[
    Path | None,
    typer.Option("--scheme", help="A SKOS file (Turtle) with acts narrower than the shipped ones."),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="A folder with word lists that override the shipped ones (docs/data.md)."),
]
ArticlesArgument = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders of them, addresses of the web with --fetch, or “-” for standard input. Formats: "
        ".txt, .html, .jsonl, .csv, .parquet, .rss, .atom, .xml, .warc, .docx, .pdf, also with .gz or .zst "
        "after it (docs/inputs.md)."
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        help="The columns of tables (.csv, .parquet, .jsonl) that have other than usual names, such as "
        "text=body,title=hed; fields are text, title, date, url, publisher, id.",
    ),
]
FetchOption = Annotated[
    bool,
    typer.Option("--fetch", help="Fetch addresses of the web; robots.txt is obeyed."),
]
StdinFormatOption = Annotated[
    str | None,
    typer.Option(
        "--stdin-format",
        help="The format of standard input, by its suffix, such as .csv or .jsonl.gz; by default its first "
        "bytes tell, except for CSV.",
    ),
]
PagesOption = Annotated[bool, typer.Option("--pages/--no-pages", help="Whether to write the HTML pages.")]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="Processes that read articles, each with its own models (some 600 MB of memory); by default one "
        "for each processor core. Few articles are read by fewer.",
    ),
]
PruneOption = Annotated[
    bool, typer.Option("--prune", help="Remove the articles of earlier builds that are not given.")
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        help="Read at most so many of the articles that are not read yet; the next build goes on with "
        "the others.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        help="Take only articles that were published on this day (2020-02-10) or later. Those without a "
        "date are left out and named. What is in the folder already stays, except with --prune.",
    ),
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address", help="With “--engine ray”: that of the cluster; by default one is started here."
    ),
]
StoreOption = Annotated[
    bool,
    typer.Option(
        "--store/--no-store",
        help="With “--engine ray”: whether to write the store, or leave the quads for a server.",
    ),
]
DEFAULT_OUTPUT = Path("output")


def print_table(table: Table, form: Format, *, count: bool = True, paged: bool = False) -> None:
    """Print the rows of `table` and, in table format, their number if `count`.

    One that is longer than the terminal is shown in a pager if it is `paged`. What is less sure than the rows
    is told on standard error.

    Raises `typer.Exit` with code 1 if there are no rows.
    """
    if table.understood:
        say(f"Understood: {table.understood}")
    for note in table.notes:
        say(note)
    if form is Format.TABLE and table.rows:
        show_lines(_lines(table, count=count), paged=paged)
    elif form is not Format.TABLE:
        sys.stdout.write(_WRITERS[form](table))
    if not table.rows:
        say("Nothing found.")
    if table.less_sure:
        say(f"{table.less_sure} less sure {'one' if table.less_sure == 1 else 'ones'}: --min-confidence 0")
    if not table.rows:
        raise typer.Exit(NOTHING_FOUND)


def print_graph(text: str) -> None:
    """Print triples, in a format of RDF. Raises `typer.Exit` with code 1 if there are none."""
    if not text:
        say("Nothing found.")
        raise typer.Exit(NOTHING_FOUND)
    escape = "&#x{:X};" if text.startswith("<?xml") else "\\u{:04X}"
    sys.stdout.write(CONTROL.sub(lambda match: escape.format(ord(match[0])), text).rstrip("\n") + "\n")


def fail(error: KgError) -> int:
    """Print the error to standard error; return the exit code."""
    say(f"kg: {error}")
    return error.exit_code


class Failures(list[KgError]):
    """The errors of a run, printed as they come."""

    def __call__(self, error: KgError) -> None:
        self.append(error)
        fail(error)


def say(message: str) -> None:
    """Print a message to standard error."""
    typer.echo(printable(message), err=True)


def input_options(columns: str | None, fetch: bool, stdin_format: str | None) -> "InputOptions":
    """The options of inputs as typed. Raises `UsageError` if they have no meaning."""
    # Imported on first use, as below.
    from kg.text.article_files import InputOptions
    from kg.text.inputs.columns import parse_columns
    from kg.text.inputs.formats import SUFFIXES, find_format, split_suffix

    form = f".{stdin_format.removeprefix('.')}" if stdin_format else None
    if form and find_format(split_suffix(form)[0]) is None:
        known = ", ".join(SUFFIXES)
        raise UsageError(f"“{stdin_format}” is no format; known are {known}, also with .gz or .zst after it.")
    return InputOptions(columns=parse_columns(columns), stdin_format=form, fetch=fetch)


def say_skipped(article: "Article", extraction: "Extraction") -> None:
    """Print to standard error what of `article` was not read: languages, garbled characters."""
    # Imported on first use: commands that only ask need no rules of texts.
    from kg.text.written import undecoded

    for language, count in extraction.skipped:
        statements = "statement" if count == 1 else "statements"
        say(f"{article.path}: not English ({language}), {count} {statements} skipped.")
    if garbled := undecoded(article.text):
        places = "place" if len(garbled) == 1 else "places"
        say(f"{article.path}: garbled in {len(garbled)} {places} (“{garbled[0]}”), read as it stands.")


def _lines(table: Table, *, count: bool) -> Iterator[str]:
    yield from screen_lines(table, screen_width(), is_terminal=sys.stdout.isatty())
    if count:
        yield f"{len(table.rows):,} row{'s' if len(table.rows) != 1 else ''}"


def _json(table: Table) -> str:
    return to_json(list(table), indent=1) + "\n"


def _jsonl(table: Table) -> str:
    return "".join(to_json(row) + "\n" for row in table)


def _md(table: Table) -> str:
    def line(cells: list[str]) -> str:
        plain = (printable(" ".join(cell.split())) for cell in cells)
        escaped = (_MARKDOWN.sub(r"\\\1", cell.replace("&", "&amp;").replace("<", "&lt;")) for cell in plain)
        return "| " + " | ".join(escaped) + " |\n"

    head = line(list(table.columns)) + line(["---"] * len(table.columns))
    return head + "".join(line([_cell_text(cell) for cell in row]) for row in table.rows)


_WRITERS = {Format.JSON: _json, Format.JSONL: _jsonl, Format.CSV: to_csv, Format.MD: _md}


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
