"""What the graph holds as a whole: numbers, who is most heard, what is most mentioned.

The numbers of articles, actors, agreements and statements are in a temporary file of SQLite, so memory does
not grow with the graph. Names and titles are read when a page needs them.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from kg.batches import batches
from kg.graph.reader.graph_counts import Counts, count_articles, list_articles, list_entities
from kg.graph.reader.node_rows import Node, read_forms, read_offices
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import ArticleRow, StatementRow, read_articles, read_statements
from kg.graph.store import Store
from kg.graph.vocabulary import kind_of
from kg.language.folding import fold
from kg.model import PartialDate

# Articles that are counted at once; nodes and articles whose names are read at once.
_BATCH = 400
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE article (iri TEXT PRIMARY KEY, path TEXT, statements INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE node (
  iri TEXT PRIMARY KEY, kind TEXT, said INTEGER DEFAULT 0, about INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE statement (iri TEXT, speaker TEXT, confidence REAL);
CREATE TABLE position (iri TEXT, holder TEXT, target TEXT, is_shown INTEGER, confidence REAL);
BEGIN;
"""
_ENTITY = "kind IN ('actor', 'agreement')"
_CENTRAL = "said + about DESC, iri"


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


class Overview:
    """The whole graph in numbers; `dates` says how many statements have which one, in order."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store, self._connection = store, connection
        self._count()
        self.articles, self.statements = self._sum("count(*), total(statements) FROM article")
        self.nodes, self.speakers = self._sum(f"count(*), total(said > 0) FROM node WHERE {_ENTITY}")
        (self.positions_in_all,) = self._sum("count(*) FROM position")
        (self.agreements,) = self._sum("count(*) FROM node WHERE kind = 'agreement'")

    def list_articles(self, *, richest: bool = False) -> Iterator[tuple[ArticleRow, int]]:
        """The articles with the numbers of their statements, by path, or those with most statements first."""
        order = "statements DESC, path, iri" if richest else "path, iri"
        listed = self._connection.execute(f"SELECT iri, statements FROM article ORDER BY {order}")
        for batch in batches(listed, _BATCH):
            found = read_articles(self._store, (Iri(iri) for iri, _ in batch))
            yield from ((found[iri], count) for iri, count in batch)

    def article_iris(self, among: Container[Iri]) -> Iterator[Iri]:
        """The articles that are `among` these, by path."""
        listed = self._connection.execute("SELECT iri FROM article ORDER BY path, iri")
        return (iri for (text,) in listed if (iri := Iri(text)) in among)

    def count_pages(self, among: Container[Iri]) -> int:
        """How many articles, actors and agreements are `among` these."""
        listed = self._connection.execute(
            f"SELECT iri FROM article UNION ALL SELECT iri FROM node WHERE {_ENTITY}"
        )
        return sum(Iri(iri) in among for (iri,) in listed)

    def list_central(self) -> Iterator[Weighted]:
        """The actors and agreements, the most central first."""
        return self._weighted(f"{_ENTITY} ORDER BY {_CENTRAL}")

    def list_nodes(self, among: Container[Iri]) -> Iterator[Node]:
        """The actors and agreements that are `among` these, the most central first."""
        listed = self._connection.execute(f"SELECT iri FROM node WHERE {_ENTITY} ORDER BY {_CENTRAL}")
        for batch in batches((iri for (text,) in listed if (iri := Iri(text)) in among), _BATCH):
            found = {one.iri: one for one in rows(self._store, Node, iri=batch)}
            yield from (found[iri] for iri in batch)

    def list_actors(self) -> Iterator[Weighted]:
        """The actors, the most heard first."""
        return self._weighted("kind = 'actor' ORDER BY said DESC, about DESC, iri")

    def list_agreements(self) -> Iterator[Weighted]:
        """The agreements, the most mentioned first."""
        return self._weighted(f"kind = 'agreement' ORDER BY {_CENTRAL}")

    def list_courses(self, most: int) -> list[Weighted]:
        """The courses of action that are targets in the most statements, at least two, `most` at most."""
        return list(self._weighted(f"kind = 'course' AND about > 1 ORDER BY about DESC, iri LIMIT {most}"))

    def central_statements(self, most: int, actors: int) -> list[StatementRow]:
        """At most `most` statements: first those of the `actors` most central nodes, the surest first."""
        listed = self._connection.execute(
            f"""
            WITH first AS (SELECT iri FROM node WHERE {_ENTITY} ORDER BY {_CENTRAL} LIMIT {actors})
            SELECT iri FROM statement
            ORDER BY coalesce(speaker, '') IN (SELECT iri FROM first) DESC, confidence DESC, iri DESC
            LIMIT {most}
            """
        )
        return list(read_statements(self._store, (Iri(iri) for (iri,) in listed)).values())

    def central_positions(self, most: int, ends: int) -> list[Iri]:
        """At most `most` positions, of both layers and however sure.

        First come those of the `ends` most frequent holders toward as many targets, the surest first.
        """

        def frequent(end: str) -> str:
            counted = f"SELECT {end} FROM position WHERE is_shown GROUP BY {end}"
            return f"{end} IN (SELECT {end} FROM ({counted} ORDER BY count(*) DESC, {end} LIMIT {ends}))"

        query = f"""
        SELECT iri FROM position
        ORDER BY {frequent("holder")} AND {frequent("target")} DESC, confidence DESC, iri LIMIT {most}
        """
        return [Iri(iri) for (iri,) in self._connection.execute(query)]

    def _count(self) -> None:
        """Count all that is in the graph, some articles at a time."""
        dates: Counter[str] = Counter()
        self.positions = self.less_sure = 0
        put = self._connection.executemany
        put("INSERT OR IGNORE INTO article (iri, path) VALUES (?, ?)", _pairs(self._store))
        entities = ((iri, kind_of(iri)) for iri in list_entities(self._store))
        put("INSERT OR IGNORE INTO node (iri, kind) VALUES (?, ?)", entities)
        after = ""
        while batch := self._next_articles(after):
            after = batch[-1]
            found = count_articles(self._store, batch)
            self._add(found)
            dates += found.dates
            self.positions += found.shown
            self.less_sure += found.less_sure
        del dates[""]
        self.dates = {
            one: dates[one] for one in sorted(dates, key=lambda one: (PartialDate(one).first_day, one))
        }

    def _next_articles(self, after: str) -> list[Iri]:
        query = "SELECT iri FROM article WHERE iri > ? ORDER BY iri LIMIT ?"
        return [Iri(iri) for (iri,) in self._connection.execute(query, (after, _BATCH))]

    def _add(self, found: Counts) -> None:
        put = self._connection.executemany
        ranked = ((one.statement, one.speaker, one.confidence) for one in found.statements)
        put("INSERT INTO statement VALUES (?, ?, ?)", ranked)
        taken = ((one.iri, one.holder, one.target, one.is_shown, one.confidence) for one in found.positions)
        put("INSERT INTO position VALUES (?, ?, ?, ?, ?)", taken)
        quoted, said = ([(count, iri) for iri, count in one.items()] for one in (found.quoted, found.said))
        put("UPDATE article SET statements = ? WHERE iri = ?", quoted)
        put("UPDATE node SET said = said + ? WHERE iri = ?", said)
        courses = ((iri, "course") for iri in found.about if kind_of(iri) == "course")
        put("INSERT OR IGNORE INTO node (iri, kind) VALUES (?, ?)", courses)
        about = ((count, iri) for iri, count in found.about.items())
        put("UPDATE node SET about = about + ? WHERE iri = ?", about)

    def _sum(self, query: str) -> list[int]:
        return [int(one) for one in self._connection.execute(f"SELECT {query}").fetchone()]

    def _weighted(self, where: str) -> Iterator[Weighted]:
        listed = self._connection.execute(f"SELECT iri, said, about FROM node WHERE {where}")
        for batch in batches(listed, _BATCH):
            iris = [Iri(iri) for iri, _, _ in batch]
            nodes = {one.iri: one for one in rows(self._store, Node, iri=iris)}
            forms, offices = read_forms(self._store, iris), read_offices(self._store, iris)
            for iri, said, about in batch:
                folded = tuple(fold(one) for one in offices.get(iri, ()))
                yield Weighted(nodes[iri], said, about, tuple(forms.get(iri, ())), folded)


@contextmanager
def read_overview(store: Store) -> Iterator[Overview]:
    """What `store` holds."""
    # A database without a name is a temporary file, which goes with the connection.
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.executescript(_TABLES)
        yield Overview(store, connection)


def _pairs(store: Store) -> Iterator[tuple[str, str]]:
    return ((one.iri, one.path) for one in list_articles(store))
