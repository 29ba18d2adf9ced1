"""What a question names, found in the graph: entities, statements, articles, courses of action, acts."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.acts.scheme import Scheme, scheme_of_triples
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, Value, read, read_of, values_block
from kg.graph.store import Store
from kg.graph.vocabulary import SCHEME_GRAPH

_IDENTIFIED = """
SELECT DISTINCT ?node WHERE { VALUES ?id { %s } ?node schema:identifier ?id }
"""
_STATEMENTS = """
SELECT DISTINCT ?id ?text WHERE {
  VALUES %s
  ?statement a asg:Statement ; schema:identifier ?id ; schema:text ?text ; asg:start ?start ; asg:end ?end ;
    prov:wasQuotedFrom/asg:path ?path .
}
ORDER BY ?id
"""
_PATHS = """
SELECT DISTINCT ?iri ?path WHERE { ?iri asg:path ?path } ORDER BY ?path ?iri
"""
_IN_POSITIONS = """
SELECT DISTINCT ?iri WHERE {
  VALUES ?node { %s }
  ?iri schema:member? ?node .
  FILTER EXISTS { ?position ROLE ?iri }
}
ORDER BY ?iri
"""
_COURSES = """
SELECT ?iri WHERE {
  VALUES ?stem { %s }
  ?iri a asg:CourseOfAction ; asg:searchText ?words .
  FILTER(CONTAINS(?words, ?stem))
}
GROUP BY ?iri
HAVING(COUNT(DISTINCT ?stem) = COUNTED)
ORDER BY ?iri
"""


@dataclass(frozen=True, slots=True)
class StatementText:
    """A statement's identifier and wording."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PathRow:
    """An article, and one of its paths."""

    iri: Iri
    path: str


@dataclass(frozen=True, slots=True)
class _Named:
    node: Node


@dataclass(frozen=True, slots=True)
class _Found:
    iri: Iri


def find_by_id(store: Store, identifier: str) -> list[Node]:
    """The actors, agreements, places and courses of action with this identifier."""
    return sorted(row.node for row in read_of(store, _Named, _IDENTIFIED, [identifier]))


def find_statement(store: Store, identifier: str) -> list[StatementText]:
    """The statement with this identifier, if there is one."""
    return _statements(store, "?id", (identifier,))


def find_statements_at(store: Store, path: str, start: int, end: int) -> list[StatementText]:
    """The statements whose content is `[start, end)` of the article that has this path among its own."""
    return _statements(store, "(?path ?start ?end)", (path, start, end))


def list_paths(store: Store) -> list[PathRow]:
    """All articles with all their paths, by path."""
    return list(read(store, PathRow, _PATHS))


def find_courses(store: Store, stems: Iterable[str]) -> list[Iri]:
    """The courses of action in whose wording all `stems` stand, by IRI."""
    wanted = sorted({f" {stem} " for stem in stems})
    query = _COURSES.replace("COUNTED", str(len(wanted)))
    return [row.iri for row in read_of(store, _Found, query, wanted)]


def find_holders(store: Store, actors: Iterable[Iri]) -> list[Iri]:
    """Those of `actors`, and of the groups that they are members of, who hold a position."""
    return _in_positions(store, actors, "asg:holder")


def find_targets(store: Store, entities: Iterable[Iri]) -> list[Iri]:
    """Those of `entities`, and of the groups that they are members of, toward which there is a position."""
    return _in_positions(store, entities, "asg:target")


def scheme_of(store: Store) -> Scheme:
    """The scheme that the positions of a graph follow."""
    quads = store.quads_for_pattern(None, None, None, SCHEME_GRAPH)
    return scheme_of_triples((quad.triple for quad in quads), "of the graph")


def _statements(store: Store, variables: str, values: tuple[Value, ...]) -> list[StatementText]:
    query = _STATEMENTS % f"{variables} {{ {values_block([values])} }}"
    return list(read(store, StatementText, query))


def _in_positions(store: Store, nodes: Iterable[Iri], role: str) -> list[Iri]:
    query = _IN_POSITIONS.replace("ROLE", role)
    return [row.iri for row in read_of(store, _Found, query, nodes)]
