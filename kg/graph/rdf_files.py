"""The dataset in the formats of RDF: with everything that the store leaves to its readers."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, serialize

from kg.graph.annotations import annotate, article_texts
from kg.graph.description import description_quads
from kg.graph.implied import implied_quads
from kg.graph.json_ld import write_json_ld
from kg.graph.vocabulary import PREFIXES

# Those of whole datasets, and those of one graph, in which all named graphs are together.
_DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
_GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES}
_PREFIXED = frozenset({"turtle", "trig"})


def export_quads(store: Store, *, on_graph: Callable[[], None] | None = None) -> Iterator[Quad]:
    """All quads of `store` and what follows from them, evidence in the Web Annotation form.

    `on_graph` is called after each named graph.
    """
    return annotate(_all_quads(store, on_graph), article_texts(store))


def described_quads(
    store: Store, built: datetime | None, *, on_graph: Callable[[], None] | None = None
) -> Iterator[Quad]:
    """`export_quads`, then what describes them: the store was written at the time `built`."""
    triples = 0
    for quad in export_quads(store, on_graph=on_graph):
        triples += 1
        yield quad
    yield from description_quads(store, built=built, triples=triples)


def write_rdf(quads: Iterable[Quad], file: BinaryIO, form: str) -> None:
    """Write `quads` while they come: as `turtle`, `trig`, `nquads`, `ntriples` or `jsonld`.

    Turtle and N-Triples have no named graphs: the triples of all come, those of several graphs repeatedly.
    """
    prefixes = PREFIXES if form in _PREFIXED else None
    if form == "jsonld":
        write_json_ld(quads, file)
    elif form in _DATASETS:
        serialize(quads, file, format=_DATASETS[form], prefixes=prefixes)
    else:
        serialize((quad.triple for quad in quads), file, format=_GRAPHS[form], prefixes=prefixes)


def _all_quads(store: Store, on_graph: Callable[[], None] | None) -> Iterator[Quad]:
    # Graph by graph, so that the text of an article is read once.
    yield from store.quads_for_pattern(None, None, None, DefaultGraph())
    for graph in store.named_graphs():
        yield from store.quads_for_pattern(None, None, None, graph)
        if on_graph:
            on_graph()
    yield from implied_quads(store)
