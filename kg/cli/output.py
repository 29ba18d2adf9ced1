"""What the commands print: rows to standard output, all else to standard error."""

import csv
import io
import json
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KgError
from kg.model import Article, Extraction
from kg.questions.tables import Cell, Table

NOTHING_FOUND = 1
# How wide a table is where no terminal says.
_WIDTH = 120
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*\[\]|])")


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How the rows are printed.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The folder that “kg build” wrote.")]
CorrectionsOption = Annotated[
    Path | None,
    typer.Option("--corrections", help="The file of corrections; else corrections.csv in the output folder."),
]
RegistryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--registry", help="Actors and agreements of your own (TOML) over the shipped ones; may be repeated."
    ),
]
SchemeOption = Annotated[
    Path | None,
    typer.Option("--scheme", help="Acts of your own (SKOS in Turtle), narrower than the shipped ones."),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="A folder with word lists of your own over the shipped ones (docs/data.md)."),
]
DEFAULT_OUTPUT = Path("output")


def print_table(table: Table, form: Format, *, count: bool = True) -> None:
    """Print the rows of `table` and, under a table, their `count`.

    Raises `typer.Exit` with code 1 where there are none.
    """
    if table.understood:
        say(f"Understood: {table.understood}")
    for note in table.notes:
        say(note)
    if form is Format.TABLE and table.rows:
        _print_rich(_for_screen(table), count=count)
    elif form is not Format.TABLE:
        sys.stdout.write(_WRITERS[form](table))
    if not table.rows:
        say("Nothing found.")
        raise typer.Exit(NOTHING_FOUND)


def fail(error: KgError) -> int:
    """Say what went wrong on standard error; the exit code."""
    say(f"kg: {error}")
    return error.exit_code


def say(message: str) -> None:
    """Print a message to standard error."""
    typer.echo(printable(message), err=True)


def say_skipped(article: Article, extraction: Extraction) -> None:
    """Say on standard error what was left out of `article` because it is not English."""
    for language, count in extraction.skipped:
        statements = "statement" if count == 1 else "statements"
        say(f"{article.path}: not English ({language}), {count} {statements} skipped.")


def printable(text: str) -> str:
    """`text` without control characters: an article or a file name must not steer the terminal."""
    return _CONTROL.sub("\ufffd", text)


def _for_screen(table: Table) -> Table:
    """The columns that a person reads; of those that a query names, not the empty ones."""
    if not table.shown:
        return table
    numbers = [table.columns.index(column) for column in table.shown]
    numbers = [number for number in numbers if any(row[number] is not None for row in table.rows)]
    columns = tuple(table.columns[number] for number in numbers)
    return Table(columns, [tuple(row[number] for number in numbers) for row in table.rows])


def _print_rich(table: Table, *, count: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, column in enumerate(table.columns):
        numeric = all(isinstance(row[number], int | float) for row in table.rows)
        # A place to look up is of use only if it can be copied whole.
        whole = numeric or column == "cite"
        grid.add_column(column, justify="right" if numeric else "left", overflow="fold", no_wrap=whole)
    for row in table.rows:
        # Text, not markup: what an article says in brackets must not become a colour.
        grid.add_row(*(Text(_short(cell)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    console.print(grid)
    if count:
        console.print(f"{len(table.rows)} row{'s' if len(table.rows) != 1 else ''}", style="dim")


def _json(table: Table) -> str:
    return json.dumps(list(table), ensure_ascii=False, indent=1) + "\n"


def _jsonl(table: Table) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table)


def _csv(table: Table) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_shown(cell) for cell in row] for row in table.rows)
    return file.getvalue()


def _md(table: Table) -> str:
    def line(cells: list[str]) -> str:
        escaped = (_MARKDOWN.sub(r"\\\1", cell.replace("&", "&amp;").replace("<", "&lt;")) for cell in cells)
        return "| " + " | ".join(" ".join(cell.split()) for cell in escaped) + " |\n"

    head = line(list(table.columns)) + line(["---"] * len(table.columns))
    return head + "".join(line([_shown(cell) for cell in row]) for row in table.rows)


_WRITERS = {Format.JSON: _json, Format.JSONL: _jsonl, Format.CSV: _csv, Format.MD: _md}


def _short(cell: Cell) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else printable(_shown(cell))


def _shown(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
