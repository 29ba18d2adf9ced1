"""The counts of a build."""

from collections import Counter
from dataclasses import dataclass

from kg.archive.ledger.ledger import Change
from kg.archive.ledger.outcomes import Counts
from kg.model import ArticleReading, Extraction

UNNAMED = "unnamed-"
"""What the identifiers of sources without a name begin with."""


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
    """The counts of a build.

    `new`, `changed` and `unchanged` count the paths that were given, by what the ledger had of them; `kept`
    those that it had and that were not given, `removed` those that it has no longer. `articles` counts the
    articles of the graph; the same text at two paths is one. `written` counts those whose quads changed in
    this build.

    `statements`, `attributed` and `positions` count what was said as speech, `others` the other statements.
    `actors` counts those that have a name, `unnamed` the sources that have none, such as “officials”.
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
    written: int = 0
    words: int = 0
    left: int = 0
    statements: int = 0
    others: int = 0
    attributed: int = 0
    positions: int = 0
    actors: int = 0
    unnamed: int = 0
    agreements: int = 0
    echoes: int = 0
    corrections: int = 0
    skipped: int = 0
    quads: int = 0

    def count(self, changes: Counter[Change]) -> None:
        """Count the paths that were given."""
        self.new, self.changed, self.unchanged = (changes[one] for one in Change)

    def count_read(self, extraction: Extraction, words: int) -> None:
        """Count an article that the models read."""
        self.read_now += 1
        self.words += words
        self.skipped += sum(count for _, count in extraction.skipped)

    def add(self, counts: Counts) -> None:
        """Count what the graph has."""
        for name in counts.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(counts, name))


def counts_of(reading: ArticleReading) -> Counts:
    """The counts of one article of the graph."""
    said = [one for one in reading.statements if one.is_said_speech]
    return Counts(
        articles=1,
        statements=len(said),
        others=len(reading.statements) - len(said),
        attributed=sum(one.speaker is not None for one in said),
        positions=sum(len(one.positions) for one in said),
    )
