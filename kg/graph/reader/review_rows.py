"""What a review reads of a graph: what was reviewed, and what is worth it."""

from kg.graph.reader.selecting import Iri, Solution
from kg.graph.reader.taken import SAID
from kg.model import Polarity


class ReviewedRow(Solution, frozen=True):
    """A statement that somebody has reviewed, and its article."""

    WHERE = "?statement asg:byHand ?how ; prov:wasQuotedFrom ?article"
    ORDER = "?article"

    article: Iri
    statement: Iri


class TargetPlaceRow(Solution, frozen=True):
    """A position, with where its target stands."""

    WHERE = "?position asg:targetEvidence ?place"

    position: Iri
    place: Iri


class DatePlaceRow(Solution, frozen=True):
    """A statement, with where its day stands."""

    WHERE = "?statement asg:dateEvidence ?place"

    statement: Iri
    place: Iri


class QueuedRow(Solution, frozen=True):
    """A statement that was said, with what a review looks at."""

    REPEATS = True
    WHERE = f"""
    ?statement asg:confidence ?confidence . {SAID.pattern()}
    OPTIONAL {{ ?statement prov:wasAttributedTo ?speaker }}
    OPTIONAL {{ ?statement asg:speakerConfidence ?speaker_confidence }}
    OPTIONAL {{ ?statement asg:byHand ?by_hand }}
    """

    statement: Iri
    confidence: float
    speaker: Iri | None = None
    speaker_confidence: float = 1.0
    by_hand: str = ""


class LikelyRow(Solution, frozen=True):
    """Who may be the speaker of a statement."""

    REPEATS = True
    WHERE = """
    ?statement asg:candidate ?candidate . ?candidate asg:candidateActor ?actor ; asg:confidence ?confidence .
    """

    statement: Iri
    actor: Iri
    confidence: float


class HeldRow(Solution, frozen=True):
    """A position that somebody takes by speaking."""

    REPEATS = True
    WHERE = """
    ?position asg:expressedIn ?statement ; asg:holder ?holder ; asg:target ?target ; asg:layer "speech" ;
      asg:polarity ?polarity ; asg:confidence ?confidence .
    OPTIONAL { ?position asg:byHand ?by_hand }
    """

    statement: Iri
    holder: Iri
    target: Iri
    polarity: Polarity
    confidence: float
    by_hand: str = ""
