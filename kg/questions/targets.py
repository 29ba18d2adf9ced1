"""What a position can be toward, found by what a person types: an actor, an agreement, or words.

Who stands for the removal of somebody does not stand for him: where a name is an entity's, words in
which it stands are something else.
"""

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.store import select
from kg.language.stems import stems_of
from kg.questions.name_index import NameIndex, Node, agreements_containing

NOTHING = NamedNode("urn:kg:nothing")
"""No node of the graph, where an unbound one would match everything."""

_ACTOR = frozenset({"actor"})
_IN_POSITIONS = """
SELECT DISTINCT ?found WHERE {
  VALUES ?node { %s }
  ?found schema:member? ?node .
  FILTER EXISTS { ?position %s ?found }
}
ORDER BY ?found
"""
_COURSES = """
SELECT ?target WHERE {
  VALUES ?stem { %s }
  ?target a asg:CourseOfAction ; asg:searchText ?words .
  FILTER(CONTAINS(?words, ?stem))
}
GROUP BY ?target
HAVING(COUNT(DISTINCT ?stem) = %d)
ORDER BY ?target
"""


def find_targets(value: str, store: Store, index: NameIndex) -> tuple[list[NamedNode], str, str | None]:
    """The nodes that `value` means, what it was understood as, and a note where a name has a slip.

    An entity of this name, and groups of which it is a member; the courses of action in whose wording
    all words stand, by their stems, where no position is toward the entity, or where `value` is written
    without a capital and so may be words as well as a name ("the ban").
    """
    named = index.find(value, _ACTOR)
    entities = {*agreements_containing(value, index), *(() if named.slip else named.entities)}
    held = _held(store, entities)
    if held and value != value.lower():
        return held, f"is {_listed(entities)}", None
    courses = _courses(store, value)
    if courses and (named.partial or not held):
        return courses, f"is the words “{value}”", None
    if courses:
        return [*held, *courses], f"is {_listed(entities)}, or the words “{value}”", None
    if entities:
        return held or [NOTHING], f"is {_listed(entities)}", None
    if named.slip:
        nearest = set(named.entities)
        note = f"No name is just “{value}”; the nearest is taken."
        return _held(store, nearest) or [NOTHING], f"is {_listed(nearest)}", note
    return [NOTHING], f"is the words “{value}”", None


def holders_among(actors: list[NamedNode], store: Store) -> list[NamedNode]:
    """Those of the actors, and of the groups that they are in, who hold a position."""
    return _in_positions(actors, "asg:holder", store)


def _held(store: Store, entities: set[Node]) -> list[NamedNode]:
    """Those of the entities, and of the groups that they are in, toward which there is a position."""
    return _in_positions([one.term for one in sorted(entities)], "asg:target", store)


def _in_positions(nodes: list[NamedNode], role: str, store: Store) -> list[NamedNode]:
    rows = select(store, _IN_POSITIONS % (" ".join(map(str, nodes)), role)) if nodes else ()
    return [NamedNode(row["found"]) for row in rows]


def _courses(store: Store, value: str) -> list[NamedNode]:
    stems = sorted({f" {stem} " for stem in stems_of(value)})
    if not stems:
        return []
    query = _COURSES % (" ".join(str(Literal(stem)) for stem in stems), len(stems))
    return [NamedNode(row["target"]) for row in select(store, query)]


def _listed(entities: set[Node]) -> str:
    return " or ".join(f"{one.name} ({one.kind})" for one in sorted(entities))
