"""A dataset sent to a server: graph by graph, what has changed since it was sent the last time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kg.errors import ServerError, UsageError
from kg.graph.portions import count_graphs, graph_names, graph_portions, has_graph
from kg.graph.store import Store, open_store
from kg.servers.graph_store import GraphStore
from kg.servers.sent_graphs import SentGraphs, sent_graphs


@dataclass(slots=True)
class Sent:
    """The counts of a load: graphs that were sent, that the server had as they are, and that were deleted
    there; triples and bytes of those that were sent."""

    graphs: int = 0
    unchanged: int = 0
    deleted: int = 0
    triples: int = 0
    bytes: int = 0


def load(
    folder: Path,
    server: GraphStore,
    graphs: Iterable[str] = (),
    *,
    again: bool = False,
    on_graph: Callable[[int, int], None] = lambda done, of: None,
    on_note: Callable[[str], None] = lambda note: None,
) -> Sent:
    """Send the dataset in `folder` to `server`: those of `graphs`, by IRI, or all.

    A graph that the server was sent before, and that has not changed, is sent again only with `again`. One
    that it was sent, and that is not in the dataset any more, is deleted there if no `graphs` are given.
    A load that was stopped goes on with the graph at which it was. `on_graph` is called with the number of
    graphs that are done and that of all, `on_note` with what a user should know.
    Raises `StoreError` if there is no dataset, `UsageError` for a graph that it does not have, `ServerError`
    if the server does not answer or refuses what it is sent.
    """
    store = open_store(folder)
    chosen = list(dict.fromkeys(graphs))
    for name in chosen:
        if not has_graph(store, name):
            raise UsageError(
                f"The dataset in {folder} has no graph “{name}”; “kg query” with “SELECT DISTINCT "
                "?g WHERE { GRAPH ?g { ?s ?p ?o } }” lists those that it has."
            )
    if server.is_readable:
        on_note(f"What {server.address} gets is not encrypted, nor is the password or token.")
    with sent_graphs(folder, server.address) as sent:
        if again or _is_emptied(server, sent, on_note):
            sent.forget_all()
        number, done = len(chosen) or count_graphs(store), Sent()
        for name in chosen or graph_names(store):
            try:
                _send_graph(store, name, server, sent, done)
            except ServerError as error:
                at = done.graphs + done.unchanged
                if not at:
                    raise
                raise ServerError(
                    f"{error} {at:,} of {number:,} graphs are there; load again to go on."
                ) from error
            on_graph(done.graphs + done.unchanged, number)
        if not chosen:
            _delete_gone(store, server, sent, done)
    return done


def _is_emptied(server: GraphStore, sent: SentGraphs, on_note: Callable[[str], None]) -> bool:
    """Whether the server was sent a graph that it does not have now."""
    first = next(sent.graphs(), None)
    if first is None or server.has(first):
        return False
    on_note(f"{server.address} does not have what it was sent before, so all is sent again.")
    return True


def _send_graph(store: Store, name: str, server: GraphStore, sent: SentGraphs, done: Sent) -> None:
    """Send the graph `name` unless the server was sent it as it is."""
    before = sent.digest(name)
    if before is not None:
        digest = blake2b(digest_size=16)
        for _, content in graph_portions(store, name):
            digest.update(content)
        if digest.digest() == before:
            done.unchanged += 1
            return
        # It is not whole while it is sent.
        sent.forget(name)
    digest = blake2b(digest_size=16)
    write = server.replace
    for number, content in graph_portions(store, name):
        write(name, content)
        write = server.add
        digest.update(content)
        done.triples += number
        done.bytes += len(content)
    sent.note(name, digest.digest())
    done.graphs += 1


def _delete_gone(store: Store, server: GraphStore, sent: SentGraphs, done: Sent) -> None:
    """Delete what the server was sent before and the dataset does not have any more."""
    for name in sent.graphs():
        if not has_graph(store, name):
            server.delete(name)
            sent.forget(name)
            done.deleted += 1
