"""The dataset as a file for other programs: with everything that the store leaves to its readers."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, serialize

from kg.errors import InputError, UsageError
from kg.graph.annotations import annotate, article_texts
from kg.graph.description import description_quads
from kg.graph.implied import implied_quads
from kg.graph.vocabulary import PREFIXES

_FORMATS = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}


def export_quads(store: Store) -> Iterator[Quad]:
    """All quads of `store` and what follows from them, evidence in the Web Annotation form."""
    return annotate(_all_quads(store), article_texts(store))


def described_quads(store: Store, built: datetime | None) -> Iterator[Quad]:
    """`export_quads`, then what describes them: the store was written at the time `built`."""
    triples = 0
    for quad in export_quads(store):
        triples += 1
        yield quad
    yield from description_quads(store, built=built, triples=triples)


def write_export(store: Store, path: Path, built: datetime | None) -> None:
    """Write `described_quads` to `path`: TriG if it ends in `.trig`, N-Quads if it ends in `.nq`.

    Raises `UsageError` for another ending, and `InputError` if the file cannot be written.
    """
    if path.suffix not in _FORMATS:
        raise UsageError(f"The file {path} has no form of a dataset; write a name in .trig or .nq.")
    try:
        with path.open("wb") as file:
            serialize(described_quads(store, built), file, format=_FORMATS[path.suffix], prefixes=PREFIXES)
    except OSError as error:
        raise InputError(f"The file {path} cannot be written: {error.strerror}.") from error


def _all_quads(store: Store) -> Iterator[Quad]:
    # Graph by graph, so that the text of an article is read once.
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for graph in store.named_graphs():
        yield from store.quads_for_pattern(None, None, None, graph)
    yield from implied_quads(store)
