"""What `positions.html` shows: the table of actors by targets, and the sentences behind each cell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.graph.store import select
from kg.model import Polarity
from kg.pages.facts import StatementFact
from kg.questions.matrix import SIGNS

# A larger table cannot be read; those in most statements are shown.
MOST_HOLDERS, MOST_TARGETS = 40, 30
# Of a cell with more positions, the surest ones of each polarity are quoted.
_MOST_QUOTED = 20

_POSITIONS = """
SELECT DISTINCT ?holder ?target ?polarity ?act ?layer ?condition ?confidence ?statement ?first WHERE {
  ?position asg:holder ?holder ; asg:target ?target ; asg:polarity ?polarity ; asg:layer ?layer ;
    asg:confidence ?confidence ; asg:act/skos:prefLabel ?act ; asg:expressedIn ?statement .
  OPTIONAL { ?position asg:condition ?condition }
  OPTIONAL { ?statement asg:firstReport ?reported }
  BIND(COALESCE(?reported, ?statement) AS ?first)
}
"""
_NAMES = """
SELECT DISTINCT ?node ?name WHERE { VALUES ?node { %s } ?node schema:name ?name }
"""


@dataclass(frozen=True, slots=True)
class Count:
    """In how many statements a holder stands toward a target in one way."""

    polarity: str
    sign: str
    statements: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One position with the statement that expresses it; `condition` is "" where there is none."""

    count: Count
    act: str
    layer: str
    condition: str
    confidence: float
    statement: StatementFact


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: `counts` with the largest first, `quotes` in their order, and how many there are in all."""

    counts: list[Count]
    quotes: list[Quote]
    positions: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table; `rows` has a cell or None for each of `holders` and `targets`, which are names."""

    holders: list[str]
    targets: list[str]
    rows: list[list[MatrixCell | None]]
    holders_in_all: int
    targets_in_all: int


def position_matrix(store: Store, facts: list[StatementFact]) -> Matrix:
    """The holders and targets in most statements (echoes counted once), with what `facts` say of them."""
    positions: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in select(store, _POSITIONS):
        positions.setdefault((row["holder"], row["target"]), []).append(row)
    weights = {
        place: len({(row["polarity"], row["first"]) for row in rows}) for place, rows in positions.items()
    }
    targets = _strongest((target, weight) for (_, target), weight in weights.items())[:MOST_TARGETS]
    shown = frozenset(targets)
    holders = _strongest((one[0], weight) for one, weight in weights.items() if one[1] in shown)
    holders = holders[:MOST_HOLDERS]
    names = _names(store, {*holders, *targets})
    said = {fact.iri: fact for fact in facts}
    return Matrix(
        [names[one] for one in holders],
        [names[one] for one in targets],
        [[_cell(positions.get((holder, target), []), said) for target in targets] for holder in holders],
        len({holder for holder, _ in positions}),
        len({target for _, target in positions}),
    )


def _strongest(weights: Iterable[tuple[str, int]]) -> list[str]:
    summed: Counter[str] = Counter()
    for one, weight in weights:
        summed[one] += weight
    return sorted(summed, key=lambda one: (-summed[one], one))


def _names(store: Store, nodes: set[str]) -> dict[str, str]:
    query = _NAMES % " ".join(str(NamedNode(one)) for one in sorted(nodes))
    return {row["node"]: row["name"] for row in select(store, query)}


def _cell(rows: list[dict[str, str]], said: dict[str, StatementFact]) -> MatrixCell | None:
    if not rows:
        return None
    statements: dict[str, set[str]] = {}
    for row in rows:
        statements.setdefault(row["polarity"], set()).add(row["first"])
    counts = [Count(one, SIGNS[Polarity(one)], len(found)) for one, found in statements.items()]
    counts.sort(key=lambda one: (-one.statements, one.polarity))
    quotes: list[Quote] = []
    for count in counts:
        own = [_quote(row, count, said) for row in rows if row["polarity"] == count.polarity]
        own.sort(key=lambda one: (-one.confidence, one.statement.path, one.statement.place, one.act))
        quotes += own[:_MOST_QUOTED]
    return MatrixCell(counts, quotes, len(rows))


def _quote(row: dict[str, str], count: Count, said: dict[str, StatementFact]) -> Quote:
    return Quote(
        count, row["act"], row["layer"], row["condition"], float(row["confidence"]), said[row["statement"]]
    )
