"""A graph, or the statements that are chosen, as a file for other programs (docs/export.md)."""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError, UsageError
from kg.graph.networks import NETWORKS, make_network
from kg.graph.reader.graph_counts import list_articles
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_lists import count_statements, list_statements
from kg.graph.reader.taken import ALL, Taken
from kg.graph.store import Store
from kg.graph.vocabulary import node
from kg.questions.export_formats import ExportFormat, format_of
from kg.questions.name_index import NameIndex
from kg.questions.results import Statement
from kg.questions.row_files import write_csv, write_parquet
from kg.questions.statement_choice import Choice, choose_statements, read_chosen

OnProgress = Callable[[int, int], None]


_NETWORK_FORMATS = frozenset({ExportFormat.GRAPHML, ExportFormat.GEXF})
# Where a choice does not say, statements of whatever kind are exported: columns and properties tell it.
_EVERY_KIND = {"kind": "all", "unsaid": "all"}


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: the statements of `store` that `choice` means, all if it is empty.

    `records` is the file with the records of the store, if there is one; `network` and `taken` are of GraphML
    and GEXF; `built` is when the store was written, if that is known.
    """

    store: Store
    names: NameIndex
    records: Path | None
    choice: Choice
    network: str
    taken: Taken
    built: datetime | None = None


def export_to(
    to: str | Path | BinaryIO,
    form: str | None,
    export: Export,
    *,
    on_note: Callable[[str], None] | None = None,
    on_progress: OnProgress | None = None,
) -> int:
    """Write `export` to a file in the format `form`, else that of its ending; the number of statements.

    A file takes the place of an earlier one when it is whole. Nothing is written if no statement is chosen.
    Raises `UsageError` for what is no format or no name of the graph, `InputError` if it cannot be written.
    """
    known = format_of(to, form)
    if export.network not in NETWORKS:
        raise UsageError(f"“{export.network}” is not a network; there are {', '.join(NETWORKS)}.")
    chosen = _chosen(export, known, on_note or (lambda note: None))
    taken = export.taken if known in _NETWORK_FORMATS else ALL
    total = count_statements(export.store, taken) if chosen is None else len(chosen)
    if chosen is None or chosen:
        with _opened(to) as file:
            _write(file, known, export, chosen, total, on_progress or (lambda done, of: None))
    return total


def _chosen(export: Export, form: ExportFormat, on_note: Callable[[str], None]) -> list[Iri] | None:
    """The statements of the choice; None for all."""
    if not export.choice:
        return None
    values = export.choice.values
    if form not in _NETWORK_FORMATS:
        values = _EVERY_KIND | values
    found = choose_statements(export.store, Choice(values, export.choice.limit), export.names)
    for note in (*([f"Understood: {found.understood}"] if found.understood else ()), *found.notes):
        on_note(note)
    return found.iris


def _write(
    file: BinaryIO,
    form: ExportFormat,
    export: Export,
    chosen: list[Iri] | None,
    total: int,
    on_progress: OnProgress,
) -> None:
    store = export.store
    if form in _NETWORK_FORMATS:
        _write_network(file, form, export, chosen)
    elif form is ExportFormat.JSONL:
        _write_records(file, export.records, chosen, total, on_progress)
    elif form in (ExportFormat.CSV, ExportFormat.PARQUET):
        iris = list_statements(store) if chosen is None else chosen
        write = write_csv if form is ExportFormat.CSV else write_parquet
        write(_counted(read_chosen(store, iris), total, on_progress), file)
    else:
        _write_rdf(file, form, export, chosen, on_progress)


def _write_rdf(
    file: BinaryIO, form: ExportFormat, export: Export, chosen: list[Iri] | None, on_progress: OnProgress
) -> None:
    from kg.graph.rdf_files import described_quads, write_rdf
    from kg.graph.selected import selected_quads

    store = export.store
    if chosen is not None:
        write_rdf(selected_quads(store, chosen), file, form)
        return
    graphs, done = sum(1 for _ in list_articles(store)), count(1)
    quads = described_quads(store, export.built, on_graph=lambda: on_progress(next(done), graphs))
    write_rdf(quads, file, form)


def _write_network(file: BinaryIO, form: ExportFormat, export: Export, chosen: list[Iri] | None) -> None:
    from kg.graph.network_files import write_gexf, write_graphml

    graph = make_network(export.store, export.network, taken=export.taken, statements=chosen)
    (write_graphml if form is ExportFormat.GRAPHML else write_gexf)(graph, file)


def _write_records(
    file: BinaryIO, records: Path | None, chosen: list[Iri] | None, total: int, on_progress: OnProgress
) -> None:
    """Copy the lines of the records of the chosen statements, in the order of the file."""
    if records is None:
        raise UsageError("This graph has no file of records; open the folder that “kg build” wrote.")
    wanted: Collection[str] | None = None if chosen is None else set(chosen)
    written = 0
    try:
        with records.open("rb") as lines:
            for line in lines:
                if wanted is None or node("statement", json.loads(line)["id"]).value in wanted:
                    file.write(line)
                    written += 1
                    on_progress(written, total)
    except FileNotFoundError:
        raise InputError(f"{records} is missing; build the graph again.") from None
    except ValueError as error:
        raise InputError(f"{records} is damaged ({error}); build the graph again.") from None
    if written != total:
        raise InputError(
            f"{records} has {written} of the {total} statements: the graph was built meanwhile; try again."
        )


def _counted(items: Iterable[Statement], total: int, on_progress: OnProgress) -> Iterator[Statement]:
    for done, item in enumerate(items, 1):
        on_progress(done, total)
        yield item


@contextmanager
def _opened(to: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `to` when it is whole."""
    if not isinstance(to, str | Path):
        yield to
        return
    path = Path(to)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        raise InputError(f"The file {path} cannot be written: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)
