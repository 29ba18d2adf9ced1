"""Passages, the input of the stance model: source, cue and content of an attribution in text order."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Attribution, Span
from kg.text.words import Words

# Words of content per passage; longer contents are split at sentence ends. The training data has passages
# of up to 170 words.
_MAX_WORDS = 110
_MAX_SOURCE_WORDS = 40
# Gaps between parts of an attribution that contain only a comma or a quotation mark, in code points.
_GAP = 3
_SENTENCE_ENDS = frozenset(".!?")
UNMARKED, SOURCE, CUE, SAID = range(4)
"""The role of a word in the attribution, an input of the model."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one attribution, by their numbers in the article.

    `source` and `cue` are `[first, end)` in `numbers`. `said` is true for the words of content and cue, which
    can contain targets.
    """

    numbers: list[int]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    said: list[bool]

    def marks(self) -> list[int]:
        """The role of each word: source, cue, content or none of them."""
        marks = [SAID if said else UNMARKED for said in self.said]
        for part, mark in ((self.cue, CUE), (self.source, SOURCE)):
            if part is not None:
                marks[slice(*part)] = [mark] * (part[1] - part[0])
        return marks


def passages_of(attribution: Attribution, words: Words) -> Iterator[Passage]:
    """Yield the attribution as one passage, or as several if its content is long."""
    source = _numbers(attribution.source[:1], words)[:_MAX_SOURCE_WORDS]
    cue = _numbers([attribution.cue] if attribution.cue else [], words)
    for part in _parts(_numbers(attribution.content, words), words):
        numbers = _fill_gaps(sorted({*source, *cue, *part}), words)
        said = {*cue, *part} - set(source)
        yield Passage(
            numbers,
            _place(source, numbers),
            _place(cue, numbers),
            [number in said for number in numbers],
        )


def _place(part: list[int], numbers: list[int]) -> tuple[int, int] | None:
    """The range `[first, end)` of `numbers` from the first to the last of `part`."""
    return (bisect_left(numbers, part[0]), bisect_left(numbers, part[-1]) + 1) if part else None


def _numbers(spans: Iterable[Span], words: Words) -> list[int]:
    ranges = ((words.at(span.start), words.at(span.end - 1) + 1) for span in spans)
    return sorted({number for first, end in ranges for number in range(first, end)})


def _parts(content: list[int], words: Words) -> Iterator[list[int]]:
    """Split the words of a content, at sentence ends where possible."""
    start = 0
    while len(content) - start > _MAX_WORDS:
        stretch = range(start + _MAX_WORDS - 1, start + _MAX_WORDS // 2, -1)
        end = next((at for at in stretch if words.texts[content[at]] in _SENTENCE_ENDS), stretch[0]) + 1
        yield content[start:end]
        start = end
    yield content[start:]


def _fill_gaps(numbers: list[int], words: Words) -> list[int]:
    """`numbers` with the words in gaps of at most `_GAP` code points added."""
    filled = numbers[:1]
    for number in numbers[1:]:
        last = filled[-1]
        near = words.starts[number] - words.ends[last] <= _GAP
        if near and words.paragraphs[last] == words.paragraphs[number]:
            filled += range(last + 1, number)
        filled.append(number)
    return filled
