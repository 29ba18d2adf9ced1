"""Actors, agreements, places and courses of action, and the names by which they are found."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.reader.selecting import Iri, grouped, read, read_of
from kg.graph.store import Store

_NODES = """
SELECT DISTINCT ?iri ?id ?kind ?name ?type WHERE {
  VALUES ?iri { %s }
  ?iri a ?class ; schema:identifier ?id ; schema:name ?name .
  VALUES (?class ?kind) {
    (asg:Actor "actor") (asg:Agreement "agreement") (schema:Place "place") (asg:CourseOfAction "course")
  }
  OPTIONAL { ?iri asg:actorType ?actor_type }
  BIND(COALESCE(?actor_type, ?kind) AS ?type)
}
"""
_LISTED = """
SELECT DISTINCT ?iri WHERE { ?iri a %s } ORDER BY ?iri
"""
_FORMS = """
SELECT DISTINCT ?node ?text WHERE { ?node asg:foldedName ?text } ORDER BY ?node ?text
"""
_OFFICES = """
SELECT DISTINCT ?node ?text WHERE { ?role asg:roleOf ?node ; schema:roleName ?text } ORDER BY ?node ?text
"""
_CLASSES = {"actor": "asg:Actor", "agreement": "asg:Agreement", "place": "schema:Place"}


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A node of the graph: `kind` is actor, agreement, place or course (of action).

    `type` is the type of an actor, such as "person", else the kind.
    """

    iri: Iri
    id: str
    kind: str
    name: str
    type: str

    @property
    def key(self) -> str:
        """Kind and identifier: "actor/jane-doe"."""
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, slots=True)
class _NodeText:
    node: Iri
    text: str


@dataclass(frozen=True, slots=True)
class _Listed:
    iri: Iri


def read_nodes(store: Store, iris: Iterable[Iri]) -> dict[Iri, Node]:
    """The nodes at `iris` by IRI, in any order; other nodes, such as media, are left out."""
    return {node.iri: node for node in read_of(store, Node, _NODES, iris)}


def list_nodes(store: Store, kind: str) -> list[Node]:
    """All actors, all agreements or all places, by IRI."""
    iris = (row.iri for row in read(store, _Listed, _LISTED % _CLASSES[kind]))
    return sorted(read_nodes(store, iris).values())


def read_forms(store: Store) -> dict[Iri, list[str]]:
    """The folded forms of every name, by node, sorted."""
    return _texts(store, _FORMS)


def read_offices(store: Store) -> dict[Iri, list[str]]:
    """The offices and descriptions that articles give actors, by node, sorted."""
    return _texts(store, _OFFICES)


def _texts(store: Store, query: str) -> dict[Iri, list[str]]:
    rows = grouped(read(store, _NodeText, query), lambda row: row.node)
    return {node: [row.text for row in own] for node, own in rows.items()}
