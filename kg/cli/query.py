"""`kg query`: run a canned query or a SPARQL query."""

import sys
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.cli.output import DEFAULT_OUTPUT, Format, FormatOption, OutputOption, print_table
from kg.errors import InputError, UsageError
from kg.questions.tables import Table, triples_table


def query_command(
    context: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(help="The name of a canned query, a SPARQL file, or “-” for standard input."),
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    form: FormatOption = Format.TABLE,
) -> None:
    """Run a canned query or a SPARQL 1.1 query; without a name, list the canned queries.

    Parameters of a canned query are given as “--about NATO”. The prefixes asg, act, schema, skos, prov, oa,
    rdf, rdfs and xsd need no declaration.
    """
    from kg.questions.canned import canned_queries

    if query is None:
        rows = [
            (one.name, one.title, " ".join(f"--{p.name}" for p in one.parameters)) for one in canned_queries()
        ]
        print_table(Table(("query", "title", "parameters"), list(rows)), form)
        return
    sparql = _sparql(query)
    if sparql is not None and context.args:
        raise UsageError(f"“{context.args[0]}” is not an option here: only canned queries have parameters.")
    with kg.open(output) as dataset:
        if sparql is None:
            table = dataset.query(query, **_values(context.args))
        else:
            found = dataset.sparql(sparql)
            table = found if isinstance(found, Table) else triples_table(found)
        print_table(table, form, least="--confidence")


def _sparql(query: str) -> str | None:
    """The text of a query file or of standard input; None if `query` is the name of a canned query."""
    if query == "-":
        return sys.stdin.read()
    if not query.endswith((".rq", ".sparql")) and not Path(query).is_file():
        return None
    try:
        return Path(query).read_text("utf-8-sig")
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
        values[name] = value
    return values
