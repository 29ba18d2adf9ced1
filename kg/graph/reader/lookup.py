"""What a question names, found in the graph: entities, statements, articles, courses of action, acts."""

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Literal

from kg.acts.scheme import Scheme, scheme_of_triples
from kg.graph.fragments import evidence_iri, span_of
from kg.graph.opened_store import kept_with
from kg.graph.reader.article_rows import paragraph_at, read_paragraphs
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri, Solution, rows, terms
from kg.graph.reader.statement_rows import CandidateRow
from kg.graph.store import Store
from kg.graph.text_index import has_index_file, text_index_of
from kg.graph.vocabulary import SCHEME_GRAPH, identifier_of, node
from kg.model import Span


class StatementText(Solution, frozen=True):
    """A statement and its wording."""

    WHERE = "?iri a asg:Statement ; schema:text ?text"
    ORDER = "?iri"

    iri: Iri
    text: str

    @property
    def id(self) -> str:
        """Its identifier."""
        return identifier_of(self.iri)


class PathRow(Solution, frozen=True):
    """An article, and one of its paths."""

    WHERE = "?iri asg:path ?path"
    ORDER = "?path ?iri"

    iri: Iri
    path: str


class _Path(Solution, frozen=True):
    WHERE = "?article asg:path ?path"
    ORDER = "?path"

    path: str


class _Begun(Solution, frozen=True):
    WHERE = "?statement prov:wasQuotedFrom ?article ; asg:contentEvidence ?place"

    article: Iri
    statement: Iri
    place: Iri


class _Found(Solution, frozen=True):
    ORDER = "?iri"

    iri: Iri


def find_by_id(store: Store, identifier: str) -> list[Node]:
    """The actors, agreements, places and courses of action with this identifier."""
    iris = (_iri(kind, identifier) for kind in ("actor", "agreement", "place", "course"))
    return sorted(rows(store, Node, iri=iris))


def find_statement(store: Store, identifier: str) -> list[StatementText]:
    """The statement with this identifier, if there is one."""
    return list(rows(store, StatementText, iri=[_iri("statement", identifier)]))


def find_statements_at(store: Store, path: str, start: int, end: int) -> list[StatementText]:
    """The statements whose content is `[start, end)`, in code points, of the article with this path."""
    if start >= end:
        return []
    articles = [row.iri for row in rows(store, PathRow, path=[path])]
    places = [Iri(evidence_iri(article, Span(start, end)).value) for article in articles]
    return list(
        rows(store, StatementText, f"{StatementText.WHERE} ; asg:contentEvidence ?place", place=places)
    )


def paths_with(store: Store, path: str) -> list[PathRow]:
    """The article with this path among its own; else the paths that contain it, in their order."""
    whole = list(rows(store, PathRow, path=[path]))
    part = f"{PathRow.WHERE} FILTER(CONTAINS(?path, {terms([path])}))"
    return whole or list(rows(store, PathRow, part))


def first_paths(store: Store, number: int) -> list[str]:
    """Some paths of articles, at most `number`."""
    return [row.path for row in islice(rows(store, _Path), number)]


def find_statements_in(store: Store, name: str, paragraph: int) -> list[StatementText]:
    """The statements that begin in the paragraph, counted from 1, of articles whose path ends in `name`."""
    ending = f"{PathRow.WHERE} FILTER(STRENDS(?path, {terms([name])}))"
    named = [row.iri for row in rows(store, PathRow, ending) if f"/{row.path}".endswith(f"/{name}")]
    paragraphs = read_paragraphs(store, dict.fromkeys(named))
    found = [
        row.statement
        for row in rows(store, _Begun, article=paragraphs)
        if paragraph_at(paragraphs[row.article], span_of(row.place).start) == paragraph
    ]
    return list(rows(store, StatementText, iri=found))


def articles_at(store: Store, path: str) -> list[Iri]:
    """The articles with this path, and those in the folder or in the file with this path, by IRI."""
    inside = " || ".join(f"STRSTARTS(?path, {terms([path + mark])})" for mark in "/#")
    where = f"?iri asg:path ?path FILTER(?path = {terms([path])} || {inside})"
    return [row.iri for row in rows(store, _Found, where)]


def articles_of_month(store: Store, month: str) -> list[Iri]:
    """The articles that were published in `month` (2020-02), by IRI."""
    published = "?iri a schema:NewsArticle ; schema:datePublished ?day"
    where = f"{published} FILTER(STRSTARTS(STR(?day), {terms([month])}))"
    return [row.iri for row in rows(store, _Found, where)]


def find_candidates(store: Store, statement: str) -> list[CandidateRow]:
    """Who may be the speaker of the statement with this identifier, the most likely first."""
    return list(rows(store, CandidateRow, statement=[_iri("statement", statement)]))


def find_positions(store: Store, statement: str) -> list[PositionRow]:
    """All positions of the statement with this identifier, however sure; the surest first."""
    found = rows(store, PositionRow, least=[0.0], statement=[_iri("statement", statement)])
    return sorted(found, key=lambda row: (-row.confidence, row.id))


def find_courses(store: Store, stems: Collection[str]) -> list[Iri]:
    """The courses of action in whose wording all `stems` stand, by IRI."""
    wanted = (terms([f" {stem} "]) for stem in sorted(set(stems)))
    filters = " ".join(f"FILTER(CONTAINS(?words, {one}))" for one in wanted)
    where = f"?iri asg:stems ?words . {filters}"
    # Where there is a search index, it tells which ones to look at.
    among = text_index_of(store).courses(stems) if has_index_file(store) else None
    found = rows(store, _Found, where, iri=map(Iri, among) if among is not None else None)
    return [row.iri for row in found] if filters else []


def find_in_positions(store: Store, nodes: Iterable[Iri], role: Literal["holder", "target"]) -> list[Iri]:
    """Those of `nodes`, and of the groups that they are members of, with this `role` in a position."""
    where = f"?iri schema:member? ?node . FILTER EXISTS {{ ?position asg:{role} ?iri }}"
    return [row.iri for row in rows(store, _Found, where, node=nodes)]


def find_with_groups(store: Store, nodes: Iterable[Iri]) -> list[Iri]:
    """`nodes`, and the groups that they are members of, by IRI."""
    return [row.iri for row in rows(store, _Found, "?iri schema:member? ?node", node=nodes)]


def scheme_of(store: Store) -> Scheme:
    """The scheme that the positions of a graph follow."""
    return kept_with(store, _read_scheme)


def _read_scheme(store: Store) -> Scheme:
    quads = store.quads_for_pattern(None, None, None, SCHEME_GRAPH)
    return scheme_of_triples((quad.triple for quad in quads), "of the graph")


def _iri(kind: str, identifier: str) -> Iri:
    return Iri(node(kind, identifier).value)
