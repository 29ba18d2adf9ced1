"""The graphs of a store as portions of N-Triples, to be sent one after the other."""

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize

# Triples of a portion: some 600 kB, which a server takes in one transaction.
MOST_TRIPLES = 4_000


def count_graphs(store: Store) -> int:
    """The number of graphs of `store`, the default graph included."""
    return 1 + sum(1 for _ in store.named_graphs())


def graph_names(store: Store) -> Iterator[str]:
    """The IRI of each graph of `store`, and "" for the default graph, which comes last.

    It has the version of the store, so who finds it on a server finds all other graphs there.
    """
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode):
            yield graph.value
    yield ""


def has_graph(store: Store, name: str) -> bool:
    """Whether `store` has a graph of this name; the default graph, "", is always there."""
    try:
        return not name or store.contains_named_graph(NamedNode(name))
    except ValueError:
        # It is no IRI.
        return False


def graph_portions(store: Store, name: str) -> Iterator[tuple[int, bytes]]:
    """The triples of the graph `name` in portions: how many, and as N-Triples.

    The same triples give the same portions.
    """
    graph = NamedNode(name) if name else DefaultGraph()
    rest = store.quads_for_pattern(None, None, None, graph)
    while quads := list(islice(rest, MOST_TRIPLES)):
        written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        yield len(quads), written or b""
