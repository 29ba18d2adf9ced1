"""What the graph holds as a whole: numbers, who is most heard, what is most mentioned.

The numbers of articles, actors, agreements and statements are in a temporary file of SQLite, so memory does
not grow with the graph. Names and titles are read when a page needs them.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache

from kg.batches import batches
from kg.graph.reader.graph_counts import Counts, count_articles, list_articles, list_entities
from kg.graph.reader.node_rows import Node, read_forms, read_offices
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import ArticleRow, StatementRow, read_articles, read_statements
from kg.graph.store import Store
from kg.graph.vocabulary import kind_of
from kg.language.folding import fold
from kg.model import PartialDate, Polarity

# Articles that are counted at once; nodes and articles whose names are read at once.
_BATCH = 400
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE article (
  iri TEXT PRIMARY KEY, path TEXT, date TEXT DEFAULT '', day TEXT DEFAULT '', statements INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE node (
  iri TEXT PRIMARY KEY, kind TEXT, is_unnamed INTEGER, said INTEGER DEFAULT 0, about INTEGER DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE statement (iri TEXT, article TEXT, speaker TEXT, day TEXT, confidence REAL);
CREATE TABLE position (
  iri TEXT, statement TEXT, holder TEXT, target TEXT, polarity TEXT, is_shown INTEGER, confidence REAL
);
BEGIN;
"""
_WHOLE_DAY = len("2020-02-10")
_ENTITY = "kind IN ('actor', 'agreement')"
_CENTRAL = "said + about DESC, iri"
_SIDED = f"polarity IN ('{Polarity.SUPPORTS}', '{Polarity.OPPOSES}')"
# Actors without a name, such as “officials”, stand after those that have one.
_HEARD = "is_unnamed, said DESC, about DESC, iri"


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
class Actors:
    """How many actors there are: those that have a name, and apart those without, such as “officials”."""

    named: int
    unnamed: int
    speaking: int
    """Those of the named ones of whom there is a statement."""
    unnamed_speaking: int


class Overview:
    """The whole graph in numbers; `dates` says how many statements have which one, in order."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store, self._connection = store, connection
        self._count()
        self.articles, self.statements = self._sum("count(*), total(statements) FROM article")
        (self.nodes,) = self._sum(f"count(*) FROM node WHERE {_ENTITY}")
        named = "total(NOT is_unnamed), total(is_unnamed)"
        spoken = "total(NOT is_unnamed AND said > 0), total(is_unnamed AND said > 0)"
        self.actors = Actors(*self._sum(f"{named}, {spoken} FROM node WHERE kind = 'actor'"))
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
        """The actors, the most heard first, and after all others those without a name."""
        return self._weighted(f"kind = 'actor' ORDER BY {_HEARD}")

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

    def list_newest(self, most: int) -> list[tuple[str, ArticleRow, Iri]]:
        """The newest articles that have a date: the date, the article, the surest of its statements."""
        listed = self._connection.execute(
            """
            WITH newest AS (
              SELECT iri, path, date, day FROM article WHERE day <> '' ORDER BY day DESC, path LIMIT ?
            )
            SELECT newest.date, newest.iri, statement.iri, max(statement.confidence)
            FROM newest JOIN statement ON statement.article = newest.iri AND statement.speaker IS NOT NULL
            GROUP BY newest.iri ORDER BY newest.day DESC, newest.path
            """,
            (most,),
        ).fetchall()
        articles = read_articles(self._store, (Iri(iri) for _, iri, _, _ in listed))
        return [(date, articles[Iri(iri)], Iri(said)) for date, iri, said, _ in listed]

    def list_disputed(self, most: int) -> list[Iri]:
        """The targets that some holders support and others oppose, those of the most on both sides first."""
        query = f"""
        SELECT target, count(DISTINCT holder) AS holders,
          count(DISTINCT CASE polarity WHEN '{Polarity.SUPPORTS}' THEN holder END) AS supporting,
          count(DISTINCT CASE polarity WHEN '{Polarity.OPPOSES}' THEN holder END) AS against
        FROM position WHERE is_shown AND holder <> target AND {_SIDED} GROUP BY target
        HAVING supporting > 0 AND against > 0 AND holders > 1
        ORDER BY min(supporting, against) DESC, supporting + against DESC, target LIMIT {most}
        """
        return [Iri(iri) for iri, _, _, _ in self._connection.execute(query)]

    def list_sides(self, target: Iri) -> list[tuple[Polarity, Iri, Iri]]:
        """Who supports or opposes `target`, with the surest statement that says so; the surest first."""
        query = f"""
        SELECT polarity, holder, statement, max(confidence) AS sure FROM position
        WHERE is_shown AND holder <> target AND target = ? AND {_SIDED} GROUP BY polarity, holder
        ORDER BY sure DESC, holder
        """
        found = self._connection.execute(query, (target,))
        return [(Polarity(polarity), Iri(holder), Iri(said)) for polarity, holder, said, _ in found]

    def list_opponents(self, most: int) -> list[tuple[Iri, Iri, Iri, int]]:
        """Who opposes which actor: both, the surest statement that says so, and in how many statements."""
        query = f"""
        SELECT holder, target, statement, count(DISTINCT statement) AS statements, max(confidence) AS sure
        FROM position JOIN node ON node.iri = target AND node.kind = 'actor'
        WHERE is_shown AND holder <> target AND polarity = '{Polarity.OPPOSES}' GROUP BY holder, target
        ORDER BY statements DESC, sure DESC, holder, target LIMIT {most}
        """
        found = self._connection.execute(query)
        return [(Iri(holder), Iri(target), Iri(said), count) for holder, target, said, count, _ in found]

    def days_of(self, speaker: Iri) -> list[str]:
        """The first days of all dates of the statements of `speaker`, in order."""
        query = "SELECT day FROM statement WHERE speaker = ? AND day <> '' ORDER BY day"
        return [day for (day,) in self._connection.execute(query, (speaker,))]

    def _count(self) -> None:
        """Count all that is in the graph, some articles at a time."""
        dates: Counter[str] = Counter()
        self.positions = self.less_sure = 0
        put = self._connection.executemany
        put("INSERT OR IGNORE INTO article (iri, path) VALUES (?, ?)", _pairs(self._store))
        entities = ((one.iri, kind_of(one.iri), one.is_unnamed) for one in list_entities(self._store))
        put("INSERT OR IGNORE INTO node (iri, kind, is_unnamed) VALUES (?, ?, ?)", entities)
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
        said = (
            (one.statement, one.article, one.speaker, _day(one.date), one.confidence)
            for one in found.statements
        )
        put("INSERT INTO statement VALUES (?, ?, ?, ?, ?)", said)
        taken = (
            (one.iri, one.statement, one.holder, one.target, one.polarity, one.is_shown, one.confidence)
            for one in found.positions
        )
        put("INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?)", taken)
        # An article is as new as its publication, else as the last day on which something in it was said.
        dates: dict[Iri, str] = {}
        for one in found.statements:
            # Many an article mentions a year that is long past.
            told = one.said if len(one.said) == _WHOLE_DAY else ""
            dates[one.article] = max(dates.get(one.article, ""), one.published or told, key=_day)
        dated = ((date, _day(date), iri) for iri, date in dates.items())
        put("UPDATE article SET date = ?, day = ? WHERE iri = ?", dated)
        quoted, heard = ([(count, iri) for iri, count in one.items()] for one in (found.quoted, found.said))
        put("UPDATE article SET statements = ? WHERE iri = ?", quoted)
        put("UPDATE node SET said = said + ? WHERE iri = ?", heard)
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


@lru_cache(maxsize=4096)
def _day(date: str) -> str:
    """The first day of a date in ISO 8601; "" for none."""
    return PartialDate(date).first_day.isoformat() if date else ""


def _pairs(store: Store) -> Iterator[tuple[str, str]]:
    return ((one.iri, one.path) for one in list_articles(store))
