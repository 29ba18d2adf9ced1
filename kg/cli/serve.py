"""`kg serve`: answer queries over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.limits import DEFAULT_ROWS, DEFAULT_TIMEOUT, MemoryOption, RowsOption, TimeoutOption, limits_of
from kg.cli.output import DEFAULT_OUTPUT, CorrectionsOption, say
from kg.cli.review import refuse_review, run_review
from kg.cli.stopping import stopping
from kg.errors import UsageError


def serve_command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE",
            help="RDF files to serve in place of a built graph: .ttl, .nt, .rdf, .owl, .xml, .jsonld, .trig, "
            ".nq.",
        ),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--folder", "--output", "-o", help="The folder that “kg build” wrote.")
    ] = DEFAULT_OUTPUT,
    host: Annotated[
        str, typer.Option(help="The address to listen at; by default only this machine can ask.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free.")] = 8000,
    timeout: TimeoutOption = DEFAULT_TIMEOUT,
    most_rows: RowsOption = DEFAULT_ROWS,
    memory: MemoryOption = 512,
    processes: Annotated[
        int, typer.Option(min=1, help="Queries that run at once; the others wait their turn.")
    ] = 16,
    wait: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0,
            help="Seconds that a query waits for its turn before it is told to come again.",
        ),
    ] = 10,
    review: Annotated[
        bool,
        typer.Option(
            "--review",
            help="Let who has the printed address correct the graph in its pages (docs/corrections.md).",
        ),
    ] = False,
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews; by default the login name.")
    ] = None,
    corrections: CorrectionsOption = None,
) -> None:
    """Answer queries over HTTP by the SPARQL 1.1 Protocol, at /sparql (docs/serve.md).

    Nothing can be changed but by --review. A build that ends meanwhile is served from then on.
    """
    from kg.server.app import Serving, make_app
    from kg.server.review_guard import LOOPBACK
    from kg.server.running import run_server
    from kg.server.sources import FileSource, FolderSource

    if files and folder != DEFAULT_OUTPUT:
        raise UsageError("Give either files or --folder.")
    if not review and (reviewer or corrections):
        raise UsageError("“--reviewer” and “--corrections” are for “--review”.")
    if review:
        refuse_review(files, host, folder, corrections)
    source = FileSource(files) if files else FolderSource(folder)
    app = make_app(source, Serving(limits_of(timeout, most_rows, memory), processes, wait))
    # The server ends its queries and gives a signal on; without this, a termination would end it before them.
    with stopping("nothing is served any more"):
        if review:
            run_review(app, FolderSource(folder), host, port, corrections, reviewer)
            return
        if host not in LOOPBACK:
            say(f"Whoever reaches {host} can ask; nothing can be changed.")

        def tell(address: str) -> None:
            say(f"Queries: {address}/sparql. Ctrl-C stops the server.")

        run_server(app, host, port, tell, processes=app.state.processes)
