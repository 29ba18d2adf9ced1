"""Training examples of the stance model: passages with phrases, and pairs of phrases with acts."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from kg.acts.scheme import NO_POSITION, read_scheme
from kg.extract.stances.candidates import Phrase
from kg.extract.stances.passages import CUE, SAID, UNMARKED
from kg.model import Polarity

ACTS = (
    NO_POSITION,
    *(act for act, one in read_scheme().acts.items() if one.parent is None and act != NO_POSITION),
)
POLARITIES = tuple(Polarity)
UNKNOWN = -1
"""The polarity of a pair that takes no position."""
WRITTEN_NAME = "written"
NO_LABEL = -100
"""The label of words that are not annotated."""

# Pairs of phrases without a position that are shown for each passage in an epoch, and the weight of those for
# which it is not annotated that there is none.
_CONTENT_NEGATIVES = 10
_DOUBTFUL = 0.5
# The weight of a phrase inside or around a target that is not the target.
_BESIDE = 0.7
_AFTER_HEAD = frozenset(
    ["of", "in", "on", "to", "for", "with", "from", "by", "that", "who", "which", "at", "against"]
)


class ContentPart(IntEnum):
    """The part of a word in the positions that a content reports."""

    NONE, HOLDER, TARGET = range(3)


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
    """One passage. `nouns` and `verbs` label its phrases, if known."""

    texts: list[str]
    pairs: list[Pair] = field(default_factory=list)
    nouns: list[int] | None = None
    verbs: list[int] | None = None
    marks: list[int] = field(default_factory=list)
    """The part of each word in the statement (`Passage.marks`)."""
    source: Phrase | None = None
    phrases: list[Phrase] = field(default_factory=list)
    """Phrases in cue and content: candidates for targets, and for holders in the content."""
    whole: bool = False
    """Whether all positions of the passage are annotated."""
    name: str = ""
    """The name of the article, or the number of the sentence."""

    @property
    def is_written(self) -> bool:
        """Whether the passage was written for training."""
        return self.name.startswith(WRITTEN_NAME)

    def told(self) -> "Example":
        """The passage as a content that reports its pairs: nothing is marked as source."""
        return replace(self, marks=[], source=None)

    def shown(self, rng: random.Random) -> list[Pair]:
        """The pairs shown in an epoch: the positions, and pairs without a position."""
        return [*self.pairs, *self._silent_speech(), *self._silent_content(rng)]

    def may_name(self, phrase: Phrase) -> bool:
        """Whether `phrase` may be a target or a holder: it is in cue or content, if that is annotated."""
        return not self.whole or all(mark in (CUE, SAID) for mark in self.marks[slice(*phrase)])

    def speech_parts(self) -> list[int]:
        """For each word, the speaker's polarity toward its target, plus one; 0 outside of targets."""
        parts = self._parts()
        for pair in self.pairs:
            if pair.act and pair.holder == self.source:
                parts[slice(*pair.target)] = [1 + pair.polarity] * (pair.target[1] - pair.target[0])
        return parts

    def content_parts(self) -> list[int]:
        """For each word, whether it is holder or target of a position that the content reports."""
        parts = self._parts()
        for pair in self.pairs:
            if pair.act and pair.holder != self.source:
                for phrase, part in ((pair.holder, ContentPart.HOLDER), (pair.target, ContentPart.TARGET)):
                    parts[slice(*phrase)] = [part] * (phrase[1] - phrase[0])
        return parts

    def _parts(self) -> list[int]:
        marks = self.marks or [UNMARKED] * len(self.texts)
        return [0 if self.whole and mark in (CUE, SAID) else NO_LABEL for mark in marks]

    def _silent_speech(self) -> Iterator[Pair]:
        """Pairs of the source and each phrase toward which it takes no position."""
        if self.source is None:
            return
        taken = [self.source, *(pair.target for pair in self.pairs if pair.holder == self.source)]
        for phrase in self.phrases:
            touched = [one for one in taken if overlap(phrase, one)]
            if not touched:
                yield Pair(self.source, phrase, 0, weight=1.0 if self.whole else _DOUBTFUL)
            elif self.whole and not overlap(phrase, self.source) and self._is_another(phrase, touched):
                yield Pair(self.source, phrase, 0, weight=_BESIDE)

    def _is_another(self, phrase: Phrase, targets: list[Phrase]) -> bool:
        """Whether `phrase`, which overlaps `targets`, has another head ("the talks", "end the talks")."""
        return all(head_of(self.texts, phrase) != head_of(self.texts, one) for one in targets)

    def _silent_content(self, rng: random.Random) -> Iterator[Pair]:
        """Random pairs of phrases without a position."""
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
    """Whether the two phrases share a word."""
    return one[0] < other[1] and other[0] < one[1]


def head_of(texts: list[str], phrase: Phrase) -> int:
    """The place of the last word before the first preposition or relative pronoun."""
    first, end = phrase
    return next((place for place in range(first + 1, end) if texts[place].lower() in _AFTER_HEAD), end) - 1


def default_polarity(act: str) -> int:
    """The polarity of `act` by the scheme, as a number."""
    return POLARITIES.index(read_scheme().acts[act].polarity)
