"""Passages of pairs, the input of the verifier: the sentence of a target, with holder and target marked.

The words of source and cue are part of the passage, wherever they stand. Of what a content tells that others
do, only holder and target are marked, since who reports it does not matter.
"""

from dataclasses import dataclass

from kg.extract.stances.candidates import Phrase
from kg.extract.stances.passages import SAID, SOURCE, UNMARKED, Passage
from kg.model import Layer
from kg.text.words import Words

TARGET = SAID + 1
"""The role of a word of the target; the other roles are those of `kg.extract.stances.passages`."""
# Words in a passage; of longer ones, the words nearest to the target and the source are kept.
_MAX_WORDS = 90
_SENTENCE_ENDS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class PairPassage:
    """The words of a passage, the role of each, and the ranges `[first, end)` of holder and target."""

    texts: list[str]
    marks: list[int]
    holder: Phrase
    target: Phrase


def pair_passage(passage: Passage, holder: Phrase, target: Phrase, layer: Layer, words: Words) -> PairPassage:
    """The passage of the pair of the phrases `holder` and `target` of `passage`."""
    told = layer is Layer.CONTENT
    roles = dict(zip(passage.numbers, passage.marks(), strict=True))
    first, last = passage.numbers[target[0]], passage.numbers[target[1] - 1]
    own = set(passage.numbers[slice(*holder)])
    kept = own | set(range(first, last + 1))
    if not told and passage.cue is not None:
        kept.update(passage.numbers[slice(*passage.cue)])
    around = {number for at in (first, min(kept)) for number in _sentence(at, words)}
    if not told:
        around.update(passage.numbers)
    room = max(0, _MAX_WORDS - len(kept))
    nearest = sorted(around - kept, key=lambda number: (max(first - number, number - last), number))
    numbers = sorted(kept | set(nearest[:room]))
    marks = []
    for number in numbers:
        mark = UNMARKED if told else roles.get(number, UNMARKED)
        marks.append(SOURCE if number in own else TARGET if first <= number <= last else mark)
    places = {number: place for place, number in enumerate(numbers)}
    return PairPassage(
        [words.texts[number] for number in numbers],
        marks,
        (places[min(own)], places[max(own)] + 1),
        (places[first], places[last] + 1),
    )


def marked_pair(texts: list[str], holder: Phrase, target: Phrase) -> PairPassage:
    """All the words of a sentence as the passage of a pair, with only holder and target marked."""
    marks = [
        SOURCE if place in range(*holder) else TARGET if place in range(*target) else UNMARKED
        for place in range(len(texts))
    ]
    return PairPassage(texts, marks, holder, target)


def _sentence(at: int, words: Words) -> range:
    """The numbers of the words of the sentence around the word `at`, within its paragraph."""
    paragraph = words.paragraphs[at]
    first = at
    while first and words.paragraphs[first - 1] == paragraph and words.texts[first - 1] not in _SENTENCE_ENDS:
        first -= 1
    last = at
    while (
        words.texts[last] not in _SENTENCE_ENDS
        and last + 1 < len(words)
        and words.paragraphs[last + 1] == paragraph
    ):
        last += 1
    return range(first, last + 1)
