"""Files of RDF, read into a store in memory."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import InputError, UsageError
from kg.graph.opened_store import OpenedStore

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
}
SUFFIXES = tuple(_FORMATS)


def load_files(paths: Iterable[Path]) -> Store:
    """A store with what is in the files at `paths`, each in the format of its suffix.

    Triples go to the default graph, those of TriG and N-Quads to the graphs that the files name. Blank nodes
    of two files are never one. Nothing is fetched from a network. Raises `UsageError` for an unknown suffix,
    `InputError` for a file that cannot be read.
    """
    store = Store()
    for path in paths:
        form = _FORMATS.get(path.suffix.lower())
        if form is None:
            raise UsageError(f"{path} has no suffix of a format of RDF; known are {', '.join(SUFFIXES)}.")
        try:
            store.bulk_load(path=str(path), format=form, base_iri=path.resolve().as_uri())
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None
        except (SyntaxError, ValueError) as error:
            raise InputError(f"{path} cannot be read as {form.name}: {error}.") from None
    # It has the interface of a store.
    return cast("Store", OpenedStore(store, None))


def graph_names(store: Store, most: int) -> list[str]:
    """The IRIs of the first `most` named graphs of `store`, in their order by name."""
    return sorted(name.value for name in store.named_graphs() if isinstance(name, NamedNode))[:most]
