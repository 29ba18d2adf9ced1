"""Who made each statement and whom it mentions, of the whole dataset."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, read
from kg.graph.store import Store

_SAID = """
SELECT DISTINCT ?statement ?text ?other WHERE {
  ?statement a asg:Statement ; schema:text ?text .
  OPTIONAL { ?statement prov:wasAttributedTo ?other }
}
ORDER BY ?statement ?other
"""
_MENTIONED = """
SELECT DISTINCT ?statement ?text ?other WHERE {
  ?statement a asg:Statement ; schema:text ?text ; schema:mentions ?other .
}
ORDER BY ?statement ?other
"""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A statement and its wording, with a node that has to do with it, if there is one."""

    statement: Iri
    text: str
    other: Node | None = None


def read_speaker_links(store: Store) -> Iterator[LinkRow]:
    """Every statement with its speaker, if it has one, in a fixed order."""
    return read(store, LinkRow, _SAID)


def read_mention_links(store: Store) -> Iterator[LinkRow]:
    """Every statement with each node that it mentions, in a fixed order."""
    return read(store, LinkRow, _MENTIONED)
