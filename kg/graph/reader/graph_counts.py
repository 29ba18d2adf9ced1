"""The dataset as a whole in numbers, and what is in it most."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, Solution, read
from kg.graph.store import Store

_SAID = """
SELECT ?iri (COUNT(DISTINCT ?statement) AS ?count) WHERE { ?statement prov:wasAttributedTo ?iri }
GROUP BY ?iri
"""
_SHOWN = f"asg:confidence ?sure . FILTER(?sure >= {LEAST_SHOWN})"
_ABOUT = f"""
SELECT ?iri (COUNT(DISTINCT ?statement) AS ?count) WHERE {{
  {{ ?statement a asg:Statement ; schema:mentions ?iri }} UNION
  {{ ?position asg:target ?iri ; asg:expressedIn ?statement ; {_SHOWN} }}
  FILTER NOT EXISTS {{ ?statement prov:wasAttributedTo ?iri }}
}}
GROUP BY ?iri
"""
_QUOTED = """
SELECT ?iri (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  ?iri a schema:NewsArticle .
  OPTIONAL { ?statement prov:wasQuotedFrom ?iri . ?statement a asg:Statement }
}
GROUP BY ?iri
"""
_DATES = """
SELECT ?said ?published (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  ?statement a asg:Statement ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?statement schema:dateCreated ?said }
  OPTIONAL { ?article schema:datePublished ?published }
}
GROUP BY ?said ?published
"""
_POSITIONS = f"""
SELECT (COUNT(DISTINCT ?position) AS ?count) WHERE {{ ?position a asg:Position ; {_SHOWN} }}
"""
_COURSES = f"""
SELECT ?node (COUNT(DISTINCT ?statement) AS ?count) WHERE {{
  ?node a asg:CourseOfAction .
  ?position asg:target ?node ; asg:expressedIn ?statement ; {_SHOWN}
}}
GROUP BY ?node
HAVING (COUNT(DISTINCT ?statement) > 1)
ORDER BY DESC(?count) ?node
LIMIT %d
"""


@dataclass(frozen=True, slots=True)
class RankRow(Solution):
    """A statement with what it is ranked by."""

    WHERE: ClassVar[str] = """
    ?statement a asg:Statement ; asg:confidence ?confidence .
    OPTIONAL { ?statement prov:wasAttributedTo ?speaker }
    """

    statement: Iri
    confidence: float
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class CourseRow(Solution):
    """A course of action, and in how many statements it is a target."""

    node: Node
    count: int


@dataclass(frozen=True, slots=True)
class _Count(Solution):
    iri: Iri
    count: int


@dataclass(frozen=True, slots=True)
class _Dated(Solution):
    count: int
    said: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class _Number(Solution):
    count: int


def count_said(store: Store) -> dict[Iri, int]:
    """How many statements each actor made."""
    return _counts(store, _SAID)


def count_about(store: Store) -> dict[Iri, int]:
    """How many statements of others mention each node or take a shown position toward it."""
    return _counts(store, _ABOUT)


def count_quoted(store: Store) -> dict[Iri, int]:
    """How many statements each article has, 0 for one that has none."""
    return _counts(store, _QUOTED)


def count_courses(store: Store, most: int) -> list[CourseRow]:
    """The courses of action that are targets in the most statements, at least two, `most` at most."""
    return list(read(store, CourseRow, _COURSES % most))


def count_dates(store: Store) -> Counter[str]:
    """How many statements have which ISO 8601 date: of saying, else of publication; "" for none."""
    dates: Counter[str] = Counter()
    for row in read(store, _Dated, _DATES):
        dates[row.said or row.published] += row.count
    return dates


def count_positions(store: Store) -> int:
    """How many positions are shown."""
    (row,) = read(store, _Number, _POSITIONS)
    return row.count


def _counts(store: Store, query: str) -> dict[Iri, int]:
    return {row.iri: row.count for row in read(store, _Count, query)}
