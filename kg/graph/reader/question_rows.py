"""What plain questions read of a graph: statements that may answer, figures, offices."""

from kg.graph.fragments import span_of
from kg.graph.reader.selecting import Iri, Solution, solve
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.model import Span


class SaidRow(Solution, frozen=True, kw_only=True):
    """What a statement is ranked by."""

    WHERE = """
    ?statement schema:text ?text ; asg:kind ?kind ; asg:manner ?manner ; asg:confidence ?confidence ;
      asg:contentEvidence ?place ; prov:wasQuotedFrom ?article .
    OPTIONAL { ?statement asg:unsaid ?unsaid }
    OPTIONAL { ?statement asg:cue ?cue }
    OPTIONAL { ?statement prov:wasAttributedTo ?actor }
    OPTIONAL { ?statement asg:speakerConfidence ?speaker_confidence }
    OPTIONAL { ?statement schema:dateCreated ?said_on }
    OPTIONAL { ?statement asg:saidFrom ?first }
    OPTIONAL { ?statement asg:saidUntil ?last }
    """

    REPEATS = True

    statement: Iri
    text: str
    kind: str
    manner: str
    confidence: float
    place: Iri
    article: Iri
    unsaid: str = "none"
    cue: str = ""
    actor: Iri = Iri("")
    said_on: str = ""
    first: str = ""
    last: str = ""
    speaker_confidence: float = 1.0
    has_setting: bool = True
    """Whether to whom or how it was made, or who may have made it, may be known."""

    @property
    def span(self) -> Span:
        """Where its content stands."""
        return span_of(self.place)


class MentionRow(Solution, frozen=True):
    """A statement and what it mentions."""

    WHERE = "?statement schema:mentions ?node"
    REPEATS = True

    statement: Iri
    node: Iri


class HeardRow(Solution, frozen=True):
    """A statement and to whom it was made."""

    WHERE = "?action schema:object ?statement ; schema:recipient ?node"

    statement: Iri
    node: Iri


class KeptRow(Solution, frozen=True):
    """A statement."""

    statement: Iri


class PlacedRow(Solution, frozen=True):
    """A statement, with where its content stands."""

    WHERE = "?statement prov:wasQuotedFrom ?article ; asg:contentEvidence ?place"
    REPEATS = True

    statement: Iri
    article: Iri
    place: Iri

    @property
    def span(self) -> Span:
        """Where its content stands."""
        return span_of(self.place)


class FoundRow(Solution, frozen=True):
    """A node that was found."""

    iri: Iri


class FigureRow(Solution, frozen=True, kw_only=True):
    """A figure of an article, or of a statement in it."""

    WHERE = """
    GRAPH ?source { ?node asg:counted ?counted ; schema:text ?figure ; asg:evidence ?where ;
      asg:expressedIn ?place }
    OPTIONAL { ?node asg:least ?least }
    OPTIONAL { ?node asg:most ?most }
    OPTIONAL { ?node asg:outcome ?outcome }
    OPTIONAL { ?node asg:searchText ?own }
    OPTIONAL { ?place schema:text ?said }
    OPTIONAL { ?place asg:confidence ?confidence }
    OPTIONAL { ?place prov:wasAttributedTo ?actor }
    OPTIONAL { ?place schema:dateCreated ?said_on }
    """

    node: Iri
    source: Iri
    counted: str
    figure: str
    where: Iri
    place: Iri
    least: float | None = None
    most: float | None = None
    outcome: str = ""
    own: str = ""
    said: str = ""
    confidence: float | None = None
    actor: Iri = Iri("")
    said_on: str = ""


class NodeMentionRow(Solution, frozen=True):
    """What mentions a node."""

    WHERE = "?subject schema:mentions ?node"
    REPEATS = True

    subject: Iri
    node: Iri


class OfficeRow(Solution, frozen=True, kw_only=True):
    """As what an article describes an actor."""

    WHERE = """
    GRAPH ?source { ?role asg:roleOf ?actor ; schema:roleName ?office ; asg:evidence ?where }
    OPTIONAL { ?source schema:datePublished ?published }
    """

    source: Iri
    actor: Iri
    office: str
    where: Iri
    published: str = ""


class NewestRow(Solution, frozen=True):
    """The day of the newest article."""

    WHERE = "{ SELECT (MAX(STR(?published)) AS ?day) WHERE { ?article schema:datePublished ?published } }"

    day: str = ""


def find_first(store: Store, pattern: str, most: int) -> list[Iri]:
    """At most so many statements, `?statement` of a SPARQL pattern."""
    _, found = solve(store, f"SELECT DISTINCT ?statement WHERE {{ {pattern} }} LIMIT {most}")
    return [Iri(row[0]) for row in found]


def find_taken(store: Store, taken: Taken, most: int) -> list[Iri]:
    """At most so many statements that are `taken`."""
    return find_first(store, f"?statement a asg:Statement . {taken.pattern()}", most)
