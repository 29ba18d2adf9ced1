"""Statements and articles as rows, read in batches, so that an archive of any size can be streamed."""

from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from kg.batches import batches
from kg.graph.fragments import span_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.reader.taken import ALL, mark
from kg.graph.store import Store
from kg.graph.vocabulary import identifier_of
from kg.model import Span, StatementKind, Unsaid

_STATEMENT = attrgetter("statement")
# Statements read at once.
_BATCH = 400

# Oxigraph joins an OPTIONAL of two patterns, a second VALUES block and what stands after a BIND with the
# whole dataset: hence several small queries, with a BIND at the end for the kinds of properties.
_ADDRESSEES = "?action schema:object ?statement ; schema:recipient ?node"
_MENTIONS = "?statement schema:mentions ?node . ?node schema:name ?name"


class ArticleRow(Solution, frozen=True):
    """An article; "" is what is not known. `path` is the one of its paths by which it is cited."""

    WHERE = """
    ?iri a schema:NewsArticle ; asg:cite ?path ; asg:opening ?opening .
    OPTIONAL { ?iri schema:headline ?headline }
    OPTIONAL { ?iri schema:datePublished ?published }
    OPTIONAL { ?iri schema:publisher ?outlet }
    OPTIONAL { ?iri schema:url ?url }
    """

    iri: Iri
    path: str
    opening: str
    headline: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""

    @property
    def title(self) -> str:
        """Its headline or, if it has none, its first words."""
        return self.headline or self.opening


class CandidateRow(Solution, frozen=True):
    """Who may be the speaker of a statement that is attributed to nobody; the most likely first."""

    WHERE = """
    ?statement asg:candidate ?candidate .
    ?candidate asg:candidateActor ?node ; asg:confidence ?confidence .
    """
    ORDER = "?statement DESC(?confidence) ?node"

    statement: Iri
    node: Node
    confidence: float


class EchoRow(Solution, frozen=True):
    """A statement as another article reports it: `echo`, the other report."""

    WHERE = """
    ?link asg:report ?statement, ?echo .
    ?echo prov:wasQuotedFrom ?article .
    FILTER(?echo != ?statement)
    """
    ORDER = "?statement ?echo"

    statement: Iri
    echo: Iri
    article: ArticleRow

    @property
    def id(self) -> str:
        """The identifier of the other report."""
        return identifier_of(self.echo)


class EvidenceRow(Solution, frozen=True):
    """Words of a statement: `role` is content, cue or source.

    What the graph has as a part of the content that is in several pieces has the role "part" until
    `read_evidence` puts the parts in the place of the whole.
    """

    WHERE = """
    ?statement ?property ?place .
    FILTER(?property IN (asg:contentEvidence, asg:contentPart, asg:cueEvidence, asg:sourceEvidence))
    BIND(IF(?property = asg:cueEvidence, "cue", IF(?property = asg:sourceEvidence, "source",
      IF(?property = asg:contentPart, "part", "content"))) AS ?role)
    """

    statement: Iri
    role: str
    place: Iri

    @property
    def span(self) -> Span:
        """Where they stand."""
        return span_of(self.place)


class _Statement(Solution, frozen=True, kw_only=True):
    """What the graph has of a statement itself; "" is what is not known."""

    WHERE = """
    ?iri schema:text ?text ; asg:manner ?manner ; asg:confidence ?confidence ; asg:kind ?kind ;
      asg:contentEvidence ?place ; prov:wasQuotedFrom ?article .
    OPTIONAL { ?iri asg:sourceInherited ?inherited }
    OPTIONAL { ?iri asg:unsaid ?unsaid }
    OPTIONAL { ?iri asg:cue ?cue }
    OPTIONAL { ?iri schema:dateCreated ?said_on }
    OPTIONAL { ?iri asg:saidFrom ?first_day }
    OPTIONAL { ?iri asg:within ?outer }
    OPTIONAL { ?iri asg:speakerConfidence ?speaker_confidence }
    OPTIONAL { ?iri asg:byHand ?by_hand }
    OPTIONAL { ?iri asg:reviewedBy ?reviewed_by }
    OPTIONAL { ?iri asg:reviewedOn ?reviewed_on }
    """

    iri: Iri
    text: str
    manner: str
    confidence: float
    place: Iri
    """Where its content stands, from its first to its last code point."""
    article: ArticleRow
    inherited: bool = False
    """Whether the source stands with an earlier statement."""
    cue: str = ""
    said_on: str = ""
    """When it was said, as precise as the article: an ISO 8601 date."""
    first_day: str = ""
    """The first day on which it can have been said."""
    outer: Iri | None = None
    """The statement in whose content this one stands."""
    speaker_confidence: float = 1.0
    """How surely the speaker is who they are; the confidence of the statement is another thing."""
    kind: StatementKind = StatementKind.SPEECH
    unsaid: Unsaid | None = None
    by_hand: str = ""
    """Whether a person has "accepted", "corrected" or "added" it; "" if nobody has."""
    reviewed_by: str = ""
    """Who has done so last."""
    reviewed_on: str = ""
    """The day on which they did: an ISO 8601 date."""

    @property
    def id(self) -> str:
        """Its identifier."""
        return identifier_of(self.iri)

    @property
    def start(self) -> int:
        """The offset of the first code point of its content."""
        return span_of(self.place).start

    @property
    def span(self) -> Span:
        """Where its content stands, from its first to its last code point."""
        return span_of(self.place)

    @property
    def mark(self) -> str:
        """The words that keep it from being taken for said speech; "" if it is that."""
        return mark(self.kind, self.unsaid)

    @property
    def day(self) -> str:
        """The day by which it is ordered: the first on which it can have been said, else of publication."""
        return self.first_day or self.article.published


class StatementRow(_Statement, frozen=True, kw_only=True):
    """One statement with everything that its article says of it; "" is what is not known."""

    speaker: Node | None = None
    candidates: tuple[CandidateRow, ...] = ()
    """Who may be the speaker, the most likely first, where the speaker is not sure enough."""
    within: str = ""
    """The identifier of the statement in whose content this one stands."""
    reporter: str = ""
    """The name of the speaker of that statement."""
    addressee: Node | None = None
    medium: str = ""
    occasion: str = ""
    mentions: tuple[Node, ...] = ()
    """The actors and agreements that it mentions."""
    stands: tuple[PositionRow, ...] = ()
    """All positions that it expresses, also those that are less sure: by speaking first, then the surest."""
    echoes: tuple[EchoRow, ...] = ()

    @property
    def positions(self) -> list[PositionRow]:
        """The positions that its speaker takes by speaking, as far as they are sure enough to be shown."""
        return [one for one in self.stands if one.is_spoken and one.is_sure]

    @property
    def told(self) -> list[PositionRow]:
        """What it tells that others do, on its speaker's word, as far as that is sure enough to be shown."""
        return [one for one in self.stands if not one.is_spoken and one.is_sure]

    @property
    def less_sure(self) -> list[PositionRow]:
        """The positions that are not sure enough, of both layers."""
        return [one for one in self.stands if not one.is_sure]

    @property
    def agreements(self) -> list[Node]:
        """The agreements among what it mentions."""
        return [one for one in self.mentions if one.kind == "agreement"]


class _Spoken(Solution, frozen=True):
    WHERE = """
    ?statement a asg:Statement .
    OPTIONAL { ?statement prov:wasAttributedTo ?node }
    """

    statement: Iri
    node: Node | None = None


class _Linked(Solution, frozen=True):
    ORDER = "?statement ?name ?node"

    statement: Iri
    node: Node


class _Named(Solution, frozen=True):
    # In one graph: "Twitter" has its name in each article that tells of it.
    WHERE = """
    GRAPH ?article { ?action schema:object ?statement ; ?property ?node . ?node schema:name ?name }
    FILTER(?property IN (schema:instrument, asg:occasion))
    BIND(IF(?property = asg:occasion, "occasion", "medium") AS ?kind)
    """
    ORDER = "?statement ?kind ?name"

    statement: Iri
    kind: str
    name: str


class Setting(Struct, frozen=True):
    """To whom and how a statement was made, and who may have made it; "" is what is not known."""

    addressee: Node | None = None
    medium: str = ""
    occasion: str = ""
    candidates: tuple[CandidateRow, ...] = ()


def read_settings(store: Store, statements: Iterable[Iri]) -> dict[Iri, Setting]:
    """The setting of each statement."""
    listed = list(statements)
    candidates = grouped(rows(store, CandidateRow, statement=listed), _STATEMENT)
    addressees = grouped(rows(store, _Linked, _ADDRESSEES, statement=listed), _STATEMENT)
    circumstances = grouped(rows(store, _Named, statement=listed), _STATEMENT)
    found = {}
    for iri in listed:
        named = {one.kind: one.name for one in circumstances.get(iri, ())}
        heard = next((one.node for one in addressees.get(iri, ())), None)
        medium, occasion = named.get("medium", ""), named.get("occasion", "")
        found[iri] = Setting(heard, medium, occasion, tuple(candidates.get(iri, ())))
    return found


def read_statements(store: Store, iris: Iterable[Iri]) -> dict[Iri, StatementRow]:
    """The statements at `iris`, in the given order, each once."""
    found: dict[Iri, StatementRow] = {}
    for batch in batches(dict.fromkeys(iris), _BATCH):
        details = _Details(store, batch)
        found.update((iri, details.statement(iri)) for iri in batch if iri in details.raw)
    return found


def read_articles(store: Store, iris: Iterable[Iri]) -> dict[Iri, ArticleRow]:
    """The articles at `iris`."""
    return {row.iri: row for row in rows(store, ArticleRow, iri=iris)}


def read_evidence(store: Store, statements: Iterable[Iri]) -> dict[Iri, list[EvidenceRow]]:
    """The words of each statement, in the order of the text; of a content in pieces each piece."""
    found = grouped(rows(store, EvidenceRow, statement=statements), _STATEMENT)
    return {iri: sorted(_in_pieces(own), key=lambda row: (row.span, row.role)) for iri, own in found.items()}


def _in_pieces(evidence: list[EvidenceRow]) -> list[EvidenceRow]:
    """`evidence` of one statement, the parts of its content in the place of the whole."""
    parts = [replace(row, role="content") for row in evidence if row.role == "part"]
    whole = [row for row in evidence if row.role == "content"]
    others = [row for row in evidence if row.role in ("cue", "source")]
    return [*(parts or whole), *others]


class _Details:
    """What the graph has of some statements, by statement."""

    def __init__(self, store: Store, iris: list[Iri]) -> None:
        self.raw = {row.iri: row for row in rows(store, _Statement, iri=iris)}
        spoken = {*iris, *(row.outer for row in self.raw.values() if row.outer)}
        self._speakers = {row.statement: row for row in rows(store, _Spoken, statement=spoken)}
        self._settings = read_settings(store, iris)
        self._mentions = grouped(rows(store, _Linked, _MENTIONS, statement=iris), _STATEMENT)
        self._echoes = grouped(rows(store, EchoRow, statement=iris), _STATEMENT)
        self._positions = grouped(
            read_positions(store, statements=iris, layer=None, confidence=0.0, taken=ALL), _STATEMENT
        )

    def statement(self, iri: Iri) -> StatementRow:
        row, spoken = self.raw[iri], self._speakers[iri]
        outer = self._speakers.get(row.outer) if row.outer else None
        setting = self._settings[iri]
        mentions = [one.node for one in self._mentions.get(iri, ())]
        positions = sorted(self._positions.get(iri, ()), key=lambda one: one.layer, reverse=True)
        return StatementRow(
            **{name: getattr(row, name) for name in row.__struct_fields__},
            speaker=spoken.node,
            candidates=setting.candidates,
            within=identifier_of(outer.statement) if outer else "",
            reporter=outer.node.name if outer and outer.node else "",
            addressee=setting.addressee,
            medium=setting.medium,
            occasion=setting.occasion,
            mentions=tuple(one for one in mentions if one.kind in ("actor", "agreement")),
            stands=tuple(positions),
            echoes=tuple(self._echoes.get(iri, ())),
        )
