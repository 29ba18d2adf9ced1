"""Training examples of the stance model: passages with phrases, and pairs of phrases with acts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.acts.scheme import NO_POSITION, read_scheme
from kg.extract.stances.candidates import Kind, Phrase, head_of, overlap
from kg.extract.stances.passages import CUE, SAID
from kg.model import Layer, Polarity

ACTS = tuple(act for act, one in read_scheme().acts.items() if one.parent is None and act != NO_POSITION)
POLARITIES = tuple(Polarity)
UNKNOWN = -1
"""The act or polarity of a pair for which it is not annotated, or which takes no position."""
WRITTEN_NAME = "written"

# Pairs of phrases without a position that are shown for each passage in an epoch.
_CONTENT_NEGATIVES = 10
# The weight of a phrase inside or around a target that is not the target.
_BESIDE = 0.7


@dataclass(frozen=True, slots=True)
class Pair:
    """How the phrase `holder` stands to the phrase `target`: numbers of `ACTS` and `POLARITIES`.

    `sure` is the probability that there is a position in this layer; None if it is not annotated.
    """

    holder: Phrase
    target: Phrase
    sure: float | None
    act: int = UNKNOWN
    polarity: int = UNKNOWN
    weight: float = 1.0
    layer: Layer = Layer.SPEECH


@dataclass(slots=True)
class Example:
    """One passage. `labelled` are its phrases by kind, if it is parsed."""

    texts: list[str]
    pairs: list[Pair] = field(default_factory=list)
    labelled: dict[Kind, set[Phrase]] | None = None
    marks: list[int] = field(default_factory=list)
    """The part of each word in the statement (`Passage.marks`)."""
    source: Phrase | None = None
    phrases: list[Phrase] = field(default_factory=list)
    """Phrases in cue and content: candidates for targets, and for holders in the content."""
    layers: frozenset[Layer] = frozenset()
    """The layers of which all positions are annotated."""
    name: str = ""
    """The name of the article, or the number of the sentence."""

    def told(self) -> "Example":
        """The passage as a content that reports its pairs: nothing is marked as source."""
        pairs = [replace(pair, layer=Layer.CONTENT) for pair in self.pairs]
        return replace(self, marks=[], source=None, pairs=pairs)

    def shown(self, rng: random.Random) -> list[Pair]:
        """The pairs shown in an epoch: the positions, and pairs without a position."""
        return [*self.pairs, *self._silent_speech(), *self._silent_content(rng)]

    def may_name(self, phrase: Phrase) -> bool:
        """Whether `phrase` may be a target or a holder: it is in cue or content, if these are marked."""
        return not self.layers or all(mark in (CUE, SAID) for mark in self.marks[slice(*phrase)])

    def _silent_speech(self) -> Iterator[Pair]:
        """Pairs of the source and each phrase toward which it takes no position."""
        if self.source is None or Layer.SPEECH not in self.layers:
            return
        taken = [pair.target for pair in self.pairs if pair.layer is Layer.SPEECH]
        for phrase in self.phrases:
            touched = [one for one in taken if overlap(phrase, one)]
            if not touched:
                yield Pair(self.source, phrase, 0.0)
            elif all(head_of(self.texts, phrase) != head_of(self.texts, one) for one in touched):
                # "the talks" in "end the talks"
                yield Pair(self.source, phrase, 0.0, weight=_BESIDE)

    def _silent_content(self, rng: random.Random) -> Iterator[Pair]:
        """Random pairs of phrases without a position."""
        if len(self.phrases) < 2 or Layer.CONTENT not in self.layers:
            return
        for _ in range(_CONTENT_NEGATIVES):
            one, other = rng.sample(self.phrases, 2)
            near = any(
                overlap(one, a) and overlap(other, b)
                for pair in self.pairs
                for a, b in ((pair.holder, pair.target), (pair.target, pair.holder))
            )
            if not near and not overlap(one, other):
                yield Pair(one, other, 0.0, layer=Layer.CONTENT)


def default_polarity(act: str) -> int:
    """The polarity of `act` by the scheme, as a number."""
    return POLARITIES.index(read_scheme().acts[act].polarity)
