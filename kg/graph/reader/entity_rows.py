"""What articles say of actors and agreements: statements, names, offices, facts, companions."""

from collections.abc import Iterable, Iterator

from kg.graph import LEAST_SHOWN
from kg.graph.fragments import span_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import START, Iri, Solution, rows
from kg.graph.reader.taken import SAID, mark
from kg.graph.store import Store
from kg.graph.vocabulary import CORRECTIONS_GRAPH, ENTITIES_GRAPH
from kg.model import Layer, StatementKind, Unsaid

ROLES = ("said", "heard", "about", "maybe", "other")
"""How a statement is a node's: by it, to it, about it; perhaps by it; by it, but not said or no speech."""
UNCOUNTED = frozenset({"maybe", "other"})
"""The roles that no count, date or picture takes."""

# Of a statement the first pattern holds. A UNION would be joined only when it is whole.
_PATTERNS = (
    ("said", "?statement prov:wasAttributedTo ?node"),
    ("heard", "?action schema:recipient ?node ; schema:object ?statement . ?statement a asg:Statement"),
    ("about", "?statement schema:mentions ?node"),
    (
        "about",
        f'?position asg:target ?node ; asg:layer "{Layer.SPEECH}" ; asg:confidence ?sure . '
        f"FILTER(?sure >= {LEAST_SHOWN}) "
        "?position asg:expressedIn ?statement . ?statement a asg:Statement",
    ),
    ("maybe", "?candidate asg:candidateActor ?node . ?statement asg:candidate ?candidate"),
)
_FORMS = """
GRAPH ?source { ?node schema:alternateName ?text }
OPTIONAL { ?source asg:cite ?path }
"""
_OFFICES = """
GRAPH ?source { ?resource asg:roleOf ?node ; schema:roleName ?text ; asg:evidence ?place }
?source asg:cite ?path .
OPTIONAL { ?source schema:datePublished ?published }
"""
_FACTS = """
GRAPH ?source {
  ?resource asg:factOf ?node ; rdf:predicate ?property ; rdf:object ?text ; asg:evidence ?place
}
?source asg:cite ?path .
BIND(IF(?property = schema:dateCreated, "date", IF(?property = schema:location, "place",
  IF(?property = asg:status, "status", "party"))) AS ?kind)
"""
OTHER_SOURCES = {ENTITIES_GRAPH.value: "the registry", CORRECTIONS_GRAPH.value: "a correction"}
"""The sources of names that are not articles, by IRI."""


class SaidRow(Solution, frozen=True):
    """A statement of a node, with what it is ordered by; "" is what is not known."""

    WHERE = """
      asg:contentEvidence ?place ; prov:wasQuotedFrom ?article .
    ?article asg:cite ?path .
    ?statement asg:kind ?kind .
    OPTIONAL { ?statement asg:unsaid ?unsaid }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?statement schema:dateCreated ?said_on }
    OPTIONAL { ?statement asg:saidFrom ?first_day }
    """

    node: Iri
    statement: Iri
    place: Iri
    path: str
    kind: StatementKind
    unsaid: Unsaid | None = None
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
        return self.first_day or self.published or "~", self.path, span_of(self.place).start, self.statement


class WordsRow(Solution, frozen=True):
    """Words that a source gives for a node; `kind` is that of a fact, `place` where they stand."""

    ORDER = f"?node ?kind ?text ?path {START} ?source"

    node: Iri
    text: str
    source: Iri
    place: Iri | None = None
    kind: str = ""
    published: str = ""
    """The day of the source, if it is an article that has one: of offices alone."""

    @property
    def start(self) -> int | None:
        """The offset of the first of them in the text of the source."""
        return span_of(self.place).start if self.place else None


class KnownRow(Solution, frozen=True):
    """What the registry or all articles say of an agreement: `kind` is kind, date, place or party."""

    WHERE = """
    VALUES (?property ?kind) {
      (asg:agreementKind "kind") (asg:party "party") (schema:dateCreated "date") (schema:location "place")
    }
    ?node ?property ?text .
    """
    ORDER = "?node ?property ?text"

    node: Iri
    kind: str
    text: str


class TogetherRow(Solution, frozen=True):
    """A group and a member of it, either way; the others by name."""

    WHERE = """
    { ?node schema:member ?other } UNION { ?other schema:member ?node }
    ?other schema:name ?name .
    """
    ORDER = "?node ?name ?other"

    node: Iri
    other: Node


class SpokenRow(Solution, frozen=True):
    """A node and another one, and how many statements of the one mention the other."""

    COUNTS = "?statement"

    node: Iri
    other: Node
    count: int


def read_said(store: Store, nodes: Iterable[Iri]) -> Iterator[tuple[str, SaidRow]]:
    """The statements by, to and about each node, with their role; a statement has one role.

    Of those that are not said speech only the node's own.
    """
    nodes, seen = list(nodes), set()
    for role, pattern in _PATTERNS:
        for row in rows(store, SaidRow, f"{pattern} ; {SaidRow.WHERE}", node=nodes):
            if (row.node, row.statement) not in seen:
                seen.add((row.node, row.statement))
                if not mark(row.kind, row.unsaid):
                    yield role, row
                elif role == "said":
                    yield "other", row


def read_names(store: Store, nodes: Iterable[Iri]) -> Iterator[WordsRow]:
    """The forms of the names of each node, with the articles and other sources that give them."""
    return rows(store, WordsRow, _FORMS, node=nodes)


def read_given(store: Store, nodes: Iterable[Iri]) -> Iterator[WordsRow]:
    """What articles say of each node: offices (without a kind), dates, places and parties."""
    nodes = list(nodes)
    yield from rows(store, WordsRow, _OFFICES, node=nodes)
    yield from rows(store, WordsRow, _FACTS, node=nodes)


def read_spoken(store: Store, nodes: Iterable[Iri], *, by: bool) -> Iterator[SpokenRow]:
    """Whom and what the statements `by` each node mention, or else whose statements mention it."""
    one, other = ("?node", "?other") if by else ("?other", "?node")
    where = f"?statement prov:wasAttributedTo {one} ; schema:mentions {other} . {SAID.pattern()}"
    return rows(store, SpokenRow, where, node=nodes)
