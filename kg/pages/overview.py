"""What the graph holds as a whole: numbers, who is most heard and most mentioned, and what search reads."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from pyoxigraph import Store

from kg.graph.store import select
from kg.pages.entities import entity_nodes
from kg.pages.facts import ArticleFact, Node, StatementFact, read_articles, read_statements

# Bytes of the data for search: with them a page stays well under five megabytes.
_SEARCH_BYTES = 3_000_000
# Names take at most this share of them.
_NAMES_SHARE = 0.4
# Code points of a statement that search shows.
_LONGEST = 240

_SAID = """
SELECT ?node (COUNT(DISTINCT ?statement) AS ?count) WHERE { ?statement prov:wasAttributedTo ?node }
GROUP BY ?node
"""
_ABOUT = """
SELECT ?node (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  { ?statement a asg:Statement ; schema:mentions ?node } UNION
  { ?position asg:target ?node ; asg:expressedIn ?statement }
}
GROUP BY ?node
"""
_FORMS = """
SELECT DISTINCT ?node ?form WHERE { ?node asg:foldedName ?form } ORDER BY ?node ?form
"""
_STATEMENTS = """
SELECT DISTINCT ?statement ?actor ?confidence WHERE {
  ?statement a asg:Statement ; asg:confidence ?confidence .
  OPTIONAL { ?statement prov:wasAttributedTo ?actor }
}
"""
_ARTICLES = """
SELECT ?article (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  ?article asg:path ?path .
  OPTIONAL { ?statement prov:wasQuotedFrom ?article . ?statement a asg:Statement }
}
GROUP BY ?article
"""
_DAYS = """
SELECT DISTINCT ?statement ?from ?published WHERE {
  ?statement a asg:Statement ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?statement asg:saidFrom ?from }
  OPTIONAL { ?article schema:datePublished ?published }
}
"""
_POSITIONS = """
SELECT (COUNT(DISTINCT ?position) AS ?count) WHERE { ?position a asg:Position }
"""


@dataclass(frozen=True, slots=True)
class Weighted:
    """An actor or agreement, how many statements are by it and how many about it, and its folded names."""

    node: Node
    said: int
    about: int
    forms: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How central it is."""
        return self.said + self.about


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole graph in numbers; `days` are those of the statements that have one, in order.

    `nodes` come with the most central first, `articles` in the order of their paths, each with the number
    of its statements.
    """

    nodes: list[Weighted]
    articles: list[tuple[ArticleFact, int]]
    days: list[str]
    statements: int
    positions: int

    @property
    def actors(self) -> list[Weighted]:
        """The actors, the most heard first."""
        found = [one for one in self.nodes if one.node.kind != "agreement"]
        return sorted(found, key=lambda one: (-one.said, -one.about, one.node.iri))

    @property
    def agreements(self) -> list[Weighted]:
        """The agreements, the most mentioned first."""
        return [one for one in self.nodes if one.node.kind == "agreement"]


def read_overview(store: Store) -> Overview:
    """What `store` holds."""
    said = {row["node"]: int(row["count"]) for row in select(store, _SAID)}
    about = {row["node"]: int(row["count"]) for row in select(store, _ABOUT)}
    forms: dict[str, list[str]] = {}
    for row in select(store, _FORMS):
        forms.setdefault(row["node"], []).append(row["form"])
    nodes = [
        Weighted(node, said.get(node.iri, 0), about.get(node.iri, 0), tuple(forms.get(node.iri, ())))
        for kind in ("actor", "agreement")
        for node in entity_nodes(store, kind)
    ]
    nodes.sort(key=lambda one: (-one.weight, one.node.iri))
    counts = {row["article"]: int(row["count"]) for row in select(store, _ARTICLES)}
    articles = sorted(read_articles(store, counts).values(), key=lambda one: (one.path, one.iri))
    days = [row["from"] or row["published"] for row in select(store, _DAYS)]
    (positions,) = select(store, _POSITIONS)
    return Overview(
        nodes,
        [(one, counts[one.iri]) for one in articles],
        sorted(day for day in days if day),
        len(days),
        int(positions["count"]),
    )


def central_statements(store: Store, actors: Iterable[str], most: int) -> dict[str, StatementFact]:
    """At most `most` statements by IRI: those of `actors` first, among them the surest first."""
    first = frozenset(actors)
    rows = nlargest(
        most,
        select(store, _STATEMENTS),
        key=lambda row: (row["actor"] in first, float(row["confidence"]), row["statement"]),
    )
    return read_statements(store, (row["statement"] for row in rows))


def search_data(overview: Overview, statements: Iterable[StatementFact]) -> dict[str, Any]:
    """Names, articles and statements for the search of `index.html`, within its bytes.

    Rows refer to names and articles by their place. `left_out` says how many names, articles and
    statements there was no room for.
    """
    names, articles, rows = [], [], []
    places: dict[str, int] = {}
    room = int(_SEARCH_BYTES * _NAMES_SHARE)
    for one in overview.nodes:
        row = [one.node.name[:_LONGEST], one.node.kind, one.node.page, one.weight, _folded(one.forms)]
        room -= _size(row)
        if room < 0:
            break
        places[one.node.iri] = len(names)
        names.append(row)
    numbers: dict[str, int] = {}
    room = _SEARCH_BYTES - int(_SEARCH_BYTES * _NAMES_SHARE)
    for fact in statements:
        speaker = places.get(fact.speaker.iri, -1) if fact.speaker else -1
        mentioned = [places[node.iri] for node in fact.mentions if node.iri in places]
        article = numbers.get(fact.article.iri, len(articles))
        entry = [fact.article.title[:_LONGEST], fact.article.page, fact.article.published]
        row = [fact.text[:_LONGEST], speaker, article, fact.id, fact.said_on, mentioned]
        room -= _size(row) + (_size(entry) if article == len(articles) else 0)
        if room < 0:
            break
        if article == len(articles):
            numbers[fact.article.iri] = article
            articles.append(entry)
        rows.append(row)
    for one, _ in overview.articles:
        entry = [one.title[:_LONGEST], one.page, one.published]
        room -= _size(entry)
        if one.iri not in numbers and room > 0:
            articles.append(entry)
    left_out = [
        len(overview.nodes) - len(names),
        len(overview.articles) - len(articles),
        overview.statements - len(rows),
    ]
    return {"names": names, "articles": articles, "statements": rows, "left_out": left_out}


def _folded(forms: tuple[str, ...]) -> str:
    return " | ".join(forms)[: 2 * _LONGEST]


def _size(row: list[Any]) -> int:
    """Bytes of `row` in the page."""
    return len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")) + 1
