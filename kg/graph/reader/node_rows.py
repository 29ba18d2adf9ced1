"""Actors, agreements, places and courses of action, and the names by which they are found."""

from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.store import Store

_CLASSES = {"actor": "asg:Actor", "agreement": "asg:Agreement", "place": "schema:Place"}


class Node(Solution, frozen=True, order=True):
    """A node of the graph: `kind` is actor, agreement, place or course (of action).

    `type` is the type of an actor, such as "person", else the kind. `status` is an agreement's, or "".
    """

    WHERE = """
      ?iri a ?class ; schema:identifier ?id ; schema:name ?name .
      FILTER(?class IN (asg:Actor, asg:Agreement, schema:Place, asg:CourseOfAction))
      OPTIONAL { ?iri asg:actorType ?actor_type }
      OPTIONAL { ?iri asg:status ?status }
      BIND(IF(?class = asg:Actor, "actor", IF(?class = asg:Agreement, "agreement",
        IF(?class = schema:Place, "place", "course"))) AS ?kind)
      BIND(COALESCE(?actor_type, ?kind) AS ?type)
    """

    iri: Iri
    id: str
    kind: str
    name: str
    type: str
    status: str = ""

    @property
    def key(self) -> str:
        """Kind and identifier: "actor/jane-doe"."""
        return f"{self.kind}/{self.id}"


class _NodeText(Solution, frozen=True):
    ORDER = "?node ?text"
    node: Iri
    text: str


class ANode(Solution, frozen=True):
    """A node that a pattern finds."""

    node: Node


def list_nodes(store: Store, kind: str) -> list[Node]:
    """All actors, all agreements or all places, by IRI."""
    return sorted(row.node for row in rows(store, ANode, f"?node a {_CLASSES[kind]}"))


def read_forms(store: Store) -> dict[Iri, list[str]]:
    """The folded forms of every name, by node, sorted."""
    return _texts(store, "?node asg:foldedName ?text")


def read_offices(store: Store) -> dict[Iri, list[str]]:
    """The offices and descriptions that articles give actors, by node, sorted."""
    return _texts(store, "?role asg:roleOf ?node ; schema:roleName ?text")


def _texts(store: Store, where: str) -> dict[Iri, list[str]]:
    found = grouped(rows(store, _NodeText, where), lambda row: row.node)
    return {node: [row.text for row in own] for node, own in found.items()}
