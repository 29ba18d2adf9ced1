"""Portions of a dataset as text: the named graphs of a store to be sent one after the other, files of quads.

The default graph has only the version of the store, nobody else's matter, and some servers have none.
"""

import gzip
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

__all__ = [
    "MOST_TRIPLES",
    "Quad",
    "count_graphs",
    "graph_names",
    "graph_portions",
    "has_graph",
    "read_n_quads",
    "write_n_quads",
]

# Triples of a portion: some 600 kB, which a server takes in one transaction.
MOST_TRIPLES = 4_000
# gzip's fastest level: a file gets a fourteenth as long.
_LEVEL = 1


def count_graphs(store: Store) -> int:
    """The number of named graphs of `store`."""
    return sum(1 for _ in store.named_graphs())


def graph_names(store: Store) -> Iterator[str]:
    """The IRI of each named graph of `store`."""
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode):
            yield graph.value


def has_graph(store: Store, name: str) -> bool:
    """Whether `store` has a graph with the IRI `name`."""
    try:
        return store.contains_named_graph(NamedNode(name))
    except ValueError:
        # It is no IRI.
        return False


def graph_portions(store: Store, name: str) -> Iterator[tuple[int, bytes]]:
    """The triples of the graph `name` in portions: how many, and as N-Triples.

    The same triples give the same portions.
    """
    rest = store.quads_for_pattern(None, None, None, NamedNode(name))
    while quads := list(islice(rest, MOST_TRIPLES)):
        written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        yield len(quads), written or b""


def write_n_quads(path: Path, quads: Iterable[Quad]) -> None:
    """Write quads to a file, as N-Quads, compressed by gzip."""
    with gzip.open(path, "wb", _LEVEL) as file:
        serialize(quads, cast(IO[bytes], file), format=RdfFormat.N_QUADS)


def read_n_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of a file that `write_n_quads` wrote."""
    with gzip.open(path) as file:
        yield from parse(cast(IO[bytes], file), format=RdfFormat.N_QUADS)
