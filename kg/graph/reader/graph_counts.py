"""The dataset as a whole in numbers, and what is in it most: of what was said as speech."""

from collections import Counter

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, Solution, rows
from kg.graph.reader.taken import SAID
from kg.graph.store import Store
from kg.model import Layer

_IS_SAID = SAID.pattern()
_SAID = f"?statement prov:wasAttributedTo ?iri . {_IS_SAID}"
_SHOWN = f'asg:layer "{Layer.SPEECH}" ; asg:confidence ?sure . FILTER(?sure >= {LEAST_SHOWN})'
_LESS_SURE = _SHOWN.replace(">=", "<")
_ABOUT = f"""
{{ ?statement a asg:Statement ; schema:mentions ?iri . {_IS_SAID} }} UNION
{{ ?position asg:target ?iri ; asg:expressedIn ?statement ; {_SHOWN} {_IS_SAID} }}
FILTER NOT EXISTS {{ ?statement prov:wasAttributedTo ?iri }}
"""
_TARGETS = f"""
?iri asg:stems ?stems .
?position asg:target ?iri ; asg:expressedIn ?statement ; {_SHOWN}
{_IS_SAID}
"""
_QUOTED = f"?statement prov:wasQuotedFrom ?iri ; a asg:Statement . {_IS_SAID}"


class RankRow(Solution, frozen=True):
    """A statement with what it is ranked by."""

    WHERE = f"""
    ?statement a asg:Statement ; asg:confidence ?confidence .
    OPTIONAL {{ ?statement prov:wasAttributedTo ?speaker }}
    {_IS_SAID}
    """

    statement: Iri
    confidence: float
    speaker: str = ""


class _Count(Solution, frozen=True):
    COUNTS = "?statement"

    iri: Iri
    count: int


class _Article(Solution, frozen=True):
    WHERE = "?iri a schema:NewsArticle"
    ORDER = "?iri"

    iri: Iri


class _Dated(Solution, frozen=True):
    WHERE = f"""
    ?statement a asg:Statement ; prov:wasQuotedFrom ?article .
    OPTIONAL {{ ?statement schema:dateCreated ?said }}
    OPTIONAL {{ ?article schema:datePublished ?published }}
    {_IS_SAID}
    """
    COUNTS = "?statement"

    count: int
    said: str = ""
    published: str = ""


class _Positions(Solution, frozen=True):
    WHERE = f"?position asg:expressedIn ?statement ; {_SHOWN} {_IS_SAID}"
    COUNTS = "?position"

    count: int


def count_said(store: Store) -> dict[Iri, int]:
    """How many statements each actor made."""
    return _counts(store, _SAID)


def count_about(store: Store) -> dict[Iri, int]:
    """How many statements of others mention each node or take a shown position toward it."""
    return _counts(store, _ABOUT)


def count_quoted(store: Store) -> dict[Iri, int]:
    """How many statements each article has, 0 for one that has none."""
    articles = dict.fromkeys((row.iri for row in rows(store, _Article)), 0)
    return articles | _counts(store, _QUOTED)


def count_courses(store: Store, most: int) -> list[tuple[Node, int]]:
    """The courses of action that are targets in the most statements, at least two, `most` at most."""
    counts = {iri: count for iri, count in _counts(store, _TARGETS).items() if count > 1}
    first = sorted(counts, key=lambda iri: (-counts[iri], iri))[:most]
    nodes = {node.iri: node for node in rows(store, Node, iri=first)}
    return [(nodes[iri], counts[iri]) for iri in first]


def count_dates(store: Store) -> Counter[str]:
    """How many statements have which ISO 8601 date: of saying, else of publication; "" for none."""
    dates: Counter[str] = Counter()
    for row in rows(store, _Dated):
        dates[row.said or row.published] += row.count
    return dates


def count_positions(store: Store) -> int:
    """How many positions that somebody takes by speaking are shown."""
    (row,) = rows(store, _Positions)
    return row.count


def count_less_sure(store: Store) -> int:
    """How many that somebody takes by speaking are not, for they are less sure."""
    pattern = f"?position asg:expressedIn ?statement ; {_LESS_SURE} {_IS_SAID}"
    (row,) = rows(store, _Positions, pattern)
    return row.count


def _counts(store: Store, where: str) -> dict[Iri, int]:
    return {row.iri: row.count for row in rows(store, _Count, where)}
