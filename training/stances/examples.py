"""What the stance model learns from: passages with phrases, and pairs of phrases with acts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extraction.stances.phrases import Phrase
from kg.model import Polarity
from kg.resolution.positions.scheme import NO_POSITION, read_scheme

ACTS = (
    NO_POSITION,
    *(act for act, one in read_scheme().acts.items() if one.parent is None and act != NO_POSITION),
)
POLARITIES = tuple(Polarity)
UNKNOWN = -1
"""The polarity of a pair that takes no position."""

# Of the pairs of phrases that do nothing to each other, so many a passage are shown in an epoch. What those
# count for of which it is not annotated that they do nothing.
_CONTENT_NEGATIVES = 10
_DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """What the phrase `holder` does toward the phrase `target`: numbers of `ACTS` and `POLARITIES`."""

    holder: Phrase
    target: Phrase
    act: int
    polarity: int = UNKNOWN
    weight: float = 1.0


@dataclass(slots=True)
class Example:
    """One passage. `nouns` and `verbs` label its phrases, where that is known."""

    texts: list[str]
    pairs: list[Pair] = field(default_factory=list)
    nouns: list[int] | None = None
    verbs: list[int] | None = None
    source: Phrase | None = None
    phrases: list[Phrase] = field(default_factory=list)
    """Those in cue and content: candidates for targets, and for holders in the content."""
    whole: bool = False
    """Whether all positions of the passage are annotated."""
    name: str = ""
    """The document, or the sentence's number."""

    def shown(self, rng: random.Random) -> list[Pair]:
        """The pairs of an epoch: the positions, and pairs that take none."""
        return [*self.pairs, *self._silent_speech(), *self._silent_content(rng)]

    def _silent_speech(self) -> Iterator[Pair]:
        """The source and each phrase toward which it takes no position."""
        if self.source is None:
            return
        taken = [self.source, *(pair.target for pair in self.pairs if pair.holder == self.source)]
        for phrase in self.phrases:
            if not any(overlap(phrase, one) for one in taken):
                yield Pair(self.source, phrase, 0, weight=1.0 if self.whole else _DOUBTFUL)

    def _silent_content(self, rng: random.Random) -> Iterator[Pair]:
        """Some pairs of phrases that are no position, drawn at random."""
        if len(self.phrases) < 2:
            return
        for _ in range(_CONTENT_NEGATIVES):
            one, other = rng.sample(self.phrases, 2)
            near = any(
                overlap(one, a) and overlap(other, b)
                for pair in self.pairs
                for a, b in ((pair.holder, pair.target), (pair.target, pair.holder))
            )
            if not near and not overlap(one, other):
                yield Pair(one, other, 0, weight=1.0 if self.whole else _DOUBTFUL)


def overlap(one: Phrase, other: Phrase) -> bool:
    """Whether the two phrases share a place."""
    return one[0] < other[1] and other[0] < one[1]


def default_polarity(act: str) -> int:
    """How who does `act` stands toward whom it is done to, by the scheme."""
    return POLARITIES.index(read_scheme().acts[act].polarity)
