"""What the pages of actors and agreements show: said by, to and about them, and what they are called."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Store

from kg.graph.store import select
from kg.graph.vocabulary import CORRECTIONS_GRAPH, ENTITIES_GRAPH
from kg.model import Polarity
from kg.pages.facts import ArticleFact, Node, ask_of, batches, make_node, read_articles
from kg.questions.matrix import SIGNS

# Nodes asked for in one set of queries.
_BATCH = 100
# What a reader takes in at once; a table says how many more there are.
MOST_ROWS = 60
_MOST_SOURCES = 5
# Graphs that are no article's.
_NO_ARTICLES = {ENTITIES_GRAPH.value: "the registry", CORRECTIONS_GRAPH.value: "a correction"}

_NODES = """
SELECT DISTINCT ?node ?name ?type WHERE {
  ?node a %s ; schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?node
"""
_STATEMENTS = """
SELECT DISTINCT ?node ?statement ?start ?path ?published ?said ?from WHERE {
  VALUES ?node { %s }
  {roles} ;
    asg:start ?start ; prov:wasQuotedFrom ?article .
  ?article asg:path ?path .
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?statement schema:dateCreated ?said }
  OPTIONAL { ?statement asg:saidFrom ?from }
}
"""
ROLES = ("said", "heard", "about")
"""How a statement is a node's: by it, to it, about it."""

# How the store tells; of a statement the first holds. A UNION would be joined only when it is whole.
_PATTERNS = (
    ("said", "?statement prov:wasAttributedTo ?node"),
    ("heard", "?action schema:recipient ?node ; schema:object ?statement . ?statement a asg:Statement"),
    ("about", "?statement schema:mentions ?node"),
    ("about", "?position asg:target ?node ; asg:expressedIn ?statement . ?statement a asg:Statement"),
)
_FORMS = """
SELECT ?node ?form ?article WHERE {
  VALUES ?node { %s }
  GRAPH ?article { ?node schema:alternateName ?form }
}
ORDER BY ?node ?form ?article
"""
_OFFICES = """
SELECT DISTINCT ?node ?text ?article ?start WHERE {
  VALUES ?node { %s }
  ?resource asg:roleOf ?node ; schema:roleName ?text ;
    prov:wasQuotedFrom ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
}
ORDER BY ?node ?text ?article ?start
"""
_FACTS = """
SELECT DISTINCT ?node ?property ?text ?article ?start WHERE {
  VALUES ?node { %s }
  ?resource asg:factOf ?node ; rdf:predicate ?property ; rdf:object ?text ;
    prov:wasQuotedFrom ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
}
ORDER BY ?node ?property ?text ?article ?start
"""
_KNOWN = """
SELECT DISTINCT ?node ?property ?text WHERE {
  VALUES ?node { %s }
  ?node ?property ?text .
  FILTER(?property IN (schema:dateCreated, schema:location, asg:party, asg:agreementKind))
}
ORDER BY ?node ?property ?text
"""
_TOGETHER = """
SELECT DISTINCT ?node ?other ?name ?type WHERE {
  VALUES ?node { %s }
  { ?node schema:member ?other } UNION { ?other schema:member ?node }
  ?other schema:name ?name ; asg:actorType ?type .
}
ORDER BY ?node ?name ?other
"""
_POSITIONS = """
SELECT DISTINCT ?node ?other ?name ?type ?polarity ?act ?statement WHERE {
  VALUES ?node { %s }
  ?position {one} ?node ; {other} ?other ; asg:polarity ?polarity ; asg:act/skos:prefLabel ?act ;
    asg:expressedIn ?statement .
  ?other schema:name ?name .
  OPTIONAL { ?other asg:actorType ?type }
}
"""
_SPOKEN_OF = """
SELECT ?node ?other ?name ?type (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  VALUES ?node { %s }
  {pattern}
  ?other schema:name ?name .
  OPTIONAL { ?other asg:actorType ?type }
}
GROUP BY ?node ?other ?name ?type
"""
_PROPERTIES = {
    "dateCreated": "date",
    "location": "place",
    "party": "party",
    "agreementKind": "kind",
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """What articles say of a node: the words, what they are of, and where, with the first characters."""

    text: str
    kind: str
    sources: list[tuple[ArticleFact, str]]
    articles: int
    others: str
    """What else gives it, if not (only) articles: the registry, a correction, or both."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one stands toward another in one way: in how many statements, by which acts."""

    other: Node
    polarity: str
    sign: str
    statements: int
    acts: str
    first: str
    """The IRI of one of these statements."""


@dataclass(slots=True)
class Neighbour:
    """Somebody with whom a node is connected: statements by the node about the other, and the reverse."""

    other: Node
    about_them: int = 0
    by_them: int = 0
    signs: Counter[str] = field(default_factory=Counter)
    """Positions of the one toward the other, either way, by polarity."""

    @property
    def weight(self) -> int:
        """How much there is between the two."""
        return self.about_them + self.by_them + self.signs.total()


@dataclass(slots=True)
class EntityFact:
    """An actor or agreement; `statements` are (date, IRI) by role, each in order of time.

    A date is as precise as it is known, in ISO 8601, or "".
    """

    node: Node
    statements: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {one: [] for one in ROLES})
    forms: list[Sourced] = field(default_factory=list)
    offices: list[Sourced] = field(default_factory=list)
    facts: list[Sourced] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    """What the registry says: (kind, date, place or party; value)."""
    together: list[Node] = field(default_factory=list)
    """The members of a group, or the groups in which an actor speaks."""
    held: list[Standing] = field(default_factory=list)
    toward: list[Standing] = field(default_factory=list)
    neighbours: list[Neighbour] = field(default_factory=list)

    @property
    def dates(self) -> list[str]:
        """The dates of the statements that have one, as precise as known."""
        return [date for found in self.statements.values() for date, _ in found if date]


def entity_nodes(store: Store, kind: str) -> list[Node]:
    """All actors, or all agreements, by IRI."""
    class_ = {"actor": "asg:Actor", "agreement": "asg:Agreement"}[kind]
    return [make_node(row["node"], row["name"], row["type"]) for row in select(store, _NODES % class_)]


def entity_facts(store: Store, nodes: list[Node]) -> Iterator[EntityFact]:
    """What is known of each of `nodes`, one by one, in their order."""
    for batch in batches(nodes, _BATCH):
        facts = {node.iri: EntityFact(node) for node in batch}
        _add_statements(store, facts)
        _add_sourced(store, facts)
        for row in ask_of(store, _KNOWN, facts):
            kind = _PROPERTIES[row["property"].rpartition("/")[2].rpartition("#")[2]]
            facts[row["node"]].known.append((kind, row["text"]))
        for row in ask_of(store, _TOGETHER, facts):
            facts[row["node"]].together.append(make_node(row["other"], row["name"], row["type"]))
        _add_positions(store, facts)
        _add_neighbours(store, facts)
        yield from facts.values()


def _add_statements(store: Store, facts: dict[str, EntityFact]) -> None:
    seen: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], list[tuple[str, str, int, str, str]]] = {}
    for role, pattern in _PATTERNS:
        for row in ask_of(store, _STATEMENTS.replace("{roles}", pattern), facts):
            if (row["node"], row["statement"]) not in seen:
                seen.add((row["node"], row["statement"]))
                # What has no date comes last.
                day, date = row["from"] or row["published"] or "~", row["said"] or row["published"]
                place = day, row["path"], int(row["start"]), date, row["statement"]
                found.setdefault((row["node"], role), []).append(place)
    for (node, role), rows in found.items():
        facts[node].statements[role] = [(date, iri) for *_, date, iri in sorted(rows)]


def _add_sourced(store: Store, facts: dict[str, EntityFact]) -> None:
    """Name forms, offices and facts with the articles that give them."""
    for kind, query in (("forms", _FORMS), ("offices", _OFFICES), ("facts", _FACTS)):
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for row in ask_of(store, query, facts):
            property_ = row.get("property", "").rpartition("/")[2].rpartition("#")[2]
            words = " ".join((row.get("form") or row["text"]).split())
            key = row["node"], _PROPERTIES.get(property_, ""), words
            # Of several places in one article the first one.
            found.setdefault(key, {}).setdefault(row["article"], row.get("start", ""))
        cited = [
            iri for places in found.values() for iri in list(places)[: _MOST_SOURCES + len(_NO_ARTICLES)]
        ]
        articles = read_articles(store, cited)
        for (node, of, text), places in found.items():
            others = [name for iri, name in _NO_ARTICLES.items() if places.pop(iri, None) is not None]
            sources = [(articles[iri], at) for iri, at in list(places.items())[:_MOST_SOURCES]]
            getattr(facts[node], kind).append(Sourced(text, of, sources, len(places), " and ".join(others)))
    for fact in facts.values():
        for sourced in (fact.forms, fact.offices):
            sourced.sort(key=lambda one: (-one.articles, one.text))


def _add_positions(store: Store, facts: dict[str, EntityFact]) -> None:
    for kind, one, other in (("held", "asg:holder", "asg:target"), ("toward", "asg:target", "asg:holder")):
        query = _POSITIONS.replace("{one}", one).replace("{other}", other)
        statements: dict[tuple[str, Node, str], dict[str, str]] = {}
        for row in ask_of(store, query, facts):
            key = (row["node"], make_node(row["other"], row["name"], row["type"]), row["polarity"])
            statements.setdefault(key, {})[row["statement"]] = row["act"]
        for (iri, node, polarity), acts in statements.items():
            counts = sorted(Counter(acts.values()).items(), key=lambda item: (-item[1], item[0]))
            words = ", ".join(f"{act} {count}" if count > 1 else act for act, count in counts)
            sign = SIGNS[Polarity(polarity)]
            getattr(facts[iri], kind).append(Standing(node, polarity, sign, len(acts), words, min(acts)))
    for fact in facts.values():
        for own in (fact.held, fact.toward):
            own.sort(key=lambda one: (-one.statements, one.other.name, one.other.iri, one.polarity))


def _add_neighbours(store: Store, facts: dict[str, EntityFact]) -> None:
    found: dict[str, dict[str, Neighbour]] = {iri: {} for iri in facts}
    for mine, pattern in (
        (True, "?statement prov:wasAttributedTo ?node ; schema:mentions ?other ."),
        (False, "?statement schema:mentions ?node ; prov:wasAttributedTo ?other ."),
    ):
        for row in ask_of(store, _SPOKEN_OF.replace("{pattern}", pattern), facts):
            other = make_node(row["other"], row["name"], row["type"])
            if not other.kind or other.iri == row["node"]:
                continue
            neighbour = found[row["node"]].setdefault(other.iri, Neighbour(other))
            if mine:
                neighbour.about_them = int(row["statements"])
            else:
                neighbour.by_them = int(row["statements"])
    for iri, fact in facts.items():
        for standing in (*fact.held, *fact.toward):
            if standing.other.kind:
                neighbour = found[iri].setdefault(standing.other.iri, Neighbour(standing.other))
                neighbour.signs[standing.polarity] += standing.statements
        fact.neighbours = sorted(found[iri].values(), key=lambda one: (-one.weight, one.other.iri))
