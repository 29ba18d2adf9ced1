"""What the first page shows: what is new, who disagrees, what is quoted most, who is heard most and when."""

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_lists import ReportedRow
from kg.graph.reader.statement_rows import ArticleRow, StatementRow, read_statements
from kg.graph.store import Store
from kg.model import Polarity
from kg.pages.charts import Timeline, timeline
from kg.pages.overview import Overview, Weighted
from kg.pages.sparks import Spark, enough_dated, recent, spark

MOST_TOP = 12
_MOST_NEW, _MOST_DISPUTED, _MOST_OPPONENTS, _MOST_QUOTED = 6, 6, 8, 6
# On each side of what is disputed.
_MOST_ON_SIDE = 3


@dataclass(frozen=True, slots=True)
class New:
    """An article with the surest of its statements that have a speaker.

    `date`, in ISO 8601, is that of its publication, else of the last of its statements.
    """

    date: str
    article: ArticleRow
    statement: StatementRow


@dataclass(frozen=True, slots=True)
class Side:
    """Who supports or opposes something: the first of them with a statement, and how many there are."""

    first: list[tuple[Node, StatementRow]]
    in_all: int


@dataclass(frozen=True, slots=True)
class Disputed:
    """What some support and others oppose."""

    target: Node
    supporting: Side
    opposing: Side


@dataclass(frozen=True, slots=True)
class Opponent:
    """An actor who opposes another one, in how many statements, and the surest of these."""

    holder: Node
    target: Node
    statement: StatementRow
    statements: int


@dataclass(frozen=True, slots=True)
class Heard:
    """An actor with the number of statements, and when they were said."""

    one: Weighted
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What the first page shows. `chart` is None where too few statements have a date for it."""

    new: list[New]
    disputed: list[Disputed]
    opponents: list[Opponent]
    quoted: list[tuple[StatementRow, int]]
    """Statements that several articles report, each with the number of articles."""
    heard: list[Heard]
    chart: Timeline | None
    dated: int
    long_before: int
    """The dated statements that the chart leaves out, for they are long before all others."""


def first_page(store: Store, overview: Overview) -> FirstPage:
    """What the first page shows of the graph in `store`."""
    newest = overview.list_newest(_MOST_NEW)
    sides = {target: overview.list_sides(target) for target in overview.list_disputed(_MOST_DISPUTED)}
    opponents = overview.list_opponents(_MOST_OPPONENTS)
    reported = ((row.count, row.first) for row in rows(store, ReportedRow) if row.count > 1)
    quoted = sorted(nlargest(_MOST_QUOTED, reported), key=lambda one: (-one[0], one[1]))
    wanted = [said for _, _, said in newest] + [said for own in sides.values() for _, _, said in own]
    wanted += [said for _, _, said, _ in opponents] + [first for _, first in quoted]
    said = read_statements(store, wanted)
    ends = {*sides, *(holder for own in sides.values() for _, holder, _ in own)}
    ends |= {end for one in opponents for end in one[:2]}
    nodes = {one.iri: one for one in rows(store, Node, iri=sorted(ends))}

    def side(found: list[tuple[Polarity, Iri, Iri]], polarity: Polarity) -> Side:
        own = [(nodes[holder], said[iri]) for way, holder, iri in found if way is polarity]
        return Side(own[:_MOST_ON_SIDE], len(own))

    dated, drawn = sum(overview.dates.values()), recent(overview.dates)
    return FirstPage(
        [New(date, article, said[iri]) for date, article, iri in newest],
        [
            Disputed(nodes[target], side(own, Polarity.SUPPORTS), side(own, Polarity.OPPOSES))
            for target, own in sides.items()
        ],
        [Opponent(nodes[one], nodes[other], said[iri], count) for one, other, iri, count in opponents],
        [(said[iri], count) for count, iri in quoted],
        _heard(overview),
        timeline(drawn) if enough_dated(dated, overview.statements) else None,
        dated,
        dated - sum(drawn.values()),
    )


def _heard(overview: Overview) -> list[Heard]:
    """The most heard actors, their sparks over the same time."""
    top = [one for one in islice(overview.list_actors(), MOST_TOP) if one.said]
    days = {one.node.iri: overview.days_of(one.node.iri) for one in top}
    counts = Counter(day for own in days.values() for day in own)
    known = list(recent({day: counts[day] for day in sorted(counts)}))
    if not known:
        return [Heard(one, None) for one in top]
    return [Heard(one, spark(days[one.node.iri], known[0], known[-1])) for one in top]
