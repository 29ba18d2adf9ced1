"""What `positions.html` shows: the table of actors by targets, and the sentences behind each cell."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Store

from kg.graph.store import select
from kg.model import Polarity
from kg.pages.facts import Node, StatementFact, ask_of, make_node, read_statements
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
_NODES = """
SELECT DISTINCT ?node ?name ?type WHERE {
  VALUES ?node { %s }
  ?node schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
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
    """The table; `rows` has a cell or None for each of `holders` and `targets`."""

    holders: list[Node]
    targets: list[Node]
    rows: list[list[MatrixCell | None]]
    holders_in_all: int
    targets_in_all: int


def position_matrix(store: Store) -> Matrix:
    """The holders and targets in most statements (echoes counted once), with what is said."""
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
    nodes = {
        row["node"]: make_node(row["node"], row["name"], row["type"])
        for row in ask_of(store, _NODES, dict.fromkeys([*holders, *targets]))
    }
    surest = {
        (holder, target): _surest(positions[holder, target])
        for holder in holders
        for target in targets
        if (holder, target) in positions
    }
    said = read_statements(store, (row["statement"] for rows in surest.values() for row in rows))
    return Matrix(
        [nodes[one] for one in holders],
        [nodes[one] for one in targets],
        [
            [_cell(positions.get((one, other)), surest.get((one, other), []), said) for other in targets]
            for one in holders
        ],
        len({holder for holder, _ in positions}),
        len({target for _, target in positions}),
    )


def _strongest(weights: Iterable[tuple[str, int]]) -> list[str]:
    summed: Counter[str] = Counter()
    for one, weight in weights:
        summed[one] += weight
    return sorted(summed, key=lambda one: (-summed[one], one))


def _surest(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of a cell that are quoted."""
    ranked = sorted(rows, key=lambda row: (-float(row["confidence"]), row["statement"], row["act"]))
    taken: Counter[str] = Counter()
    chosen = []
    for row in ranked:
        taken[row["polarity"]] += 1
        if taken[row["polarity"]] <= _MOST_QUOTED:
            chosen.append(row)
    return chosen


def _cell(
    rows: list[dict[str, str]] | None, surest: list[dict[str, str]], said: dict[str, StatementFact]
) -> MatrixCell | None:
    if not rows:
        return None
    statements: dict[str, set[str]] = {}
    for row in rows:
        statements.setdefault(row["polarity"], set()).add(row["first"])
    counts = [Count(one, SIGNS[Polarity(one)], len(found)) for one, found in statements.items()]
    counts.sort(key=lambda one: (-one.statements, one.polarity))
    quotes = [
        _quote(row, count, said) for count in counts for row in surest if row["polarity"] == count.polarity
    ]
    return MatrixCell(counts, quotes, len(rows))


def _quote(row: dict[str, str], count: Count, said: dict[str, StatementFact]) -> Quote:
    return Quote(
        count, row["act"], row["layer"], row["condition"], float(row["confidence"]), said[row["statement"]]
    )
