"""What the graph holds as a whole: numbers, who is most heard, what is most mentioned."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from kg.graph.reader.graph_counts import (
    RankRow,
    count_about,
    count_dates,
    count_less_sure,
    count_positions,
    count_quoted,
    count_said,
)
from kg.graph.reader.node_rows import Node, list_nodes, read_forms, read_offices
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import ArticleRow, StatementRow, read_articles, read_statements
from kg.graph.store import Store
from kg.language.folding import fold
from kg.model import PartialDate


@dataclass(frozen=True, slots=True)
class Weighted:
    """A node, how many statements are by it and how many by others about it; folded names and offices."""

    node: Node
    said: int
    about: int
    forms: tuple[str, ...]
    offices: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How central it is."""
        return self.said + self.about


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole graph in numbers; `dates` says how many statements have which one, in order.

    `nodes` come with the most central first, `articles` in the order of their paths, each with the number
    of its statements.
    """

    nodes: list[Weighted]
    articles: list[tuple[ArticleRow, int]]
    dates: dict[str, int]
    statements: int
    positions: int
    less_sure: int
    """How many positions are not sure enough to be among them."""

    @property
    def actors(self) -> list[Weighted]:
        """The actors, the most heard first."""
        found = [one for one in self.nodes if one.node.kind == "actor"]
        return sorted(found, key=lambda one: (-one.said, -one.about, one.node.iri))

    @property
    def agreements(self) -> list[Weighted]:
        """The agreements, the most mentioned first."""
        return [one for one in self.nodes if one.node.kind == "agreement"]


def read_overview(store: Store) -> Overview:
    """What `store` holds."""
    said, about = count_said(store), count_about(store)
    forms, offices = read_forms(store), read_offices(store)
    nodes = [
        Weighted(
            node,
            said.get(node.iri, 0),
            about.get(node.iri, 0),
            tuple(forms.get(node.iri, ())),
            tuple(fold(one) for one in offices.get(node.iri, ())),
        )
        for kind in ("actor", "agreement")
        for node in list_nodes(store, kind)
    ]
    counts = count_quoted(store)
    articles = sorted(read_articles(store, counts).values(), key=lambda one: (one.path, one.iri))
    dates = count_dates(store)
    statements = dates.total()
    del dates[""]
    return Overview(
        sorted(nodes, key=lambda one: (-one.weight, one.node.iri)),
        [(one, counts[one.iri]) for one in articles],
        {one: dates[one] for one in sorted(dates, key=lambda one: PartialDate(one).first_day)},
        statements,
        count_positions(store),
        count_less_sure(store),
    )


def central_statements(store: Store, actors: Iterable[Iri], most: int) -> dict[Iri, StatementRow]:
    """At most `most` statements by IRI: those of `actors` first, among them the surest first."""
    first = frozenset(actors)
    ranked = rows(store, RankRow)
    taken = nlargest(most, ranked, key=lambda row: (row.speaker in first, row.confidence, row.statement))
    return read_statements(store, (row.statement for row in taken))
