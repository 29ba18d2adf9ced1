"""Positions as rows: who stands how toward whom or what, and in which statement."""

from collections.abc import Iterable

from kg.graph import LEAST_SHOWN
from kg.graph.fragments import cite, span_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, Solution, rows
from kg.graph.reader.taken import SAID, Taken
from kg.graph.store import Store
from kg.graph.vocabulary import identifier_of
from kg.model import Layer, Polarity


class PositionRow(Solution, frozen=True):
    """One position. `condition` is "" if there is none.

    `by_hand` is "accepted", "corrected" or "added" where a person has done so, else ""; `reviewed_by` and
    `reviewed_on` are then who did so last, and the day.

    `concept` is the IRI of its act, `act` the notation, `act_name` the name in words.

    `first` is the first report of its statement, the statement itself if no other article reports it.
    """

    # What every position has; a pattern after the OPTIONALs would be joined with the whole dataset.
    HEAD = """
    ?iri asg:expressedIn ?statement ; asg:holder ?holder ; asg:target ?target ;
      asg:act ?concept ; asg:polarity ?polarity ; asg:layer ?layer ; asg:confidence ?confidence .
    FILTER(?confidence >= ?least)
    ?concept skos:notation ?act ; skos:prefLabel ?act_name .
    GRAPH ?source { ?statement asg:contentEvidence ?place }
    ?source asg:cite ?path .
    """
    REST = """
    OPTIONAL { ?iri asg:condition ?condition }
    OPTIONAL { ?iri asg:byHand ?by_hand }
    OPTIONAL { ?iri asg:reviewedBy ?reviewed_by }
    OPTIONAL { ?iri asg:reviewedOn ?reviewed_on }
    OPTIONAL { ?statement prov:wasAttributedTo ?told_by }
    OPTIONAL { ?statement asg:firstReport ?reported }
    BIND(COALESCE(?reported, ?statement) AS ?first)
    """
    WHERE = f"{HEAD} {REST}"

    iri: Iri
    statement: Iri
    first: Iri
    holder: Node
    target: Node
    concept: Iri
    act: str
    act_name: str
    polarity: Polarity
    layer: Layer
    confidence: float
    path: str
    place: Iri
    condition: str = ""
    by_hand: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    told_by: Node | None = None
    """Whose statement it is: of the layer “speech” the holder, of “content” who tells it of the holder."""

    @property
    def id(self) -> str:
        """Its identifier."""
        return identifier_of(self.iri)

    @property
    def cite(self) -> str:
        """Where its statement stands: `PATH:START-END`."""
        return cite(self.path, span_of(self.place))

    @property
    def is_sure(self) -> bool:
        """Whether it is shown without being asked for."""
        return self.confidence >= LEAST_SHOWN

    @property
    def is_spoken(self) -> bool:
        """Whether its holder takes it by speaking, and nobody only tells it of them."""
        return self.layer is Layer.SPEECH


class _LessSure(Solution, frozen=True):
    COUNTS = "?iri"

    count: int


_LESS_SURE = """
?iri asg:expressedIn ?statement ; asg:holder ?holder ; asg:target ?target ; asg:act ?concept ;
  asg:polarity ?polarity ; asg:layer ?layer ; asg:confidence ?confidence .
FILTER(?confidence < ?least)
"""


def read_positions(
    store: Store,
    *,
    confidence: float = LEAST_SHOWN,
    positions: Iterable[Iri] | None = None,
    statements: Iterable[Iri] | None = None,
    holders: Iterable[Iri] | None = None,
    targets: Iterable[Iri] | None = None,
    layer: Layer | None = Layer.SPEECH,
    taken: Taken = SAID,
) -> list[PositionRow]:
    """The positions that fit all that is given and have at least this `confidence`, from 0 to 1.

    They are those of one `layer`, by default taken by speaking, of both if it is None, and of statements
    that are `taken`. The surest come first.
    """
    found = rows(
        store,
        PositionRow,
        f"{PositionRow.HEAD} {taken.pattern()} {PositionRow.REST}",
        least=[confidence],
        iri=positions,
        statement=statements,
        holder=holders,
        target=targets,
        layer=[layer.value] if layer else None,
    )
    return sorted(found, key=lambda row: (-row.confidence, row.cite, row.iri))


def count_less_sure(
    store: Store,
    *,
    below: float = LEAST_SHOWN,
    holders: Iterable[Iri] | None = None,
    targets: Iterable[Iri] | None = None,
    acts: Iterable[Iri] | None = None,
    polarity: Polarity | None = None,
    layers: Iterable[Layer] = (Layer.SPEECH,),
    taken: Taken = SAID,
) -> int:
    """How many positions fit all that is given and have a confidence `below` this, from 0 to 1."""
    found = rows(
        store,
        _LessSure,
        f"{_LESS_SURE} {taken.pattern()}",
        least=[float(below)],
        holder=holders,
        target=targets,
        concept=acts,
        polarity=[polarity.value] if polarity else None,
        layer=[one.value for one in layers],
    )
    return sum(row.count for row in found)
