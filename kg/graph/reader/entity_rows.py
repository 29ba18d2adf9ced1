"""What articles say of actors and agreements: statements, names, offices, facts, companions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import LEAST_SHOWN
from kg.graph.reader.selecting import Iri, read_of
from kg.graph.store import Store
from kg.graph.vocabulary import CORRECTIONS_GRAPH, ENTITIES_GRAPH

_STATEMENTS = """
SELECT DISTINCT ?node ?statement ?start ?path ?published ?said_on ?first_day WHERE {
  VALUES ?node { %s }
  PATTERN ;
    asg:start ?start ; prov:wasQuotedFrom ?article .
  ?article asg:cite ?path .
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?statement schema:dateCreated ?said_on }
  OPTIONAL { ?statement asg:saidFrom ?first_day }
}
"""
ROLES = ("said", "heard", "about")
"""How a statement is a node's: by it, to it, about it."""

# Of a statement the first pattern holds. A UNION would be joined only when it is whole.
_PATTERNS = (
    ("said", "?statement prov:wasAttributedTo ?node"),
    ("heard", "?action schema:recipient ?node ; schema:object ?statement . ?statement a asg:Statement"),
    ("about", "?statement schema:mentions ?node"),
    (
        "about",
        f"?position asg:target ?node ; asg:confidence ?sure . FILTER(?sure >= {LEAST_SHOWN}) "
        "?position asg:expressedIn ?statement . ?statement a asg:Statement",
    ),
)
_FORMS = """
SELECT DISTINCT ?node ?text ?source WHERE {
  VALUES ?node { %s }
  GRAPH ?source { ?node schema:alternateName ?text }
}
ORDER BY ?node ?text ?source
"""
_OFFICES = """
SELECT DISTINCT ?node ?text ?source ?start WHERE {
  VALUES ?node { %s }
  ?resource asg:roleOf ?node ; schema:roleName ?text ;
    prov:wasQuotedFrom ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
}
ORDER BY ?node ?text ?source ?start
"""
_FACTS = """
SELECT DISTINCT ?node ?kind ?text ?source ?start WHERE {
  VALUES ?node { %s }
  ?resource asg:factOf ?node ; rdf:predicate ?property ; rdf:object ?text ;
    prov:wasQuotedFrom ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
  VALUES (?property ?kind) { (schema:dateCreated "date") (schema:location "place") (asg:party "party") }
}
ORDER BY ?node ?kind ?text ?source ?start
"""
_KNOWN = """
SELECT DISTINCT ?node ?kind ?text WHERE {
  VALUES ?node { %s }
  VALUES (?property ?kind) {
    (asg:agreementKind "kind") (asg:party "party") (schema:dateCreated "date") (schema:location "place")
  }
  ?node ?property ?text .
}
ORDER BY ?node ?property ?text
"""
_TOGETHER = """
SELECT DISTINCT ?node ?other WHERE {
  VALUES ?node { %s }
  { ?node schema:member ?other } UNION { ?other schema:member ?node }
  ?other schema:name ?name .
}
ORDER BY ?node ?name ?other
"""
_SPOKEN_OF = """
SELECT ?node ?other (COUNT(DISTINCT ?statement) AS ?statements) WHERE {
  VALUES ?node { %s }
  PATTERN
}
GROUP BY ?node ?other
"""
OTHER_SOURCES = {ENTITIES_GRAPH.value: "the registry", CORRECTIONS_GRAPH.value: "a correction"}
"""The sources of names that are not articles, by IRI."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A statement of a node, with what it is ordered by; "" is what is not known."""

    node: Iri
    statement: Iri
    start: int
    path: str
    published: str = ""
    said_on: str = ""
    first_day: str = ""

    @property
    def date(self) -> str:
        """When it was said, as precise as it is known, else when it was published."""
        return self.said_on or self.published

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By time, without a date last; then as the articles and their texts come."""
        return self.first_day or self.published or "~", self.path, self.start, self.statement


@dataclass(frozen=True, slots=True)
class WordsRow:
    """Words that a source gives for a node; `kind` is that of a fact, `start` where they stand."""

    node: Iri
    text: str
    source: Iri
    start: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What the registry says of an agreement: `kind` is kind, date, place or party."""

    node: Iri
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A node and another one that has to do with it, and in how many statements."""

    node: Iri
    other: Node
    statements: int = 0


def read_said(store: Store, nodes: Iterable[Iri]) -> Iterator[tuple[str, SaidRow]]:
    """The statements by, to and about each node, with their role; a statement has one role."""
    nodes, seen = list(nodes), set()
    for role, pattern in _PATTERNS:
        for row in read_of(store, SaidRow, _STATEMENTS.replace("PATTERN", pattern), nodes):
            if (row.node, row.statement) not in seen:
                seen.add((row.node, row.statement))
                yield role, row


def read_names(store: Store, nodes: Iterable[Iri]) -> Iterator[WordsRow]:
    """The forms of the names of each node, with the articles and other sources that give them."""
    return read_of(store, WordsRow, _FORMS, nodes)


def read_told(store: Store, nodes: Iterable[Iri]) -> Iterator[WordsRow]:
    """What articles say of each node: offices (without a kind), dates, places and parties."""
    nodes = list(nodes)
    yield from read_of(store, WordsRow, _OFFICES, nodes)
    yield from read_of(store, WordsRow, _FACTS, nodes)


def read_known(store: Store, nodes: Iterable[Iri]) -> Iterator[KnownRow]:
    """What the registry says of each agreement."""
    return read_of(store, KnownRow, _KNOWN, nodes)


def read_together(store: Store, nodes: Iterable[Iri]) -> Iterator[OtherRow]:
    """The members of each group, and the groups of each member, by name."""
    return read_of(store, OtherRow, _TOGETHER, nodes)


def read_spoken(store: Store, nodes: Iterable[Iri], *, by: bool) -> Iterator[OtherRow]:
    """Whom and what the statements `by` each node mention, or else whose statements mention it."""
    one, other = ("?node", "?other") if by else ("?other", "?node")
    pattern = f"?statement prov:wasAttributedTo {one} ; schema:mentions {other} ."
    return read_of(store, OtherRow, _SPOKEN_OF.replace("PATTERN", pattern), nodes)
