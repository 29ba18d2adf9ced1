"""`kg serve --review`: the server of a graph that one person corrects in its pages."""

import os
import secrets
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.correct import login_name
from kg.cli.output import say
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.server.sources import FolderSource


def refuse_review(files: Sequence[Path] | None, host: str, folder: Path, corrections: Path | None) -> None:
    """Raise `UsageError` or `InputError` if there can be no review: of files, for others, unwritable."""
    from kg.server.review_guard import LOOPBACK

    if files:
        raise UsageError("Files of RDF cannot be reviewed; build a graph and give its folder with --folder.")
    if host not in LOOPBACK:
        raise UsageError(f"A review is for this machine only, and {host} is not; leave out --host.")
    file = (corrections or folder / "corrections.csv").resolve()
    for place in (folder, file.parent, *([file] if file.exists() else [])):
        if place.exists() and not os.access(place, os.W_OK):
            raise InputError(f"{place} cannot be written to, so nothing can be reviewed.")


def run_review(
    app: "Starlette",
    source: "FolderSource",
    host: str,
    port: int,
    corrections: Path | None,
    reviewer: str | None,
) -> None:
    """Serve a review of the graph of `source` until a signal comes; `app` is the server that only reads."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from kg.archive.corrections.correction_file import CORRECTIONS_NAME
    from kg.archive.ledger.connection import LEDGER_NAME
    from kg.pipeline import update
    from kg.server.review_app import make_review_app
    from kg.server.review_desk import ReviewDesk
    from kg.server.running import run_server

    folder = source.folder
    file = corrections or folder / CORRECTIONS_NAME
    has_ledger = (folder / LEDGER_NAME).exists()
    follow = partial(update, folder, corrections)
    token = secrets.token_urlsafe(32)
    # A process that begins anew: one that is forked would have the locks of the server as they are then.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        desk = ReviewDesk(
            file,
            reviewer or login_name("--reviewer"),
            follow if has_ledger else None,
            executor,
            f"{folder} has no ledger; the next “kg build” applies the corrections.",
        )

        if has_ledger:
            # Takes in what was corrected before, and has the process ready for the first change.
            executor.submit(follow)

        def tell(address: str) -> None:
            say(f"Review: {address}/?token={token}")
            say(f"Corrections go into {file}. Who has the address can write them. Ctrl-C stops the server.")

        made = make_review_app(app, source, desk, token)
        run_server(made, host, port, tell, processes=app.state.processes)
