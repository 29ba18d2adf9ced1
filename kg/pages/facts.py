"""What the pages show of statements, read from the store in batches, so that an archive can stream."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from pyoxigraph import NamedNode, Store

from kg.graph.store import select
from kg.model import Polarity
from kg.pages.page_names import page_of
from kg.questions.matrix import SIGNS

Item = TypeVar("Item")
# Statements asked for in one query.
_BATCH = 400

# Oxigraph joins an OPTIONAL of two patterns with the whole dataset: hence several small queries.
_STATEMENTS = """
SELECT DISTINCT * WHERE {
  VALUES ?statement { %s }
  ?statement schema:identifier ?id ; schema:text ?text ; asg:manner ?manner ; asg:confidence ?confidence ;
    asg:sourceInherited ?inherited ; asg:start ?start ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?statement asg:cue ?cue }
  OPTIONAL { ?statement schema:dateCreated ?said }
  OPTIONAL { ?statement asg:saidFrom ?from }
  OPTIONAL { ?statement asg:within ?outer }
}
"""
_ARTICLES = """
SELECT DISTINCT * WHERE {
  VALUES ?article { %s }
  ?article asg:path ?path ; asg:opening ?opening .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:publisher ?outlet }
}
"""
_SPEAKERS = """
SELECT DISTINCT ?statement ?id ?node ?name ?type WHERE {
  VALUES ?statement { %s }
  ?statement schema:identifier ?id ; prov:wasAttributedTo ?node .
  ?node schema:name ?name ; asg:actorType ?type .
}
"""
_CIRCUMSTANCES = """
SELECT DISTINCT ?statement ?property ?node ?name ?type WHERE {
  VALUES ?statement { %s }
  ?action schema:object ?statement ; ?property ?node .
  ?node schema:name ?name .
  FILTER(?property IN (schema:recipient, schema:instrument, asg:occasion))
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?statement ?property ?node
"""
_MENTIONS = """
SELECT DISTINCT ?statement ?node ?name ?type WHERE {
  VALUES ?statement { %s }
  ?statement schema:mentions ?node .
  ?node schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?statement ?name ?node
"""
_POSITIONS = """
SELECT DISTINCT ?statement ?position ?holder ?holder_name ?holder_type ?target ?target_name ?target_type
  ?act ?polarity ?layer ?condition ?confidence WHERE {
  VALUES ?statement { %s }
  ?position asg:expressedIn ?statement ; asg:holder ?holder ; asg:target ?target ; asg:polarity ?polarity ;
    asg:layer ?layer ; asg:confidence ?confidence ; asg:act/skos:prefLabel ?act .
  ?holder schema:name ?holder_name ; asg:actorType ?holder_type .
  ?target schema:name ?target_name .
  OPTIONAL { ?target asg:actorType ?target_type }
  OPTIONAL { ?position asg:condition ?condition }
}
ORDER BY ?statement DESC(?layer) DESC(?confidence) ?position
"""
_ECHOES = """
SELECT DISTINCT ?statement ?id ?article WHERE {
  VALUES ?statement { %s }
  ?statement asg:echoes ?echo .
  ?echo schema:identifier ?id ; prov:wasQuotedFrom ?article .
}
ORDER BY ?statement ?id
"""
_EVIDENCE = """
SELECT DISTINCT ?statement ?property ?start ?end WHERE {
  VALUES ?statement { %s }
  ?statement ?property ?resource .
  FILTER(?property IN (asg:contentEvidence, asg:cueEvidence, asg:sourceEvidence))
  ?resource oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?statement ?start ?end ?property
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, an agreement or what else a statement is about; `page` is "" where it has none.

    `kind` is the type of an actor, `agreement`, or "" for what has no page.
    """

    iri: str
    name: str
    kind: str

    @property
    def page(self) -> str:
        """The path of its page."""
        return page_of(self.iri)


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """An article as it is cited; "" is what is not known. `title` is its headline or its first words."""

    iri: str
    path: str
    title: str
    published: str
    outlet: str

    @property
    def page(self) -> str:
        """The path of its page."""
        return page_of(self.iri)


@dataclass(frozen=True, slots=True)
class PositionFact:
    """One position that a statement expresses; `layer` is `speech` or `content`."""

    holder: Node
    target: Node
    act: str
    polarity: str
    layer: str
    condition: str
    confidence: float

    @property
    def sign(self) -> str:
        """The sign of the polarity: + − ± ○."""
        return SIGNS[Polarity(self.polarity)]


@dataclass(frozen=True, slots=True)
class Echo:
    """The same statement as another article reports it."""

    id: str
    article: ArticleFact

    @property
    def link(self) -> str:
        """Its place in the page of that article."""
        return f"{self.article.page}#{self.id}"


@dataclass(slots=True)
class StatementFact:
    """One statement as a page shows it; "" is what is not known."""

    iri: str
    id: str
    text: str
    manner: str
    cue: str
    confidence: float
    inherited: bool
    start: int
    article: ArticleFact
    speaker: Node | None
    within: str
    reporter: str
    said_on: str
    """When it was said, as precise as the article: an ISO 8601 date."""
    day: str
    """The day by which it is ordered: the first on which it can have been said, else of publication."""
    addressee: Node | None = None
    medium: str = ""
    occasion: str = ""
    mentions: list[Node] = field(default_factory=list)
    positions: list[PositionFact] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)

    @property
    def link(self) -> str:
        """Its place in the page of its article."""
        return f"{self.article.page}#{self.id}"

    @property
    def agreements(self) -> list[Node]:
        """The agreements among what it mentions."""
        return [one for one in self.mentions if one.kind == "agreement"]

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By time, what has no date last; then as the articles and their texts come."""
        return self.day or "~", self.article.path, self.start, self.id


def read_statements(store: Store, iris: Iterable[str]) -> dict[str, StatementFact]:
    """The statements with these IRIs, in the given order; what is asked for twice comes once."""
    facts: dict[str, StatementFact] = {}
    for batch in batches(dict.fromkeys(iris), _BATCH):
        rows = {row["statement"]: row for row in ask_of(store, _STATEMENTS, batch)}
        echoes = list(ask_of(store, _ECHOES, batch))
        articles = read_articles(store, (row["article"] for row in (*rows.values(), *echoes)))
        spoken = {*rows, *(row["outer"] for row in rows.values() if row["outer"])}
        speakers = {row["statement"]: row for row in ask_of(store, _SPEAKERS, spoken)}
        found = {iri: _statement(row, articles, speakers) for iri, row in rows.items()}
        for row in ask_of(store, _CIRCUMSTANCES, batch):
            _add_circumstance(found[row["statement"]], row)
        for row in ask_of(store, _MENTIONS, batch):
            node = make_node(row["node"], row["name"], row["type"])
            if node.kind:
                found[row["statement"]].mentions.append(node)
        for row in ask_of(store, _POSITIONS, batch):
            found[row["statement"]].positions.append(_position(row))
        for row in echoes:
            found[row["statement"]].echoes.append(Echo(row["id"], articles[row["article"]]))
        facts.update((iri, found[iri]) for iri in batch if iri in found)
    return facts


def read_articles(store: Store, iris: Iterable[str]) -> dict[str, ArticleFact]:
    """The articles with these IRIs."""
    return {
        row["article"]: ArticleFact(
            row["article"], row["path"], row["headline"] or row["opening"], row["published"], row["outlet"]
        )
        for row in ask_of(store, _ARTICLES, dict.fromkeys(iris))
    }


def read_evidence(store: Store, iris: Iterable[str]) -> dict[str, list[tuple[int, int, str]]]:
    """Spans `[start, end)` of each statement with their role: content, cue or source."""
    evidence: dict[str, list[tuple[int, int, str]]] = {}
    for batch in batches(iris, _BATCH):
        for row in ask_of(store, _EVIDENCE, batch):
            role = row["property"].rpartition("#")[2].removesuffix("Evidence")
            span = (int(row["start"]), int(row["end"]), role)
            evidence.setdefault(row["statement"], []).append(span)
    return evidence


def ask_of(store: Store, query: str, iris: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of `query`, whose `%s` stands for the values of a variable, for these IRIs."""
    return select(store, query % " ".join(str(NamedNode(iri)) for iri in iris))


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """`items` in lists of `size`, the last one shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def make_node(iri: str, name: str, actor_type: str) -> Node:
    """The node at `iri`; what is neither actor nor article nor agreement has no kind."""
    return Node(iri, name, actor_type or ("agreement" if page_of(iri) else ""))


def _statement(
    row: dict[str, str], articles: dict[str, ArticleFact], speakers: dict[str, dict[str, str]]
) -> StatementFact:
    article = articles[row["article"]]
    speaker, outer = speakers.get(row["statement"]), speakers.get(row["outer"])
    return StatementFact(
        iri=row["statement"],
        id=row["id"],
        text=row["text"],
        manner=row["manner"],
        cue=row["cue"],
        confidence=float(row["confidence"]),
        inherited=row["inherited"] == "true",
        start=int(row["start"]),
        article=article,
        speaker=make_node(speaker["node"], speaker["name"], speaker["type"]) if speaker else None,
        within=row["outer"].rpartition("/")[2],
        reporter=outer["name"] if outer else "",
        said_on=row["said"],
        day=row["from"] or article.published,
    )


def _add_circumstance(fact: StatementFact, row: dict[str, str]) -> None:
    kind = row["property"].rpartition("/")[2].rpartition("#")[2]
    if kind == "recipient":
        fact.addressee = make_node(row["node"], row["name"], row["type"])
    elif kind == "instrument":
        fact.medium = row["name"]
    else:
        fact.occasion = row["name"]


def _position(row: dict[str, str]) -> PositionFact:
    return PositionFact(
        make_node(row["holder"], row["holder_name"], row["holder_type"]),
        make_node(row["target"], row["target_name"], row["target_type"]),
        row["act"],
        row["polarity"],
        row["layer"],
        row["condition"],
        float(row["confidence"]),
    )
