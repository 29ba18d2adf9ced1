"""What the graph holds as a whole: numbers, who is most heard, what is most mentioned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from pyoxigraph import Store

from kg.graph.store import select
from kg.language.folding import fold
from kg.pages.charts import first_day
from kg.pages.entity_page import entity_nodes
from kg.pages.facts import ArticleFact, Node, StatementFact, batches, read_articles, read_statements

# Articles asked for in one query.
_BATCH = 400

_SAID = """
SELECT ?node (COUNT(DISTINCT ?statement) AS ?count) WHERE { ?statement prov:wasAttributedTo ?node }
GROUP BY ?node
"""
_ABOUT = """
SELECT ?node (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  { ?statement a asg:Statement ; schema:mentions ?node } UNION
  { ?position asg:target ?node ; asg:expressedIn ?statement }
  FILTER NOT EXISTS { ?statement prov:wasAttributedTo ?node }
}
GROUP BY ?node
"""
_FORMS = """
SELECT DISTINCT ?node ?form WHERE { ?node asg:foldedName ?form } ORDER BY ?node ?form
"""
_OFFICES = """
SELECT DISTINCT ?node ?office WHERE { ?role asg:roleOf ?node ; schema:roleName ?office }
ORDER BY ?node ?office
"""
_STATEMENTS = """
SELECT DISTINCT ?statement ?actor ?confidence WHERE {
  ?statement a asg:Statement ; asg:confidence ?confidence .
  OPTIONAL { ?statement prov:wasAttributedTo ?actor }
}
"""
_ARTICLES = """
SELECT DISTINCT ?article WHERE { ?article asg:path ?path }
"""
_QUOTED = """
SELECT ?article (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  ?statement a asg:Statement ; prov:wasQuotedFrom ?article
}
GROUP BY ?article
"""
_DATES = """
SELECT ?said ?published (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  ?statement a asg:Statement ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?statement schema:dateCreated ?said }
  OPTIONAL { ?article schema:datePublished ?published }
}
GROUP BY ?said ?published
"""
_POSITIONS = """
SELECT (COUNT(DISTINCT ?position) AS ?count) WHERE { ?position a asg:Position }
"""


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
    articles: list[tuple[ArticleFact, int]]
    dates: dict[str, int]
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
    offices: dict[str, list[str]] = {}
    for row in select(store, _OFFICES):
        offices.setdefault(row["node"], []).append(fold(row["office"]))
    nodes = [
        Weighted(
            node,
            said.get(node.iri, 0),
            about.get(node.iri, 0),
            tuple(forms.get(node.iri, ())),
            tuple(offices.get(node.iri, ())),
        )
        for kind in ("actor", "agreement")
        for node in entity_nodes(store, kind)
    ]
    nodes.sort(key=lambda one: (-one.weight, one.node.iri))
    counts = {row["article"]: int(row["count"]) for row in select(store, _QUOTED)}
    iris = (row["article"] for row in select(store, _ARTICLES))
    articles = sorted(
        (one for batch in batches(iris, _BATCH) for one in read_articles(store, batch).values()),
        key=lambda one: (one.path, one.iri),
    )
    dates: Counter[str] = Counter()
    for row in select(store, _DATES):
        dates[row["said"] or row["published"]] += int(row["count"])
    statements = dates.total()
    del dates[""]
    (positions,) = select(store, _POSITIONS)
    return Overview(
        nodes,
        [(one, counts.get(one.iri, 0)) for one in articles],
        {one: dates[one] for one in sorted(dates, key=first_day)},
        statements,
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
