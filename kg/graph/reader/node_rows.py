"""Actors, agreements, places and courses of action, and the names by which they are found."""

from collections.abc import Iterable

from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.store import Store
from kg.graph.vocabulary import ACTOR_CLASSES, identifier_of, kind_of, node, term
from kg.language.folding import fold

_ACTOR_TYPES = {class_.value: type_.value for type_, class_ in ACTOR_CLASSES.items()}
_CLASSES = {
    "actor": frozenset(_ACTOR_TYPES),
    "agreement": frozenset({term("asg:Agreement").value}),
    "place": frozenset({term("schema:Place").value}),
}


class Node(Solution, frozen=True, order=True):
    """An actor, agreement, place or course of action; `status` is an agreement's, or "".

    Courses of action have no class.
    """

    WHERE = """
      ?iri schema:name ?name .
      OPTIONAL { ?iri a ?class_iri }
      OPTIONAL { ?iri asg:status ?status }
    """

    iri: Iri
    name: str
    class_iri: Iri = Iri("")
    status: str = ""

    @property
    def id(self) -> str:
        """Its identifier, unique among nodes of its kind."""
        return identifier_of(self.iri)

    @property
    def kind(self) -> str:
        """actor, agreement, place or course (of action)."""
        return kind_of(self.iri)

    @property
    def type(self) -> str:
        """The type of an actor, such as "person", else the kind."""
        return _ACTOR_TYPES.get(self.class_iri, self.kind)

    @property
    def key(self) -> str:
        """Kind and identifier: "actor/jane-doe"."""
        return f"{self.kind}/{self.id}"


class _NodeText(Solution, frozen=True):
    ORDER = "?node ?text"
    node: Iri
    text: str


def iris_of(identifier: str, kinds: Iterable[str]) -> list[Iri]:
    """The IRIs of nodes of these kinds with this identifier, whether the graph has them or not."""
    return [Iri(node(kind, identifier).value) for kind in sorted(kinds)]


def is_named(one: Node) -> bool:
    """Whether it is an actor, agreement or place."""
    return one.class_iri in _CLASSES.get(one.kind, ())


def read_forms(store: Store, nodes: Iterable[Iri] | None = None) -> dict[Iri, list[str]]:
    """The folded forms of every name of `nodes`, or of all, by node, sorted."""
    found = _texts(store, "?node schema:name|schema:alternateName ?text", nodes)
    return {node: sorted({fold(name) for name in names}) for node, names in found.items()}


def read_offices(store: Store, nodes: Iterable[Iri]) -> dict[Iri, list[str]]:
    """The offices and descriptions that articles give the actors among `nodes`, by node, sorted."""
    return _texts(store, "?role asg:roleOf ?node ; schema:roleName ?text", nodes)


def _texts(store: Store, where: str, nodes: Iterable[Iri] | None) -> dict[Iri, list[str]]:
    found = grouped(rows(store, _NodeText, where, node=nodes), lambda row: row.node)
    return {node: [row.text for row in own] for node, own in found.items()}
