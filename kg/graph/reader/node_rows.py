"""Actors, agreements, places and courses of action, and the names by which they are found."""

from dataclasses import dataclass
from typing import ClassVar

from kg.graph.reader.selecting import Iri, grouped, read
from kg.graph.store import Store

_LISTED = """
SELECT DISTINCT ?node WHERE { ?node a %s }
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

    QUERY: ClassVar[str] = """
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
    node: Node


def list_nodes(store: Store, kind: str) -> list[Node]:
    """All actors, all agreements or all places, by IRI."""
    return sorted(row.node for row in read(store, _Listed, _LISTED % _CLASSES[kind]))


def read_forms(store: Store) -> dict[Iri, list[str]]:
    """The folded forms of every name, by node, sorted."""
    return _texts(store, _FORMS)


def read_offices(store: Store) -> dict[Iri, list[str]]:
    """The offices and descriptions that articles give actors, by node, sorted."""
    return _texts(store, _OFFICES)


def _texts(store: Store, query: str) -> dict[Iri, list[str]]:
    rows = grouped(read(store, _NodeText, query), lambda row: row.node)
    return {node: [row.text for row in own] for node, own in rows.items()}
