"""What a question names, found in the graph: entities, statements, articles, courses of action, acts."""

from collections.abc import Iterable
from typing import Literal

from kg.acts.scheme import Scheme, scheme_of_triples
from kg.graph.reader.node_rows import ANode, Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri, Solution, rows, terms
from kg.graph.reader.statement_rows import CandidateRow
from kg.graph.store import Store
from kg.graph.vocabulary import SCHEME_GRAPH


class StatementText(Solution, frozen=True):
    """A statement's identifier and wording; `rows` finds it by `id`, or by `path`, `start` and `end`."""

    WHERE = """
    ?statement a asg:Statement ; schema:identifier ?id ; schema:text ?text ; asg:start ?start ; asg:end ?end ;
      prov:wasQuotedFrom/asg:path ?path .
    """
    ORDER = "?id"

    id: str
    text: str


class PathRow(Solution, frozen=True):
    """An article, and one of its paths."""

    WHERE = "?iri asg:path ?path"
    ORDER = "?path ?iri"

    iri: Iri
    path: str


class _Found(Solution, frozen=True):
    ORDER = "?iri"

    iri: Iri


def find_by_id(store: Store, identifier: str) -> list[Node]:
    """The actors, agreements, places and courses of action with this identifier."""
    return sorted(row.node for row in rows(store, ANode, "?node schema:identifier ?id", id=[identifier]))


def find_candidates(store: Store, statement: str) -> list[CandidateRow]:
    """Who may be the speaker of the statement with this identifier, the most likely first."""
    where = f"?statement a asg:Statement ; schema:identifier ?id . {CandidateRow.WHERE}"
    return list(rows(store, CandidateRow, where, id=[statement]))


def find_positions(store: Store, statement: str) -> list[PositionRow]:
    """All positions of the statement with this identifier, however sure; the surest first."""
    where = f"?statement a asg:Statement ; schema:identifier ?said . {PositionRow.WHERE}"
    found = rows(store, PositionRow, where, least=[0.0], said=[statement])
    return sorted(found, key=lambda row: (-row.confidence, row.id))


def find_courses(store: Store, stems: Iterable[str]) -> list[Iri]:
    """The courses of action in whose wording all `stems` stand, by IRI."""
    wanted = (terms([f" {stem} "]) for stem in sorted(set(stems)))
    filters = " ".join(f"FILTER(CONTAINS(?words, {one}))" for one in wanted)
    where = f"?iri a asg:CourseOfAction ; asg:searchText ?words . {filters}"
    return [row.iri for row in rows(store, _Found, where)] if filters else []


def find_in_positions(store: Store, nodes: Iterable[Iri], role: Literal["holder", "target"]) -> list[Iri]:
    """Those of `nodes`, and of the groups that they are members of, with this `role` in a position."""
    where = f"?iri schema:member? ?node . FILTER EXISTS {{ ?position asg:{role} ?iri }}"
    return [row.iri for row in rows(store, _Found, where, node=nodes)]


def scheme_of(store: Store) -> Scheme:
    """The scheme that the positions of a graph follow."""
    quads = store.quads_for_pattern(None, None, None, SCHEME_GRAPH)
    return scheme_of_triples((quad.triple for quad in quads), "of the graph")
