"""Statements and articles as rows, read in batches, so that an archive of any size can be streamed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.selecting import Iri, batches, grouped, read_of
from kg.graph.store import Store

# Statements read at once.
_BATCH = 400

# Oxigraph joins an OPTIONAL of two patterns with the whole dataset: hence several small queries.
_STATEMENTS = """
SELECT DISTINCT ?iri ?id ?text ?manner ?confidence ?inherited ?start ?article ?cue ?said_on ?first_day ?outer
  ?speaker_confidence WHERE {
  VALUES ?iri { %s }
  ?iri schema:identifier ?id ; schema:text ?text ; asg:manner ?manner ; asg:confidence ?confidence ;
    asg:sourceInherited ?inherited ; asg:start ?start ; prov:wasQuotedFrom ?article .
  OPTIONAL { ?iri asg:cue ?cue }
  OPTIONAL { ?iri schema:dateCreated ?said_on }
  OPTIONAL { ?iri asg:saidFrom ?first_day }
  OPTIONAL { ?iri asg:within ?outer }
  OPTIONAL { ?iri asg:speakerConfidence ?speaker_confidence }
}
"""
_SPEAKERS = """
SELECT DISTINCT ?statement ?id ?node WHERE {
  VALUES ?statement { %s }
  ?statement schema:identifier ?id .
  OPTIONAL { ?statement prov:wasAttributedTo ?node }
}
"""
_ADDRESSEES = """
SELECT DISTINCT ?statement ?node WHERE {
  VALUES ?statement { %s }
  ?action schema:object ?statement ; schema:recipient ?node .
}
ORDER BY ?statement ?node
"""
_CIRCUMSTANCES = """
SELECT DISTINCT ?statement ?kind ?name WHERE {
  VALUES ?statement { %s }
  ?action schema:object ?statement ; ?property ?node .
  VALUES (?property ?kind) { (schema:instrument "medium") (asg:occasion "occasion") }
  ?node schema:name ?name .
}
ORDER BY ?statement ?kind ?name
"""
_MENTIONS = """
SELECT DISTINCT ?statement ?node WHERE {
  VALUES ?statement { %s }
  ?statement schema:mentions ?node .
  ?node schema:name ?name .
}
ORDER BY ?statement ?name ?node
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
SELECT DISTINCT ?statement ?role ?start ?end WHERE {
  VALUES ?statement { %s }
  ?statement ?property ?resource .
  VALUES (?property ?role) {
    (asg:contentEvidence "content") (asg:cueEvidence "cue") (asg:sourceEvidence "source")
  }
  ?resource oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?statement ?start ?end ?role
"""
_CONTEXTS = """
SELECT DISTINCT ?statement ?text ?start WHERE {
  VALUES ?statement { %s }
  ?statement asg:context ?text ; asg:contextStart ?start .
}
"""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article; "" is what is not known. `path` is the one of its paths by which it is cited."""

    QUERY: ClassVar[str] = """
    SELECT DISTINCT ?iri ?path ?opening ?headline ?published ?outlet WHERE {
      VALUES ?iri { %s }
      ?iri a schema:NewsArticle ; asg:cite ?path ; asg:opening ?opening .
      OPTIONAL { ?iri schema:headline ?headline }
      OPTIONAL { ?iri schema:datePublished ?published }
      OPTIONAL { ?iri schema:publisher ?outlet }
    }
    """

    iri: Iri
    path: str
    opening: str
    headline: str = ""
    published: str = ""
    outlet: str = ""

    @property
    def title(self) -> str:
        """Its headline or, if it has none, its first words."""
        return self.headline or self.opening


@dataclass(frozen=True, slots=True)
class EchoRow:
    """A statement as another article reports it; `id` is the identifier of the other report."""

    statement: Iri
    id: str
    article: ArticleRow


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Words of a statement, `[start, end)`: `role` is content, cue or source."""

    statement: Iri
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ContextRow:
    """The words around a statement, and the offset at which they start."""

    statement: Iri
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with everything that its article says of it; "" is what is not known."""

    iri: Iri
    id: str
    text: str
    manner: str
    cue: str
    confidence: float
    inherited: bool
    """Whether the source stands with an earlier statement."""
    start: int
    article: ArticleRow
    speaker: Node | None
    speaker_confidence: float
    within: str
    """The identifier of the statement in whose content this one stands."""
    reporter: str
    """The name of the speaker of that statement."""
    said_on: str
    """When it was said, as precise as the article: an ISO 8601 date."""
    day: str
    """The day by which it is ordered: the first on which it can have been said, else of publication."""
    addressee: Node | None
    medium: str
    occasion: str
    mentions: tuple[Node, ...]
    """The actors and agreements that it mentions."""
    positions: tuple[PositionRow, ...]
    """The positions that it takes, except those that are not shown: by speaking first, then the surest."""
    echoes: tuple[EchoRow, ...]

    @property
    def agreements(self) -> list[Node]:
        """The agreements among what it mentions."""
        return [one for one in self.mentions if one.kind == "agreement"]


@dataclass(frozen=True, slots=True)
class _Raw:
    iri: Iri
    id: str
    text: str
    manner: str
    confidence: float
    inherited: bool
    start: int
    article: ArticleRow
    cue: str = ""
    said_on: str = ""
    first_day: str = ""
    outer: Iri | None = None
    speaker_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Spoken:
    statement: Iri
    id: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class _Linked:
    statement: Iri
    node: Node


@dataclass(frozen=True, slots=True)
class _Named:
    statement: Iri
    kind: str
    name: str


def read_statements(store: Store, iris: Iterable[Iri]) -> dict[Iri, StatementRow]:
    """The statements at `iris`, in the given order, each once."""
    found: dict[Iri, StatementRow] = {}
    for batch in batches(dict.fromkeys(iris), _BATCH):
        details = _Details(store, batch)
        found.update((iri, details.statement(iri)) for iri in batch if iri in details.raw)
    return found


def read_articles(store: Store, iris: Iterable[Iri]) -> dict[Iri, ArticleRow]:
    """The articles at `iris`."""
    return {row.iri: row for row in read_of(store, ArticleRow, ArticleRow.QUERY, iris)}


def read_evidence(store: Store, statements: Iterable[Iri]) -> dict[Iri, list[EvidenceRow]]:
    """The words of each statement, in the order of the text."""
    return _by_statement(read_of(store, EvidenceRow, _EVIDENCE, statements))


def read_contexts(store: Store, statements: Iterable[Iri]) -> dict[Iri, ContextRow]:
    """The words around each statement."""
    return {row.statement: row for row in read_of(store, ContextRow, _CONTEXTS, statements)}


class _Details:
    """What the graph has of some statements, by statement."""

    def __init__(self, store: Store, iris: list[Iri]) -> None:
        self.raw = {row.iri: row for row in read_of(store, _Raw, _STATEMENTS, iris)}
        spoken = {*iris, *(row.outer for row in self.raw.values() if row.outer)}
        self._speakers = {row.statement: row for row in read_of(store, _Spoken, _SPEAKERS, spoken)}
        self._addressees = _by_statement(read_of(store, _Linked, _ADDRESSEES, iris))
        self._mentions = _by_statement(read_of(store, _Linked, _MENTIONS, iris))
        self._circumstances = _by_statement(read_of(store, _Named, _CIRCUMSTANCES, iris))
        self._echoes = _by_statement(read_of(store, EchoRow, _ECHOES, iris))
        self._positions = _by_statement(read_positions(store, statements=iris))

    def statement(self, iri: Iri) -> StatementRow:
        row, spoken = self.raw[iri], self._speakers[iri]
        outer = self._speakers.get(row.outer) if row.outer else None
        named = {one.kind: one.name for one in self._circumstances.get(iri, ())}
        addressees = [one.node for one in self._addressees.get(iri, ())]
        mentions = [one.node for one in self._mentions.get(iri, ())]
        positions = sorted(self._positions.get(iri, ()), key=lambda one: one.layer, reverse=True)
        return StatementRow(
            iri=iri,
            id=row.id,
            text=row.text,
            manner=row.manner,
            cue=row.cue,
            confidence=row.confidence,
            inherited=row.inherited,
            start=row.start,
            article=row.article,
            speaker=spoken.node,
            speaker_confidence=row.speaker_confidence,
            within=outer.id if outer else "",
            reporter=outer.node.name if outer and outer.node else "",
            said_on=row.said_on,
            day=row.first_day or row.article.published,
            addressee=addressees[0] if addressees else None,
            medium=named.get("medium", ""),
            occasion=named.get("occasion", ""),
            mentions=tuple(one for one in mentions if one.kind in ("actor", "agreement")),
            positions=tuple(positions),
            echoes=tuple(self._echoes.get(iri, ())),
        )


class _OfStatement(Protocol):
    @property
    def statement(self) -> Iri: ...


Own = TypeVar("Own", bound=_OfStatement)


def _by_statement(rows: Iterable[Own]) -> dict[Iri, list[Own]]:
    return grouped(rows, lambda row: row.statement)
