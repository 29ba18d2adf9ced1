"""The counts of a build."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.archive.ledger.ledger import Change
from kg.model import ActorMention, AgreementMention, ArticleReading


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a build has come: articles that are done, of how many.

    `statements` were found in them, all kinds; `words` were read by the models in `seconds`.
    """

    done: int
    of: int
    statements: int
    words: int
    seconds: float

    @property
    def words_per_second(self) -> float:
        """The words that the models have read in a second."""
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float:
        """How long the others will take if they are like those that are done; 0 if none is."""
        return self.seconds / self.done * (self.of - self.done) if self.done else 0.0


@dataclass(slots=True)
class Summary:
    """The counts of a build; actors and agreements by identifier.

    `new`, `changed` and `unchanged` count the paths that were given, by what the ledger had of them; `kept`
    those that it had and that were not given, `removed` those that it has no longer. `articles` counts the
    articles of the graph; the same text at two paths is one.

    `statements`, `attributed` and `positions` count what was said as speech, `others` the other statements.
    `read_now` counts the articles that the models read in this build, `words` their words, `skipped` the
    statements left out of these because their paragraph is not English, `left` the articles that a limit
    leaves for the next build, `echoes` the pairs of statements that are one.
    """

    articles: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    removed: int = 0
    read_now: int = 0
    words: int = 0
    left: int = 0
    statements: int = 0
    others: int = 0
    attributed: int = 0
    positions: int = 0
    actors: set[str] = field(default_factory=set)
    agreements: set[str] = field(default_factory=set)
    echoes: int = 0
    corrections: int = 0
    skipped: int = 0
    quads: int = 0

    def count(self, changes: Iterable[Change]) -> None:
        """Count the paths that were given."""
        counts = Counter(changes)
        self.new, self.changed, self.unchanged = (counts[one] for one in Change)

    def add(self, reading: ArticleReading) -> None:
        """Count one article of the graph."""
        said = [one for one in reading.statements if one.is_said_speech]
        self.articles += 1
        self.statements += len(said)
        self.others += len(reading.statements) - len(said)
        self.attributed += sum(one.speaker is not None for one in said)
        self.positions += sum(len(one.positions) for one in said)
        self.actors.update(one.speaker.actor.id for one in reading.statements if one.speaker)
        for mention in reading.mentions:
            if isinstance(mention, ActorMention):
                self.actors.add(mention.actor.id)
            elif isinstance(mention, AgreementMention):
                self.agreements.add(mention.agreement.id)
