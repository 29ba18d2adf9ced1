"""`kg query`: run a canned query or a SPARQL query."""

import sys
from enum import StrEnum
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.apart import Limits, rows_are_too_many
from kg.cli.filter_options import LimitFilter
from kg.cli.limits import (
    DEFAULT_MEMORY,
    DEFAULT_ROWS,
    DEFAULT_TIMEOUT,
    MemoryOption,
    RowsOption,
    TimeoutOption,
    ask_table,
    limits_of,
    naming_options,
    source_of,
)
from kg.cli.output import DEFAULT_OUTPUT, EndpointOption, Format, OutputOption, print_graph, print_table
from kg.cli.pager import NoPagerOption, screen_width
from kg.errors import InputError, UsageError
from kg.questions.tables import Table

if TYPE_CHECKING:
    from kg.questions.canned import CannedQuery
    from kg.questions.dataset import Dataset


class QueryFormat(StrEnum):
    """The output format of rows, or of the triples of CONSTRUCT and DESCRIBE."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


_LIMITS = ("--timeout", "--max-rows", "--max-memory")
_OF_TRIPLES = (QueryFormat.TURTLE, QueryFormat.NTRIPLES, QueryFormat.JSONLD, QueryFormat.RDFXML)


def query_command(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(help="The name of a canned query, a SPARQL file, or “-” for standard input."),
    ] = None,
    queries: Annotated[
        Path | None,
        typer.Option(help="A folder of canned queries of your own (docs/questions.md), besides the others."),
    ] = None,
    limit: LimitFilter = None,
    timeout: TimeoutOption = DEFAULT_TIMEOUT,
    most_rows: RowsOption = DEFAULT_ROWS,
    memory: MemoryOption = DEFAULT_MEMORY,
    endpoint: EndpointOption = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: Annotated[
        QueryFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="The output format: by default a table, and Turtle for triples. turtle, ntriples, jsonld "
            "and rdfxml are for triples alone; the others show triples as rows.",
        ),
    ] = None,
    no_pager: NoPagerOption = False,
    show_help: Annotated[
        bool,
        typer.Option("--help", "-h", help="Show this message or, after the name of a canned query, its own."),
    ] = False,
) -> None:
    """Run a canned query or a SPARQL 1.1 query; without a name, list the canned queries.

    Parameters of a canned query are given as “--about NATO”; “kg query NAME --help” tells them. The prefixes
    asg, act, schema, skos, prov, oa, rdf, rdfs and xsd need no declaration. A query of your own reads this
    graph and nothing else: no other server is asked, no file is loaded.
    """
    table_form = Format(form) if form and form not in _OF_TRIPLES else Format.TABLE
    if show_help:
        _help(context, query, queries, table_form)
        return
    if query is None:
        _list(queries, table_form)
        return
    sparql = _sparql(query)
    if sparql is not None and context.args:
        raise UsageError(f"“{context.args[0]}” is not an option here: only canned queries have parameters.")
    limits, source = limits_of(timeout, most_rows, memory), source_of(output, endpoint)
    found = _answer(source, sparql, form, limits) if sparql is not None else None
    if isinstance(found, str):
        print_graph(found)
        return
    if form in _OF_TRIPLES:
        raise UsageError(f"The answer has rows and no triples; take another format than {form}.")
    if found is None:
        values = _values(context.args)

        def ask(dataset: "Dataset") -> Table:
            return _canned(dataset, query, queries, values, limit, limits)

        found = ask_table(source, table_form, ask, limits, *_LIMITS)
    print_table(found, table_form, paged=True)


def _list(queries: Path | None, form: Format) -> None:
    """Print the canned queries."""
    from kg.questions.canned import canned_queries

    rows = [
        (one.name, one.title, " ".join(parameter.option for parameter in one.declared))
        for one in canned_queries(queries)
    ]
    print_table(Table(("query", "title", "parameters"), list(rows)), form, paged=True)


def _help(context: typer.Context, query: str | None, queries: Path | None, form: Format) -> None:
    """Print the help of a canned query or, without the name of one, of the command."""
    from kg.questions.canned import canned_query

    if query is None or _is_sparql(query):
        typer.echo(context.get_help())
    else:
        _explain(canned_query(query, queries), form)


def _explain(query: "CannedQuery", form: Format) -> None:
    """Print what `query` answers, and its parameters."""
    from kg.questions.meanings import KINDS

    if form is Format.TABLE:
        about = fill(f"{query.title}. {query.description}", screen_width())
        typer.echo(f"{about}\n\n    kg query {query.name} {query.example}".rstrip() + "\n")
    rows = [
        (
            one.option,
            KINDS[one.kind],
            "required" if one.required else one.default or "any",
            one.description,
        )
        for one in query.parameters
    ]
    if rows:
        print_table(Table(("parameter", "type", "default", "meaning"), list(rows)), form, count=False)
    elif form is Format.TABLE:
        typer.echo("It has no parameters.")


def _answer(source: Path | str, sparql: str, form: QueryFormat | None, limits: Limits) -> Table | str:
    """The answer to a query of the user's own: rows, or the text of its triples."""
    with naming_options(source, *_LIMITS), kg.open(source, limits=limits) as dataset:
        of_triples = QueryFormat.TURTLE if form is None else form if form in _OF_TRIPLES else None
        return dataset.sparql_as(sparql, of_triples)


def _canned(
    dataset: "Dataset",
    name: str,
    queries: Path | None,
    values: dict[str, str],
    limit: int | None,
    limits: Limits,
) -> Table:
    found = dataset.query(name, queries=queries, limit=limit, **values)
    if limits.rows is not None and len(found) > limits.rows:
        raise rows_are_too_many(limits)
    return found


def _is_sparql(query: str) -> bool:
    """Whether `query` is a file of SPARQL or standard input, and not the name of a canned query."""
    return query == "-" or query.endswith((".rq", ".sparql")) or Path(query).is_file()


def _sparql(query: str) -> str | None:
    """The text of a query file or of standard input; None if `query` is the name of a canned query."""
    # Imported on first use: the list of queries needs no RDF library.
    from kg.graph.query_check import MOST_BYTES, too_long

    if not _is_sparql(query):
        return None
    try:
        with sys.stdin.buffer if query == "-" else Path(query).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise too_long()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"The query file {query} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise InputError(f"The query file {query} is not UTF-8.") from None


def _values(arguments: list[str]) -> dict[str, str]:
    """Parse parameters given as `--name value` or `--name=value`. Raises `UsageError`."""
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise UsageError(f"“{word}” is not a parameter; write, for instance, --about NATO.")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise UsageError(f"The parameter --{name} has no value.")
            value = rest.pop(0)
        values[name.replace("-", "_")] = value
    return values
