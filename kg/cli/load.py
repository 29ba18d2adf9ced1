"""`kg load`: send a built graph to a SPARQL server."""

import os
from typing import Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, Format, OutputOption, print_table, say
from kg.cli.progress import writing_progress
from kg.cli.stopping import stopping
from kg.questions.tables import Cell, Table


def load_command(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="URL", help="Where the server takes graphs, such as http://localhost:7878/store."
        ),
    ],
    graph: Annotated[
        list[str] | None, typer.Option("--graph", metavar="IRI", help="Send only this graph.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Send all graphs, also those that the server was sent before.")
    ] = False,
    output: OutputOption = DEFAULT_OUTPUT,
) -> None:
    """Send the graph to a SPARQL server, by the SPARQL 1.1 Graph Store HTTP Protocol (docs/servers.md).

    Each named graph takes the place of the one that the server has. The next load sends only what has
    changed, deletes what is gone, and goes on where an interrupted one was. User and password are taken from
    KG_SERVER_USER and KG_SERVER_PASSWORD, a token from KG_SERVER_TOKEN, in the environment. Nothing is sent
    to any other address.
    """
    from kg.servers.graph_store import Access, GraphStore
    from kg.servers.loading import load

    with stopping("the next load goes on from here"), GraphStore(to, Access.of(os.environ)) as server:
        with writing_progress("sending graphs") as advance:
            sent = load(output, server, graph or (), again=again, on_graph=advance, on_note=say)
        rows: list[tuple[Cell, ...]] = [
            ("graphs sent", sent.graphs),
            ("unchanged", sent.unchanged),
            ("deleted there", sent.deleted),
            ("triples sent", sent.triples),
            ("megabytes sent", round(sent.bytes / 1e6, 2)),
        ]
        print_table(Table(("found", "number"), rows), Format.TABLE, count=False)
