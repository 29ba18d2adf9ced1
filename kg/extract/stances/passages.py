"""An attribution as the stance model reads it: source, cue and content in the order of the text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Attribution, Span
from kg.text.words import Words

# Words of content that are read at once; longer contents are cut at sentence ends. The model has
# learned from passages of up to 170 words.
_MOST_WORDS = 110
_MOST_SOURCE_WORDS = 40
# Gaps between the parts of an attribution that are as short as this hold a comma or a quotation mark.
_GAP = 3
_SENTENCE_ENDS = frozenset(".!?")
UNMARKED, SOURCE, CUE, SAID = range(4)
"""What a word is to the attribution, as the model is told it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one attribution, by their numbers in the article; places `[first, end)` count in `numbers`.

    `said` tells of each place whether it is content or cue: there, targets may stand.
    """

    numbers: list[int]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    said: list[bool]

    def marks(self) -> list[int]:
        """What each place is: source, cue, content or none of them."""
        marks = [SAID if said else UNMARKED for said in self.said]
        for part, mark in ((self.cue, CUE), (self.source, SOURCE)):
            if part is not None:
                marks[slice(*part)] = [mark] * (part[1] - part[0])
        return marks


def passages_of(attribution: Attribution, words: Words) -> Iterator[Passage]:
    """The attribution as one passage, or several where its content is long."""
    source = _numbers(attribution.source[:1], words)[:_MOST_SOURCE_WORDS]
    cue = _numbers([attribution.cue] if attribution.cue else [], words)
    for part in _parts(_numbers(attribution.content, words), words):
        numbers = _filled(sorted({*source, *cue, *part}), words)
        said = {*cue, *part} - set(source)
        yield Passage(
            numbers,
            _place(source, numbers),
            _place(cue, numbers),
            [number in said for number in numbers],
        )


def _place(part: list[int], numbers: list[int]) -> tuple[int, int] | None:
    """Where in `numbers` those of `part` stand, from the first to the last."""
    return (bisect_left(numbers, part[0]), bisect_left(numbers, part[-1]) + 1) if part else None


def _numbers(spans: Iterable[Span], words: Words) -> list[int]:
    ranges = ((words.at(span.start), words.at(span.end - 1) + 1) for span in spans)
    return sorted({number for first, end in ranges for number in range(first, end)})


def _parts(content: list[int], words: Words) -> Iterator[list[int]]:
    """The words of a content, in stretches that end with a sentence where one does."""
    start = 0
    while len(content) - start > _MOST_WORDS:
        stretch = range(start + _MOST_WORDS - 1, start + _MOST_WORDS // 2, -1)
        end = next((at for at in stretch if words.texts[content[at]] in _SENTENCE_ENDS), stretch[0]) + 1
        yield content[start:end]
        start = end
    yield content[start:]


def _filled(numbers: list[int], words: Words) -> list[int]:
    """`numbers` with those between two of them that are apart by a comma only."""
    filled = numbers[:1]
    for number in numbers[1:]:
        last = filled[-1]
        near = words.starts[number] - words.ends[last] <= _GAP
        if near and words.paragraphs[last] == words.paragraphs[number]:
            filled += range(last + 1, number)
        filled.append(number)
    return filled
