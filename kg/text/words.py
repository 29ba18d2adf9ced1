"""Words, the input units of the models: runs of word characters, or single other characters, with the
fillers of the view that follow them.

Spans are decoded over words, so no span splits one. Each word has a feature that an uncased sub-word
vocabulary lacks: its case, whether it starts a paragraph, whether it is inside a quotation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Span
from kg.text.unclosed import end_of_unclosed
from kg.text.written import FILLER

_WORD = re.compile(rf"\w+(?:{FILLER}+\w+)*{FILLER}*|[^\w\s{FILLER}]{FILLER}*")

# The feature of a word is case + PARAGRAPH_START + IN_QUOTATION.
LOWER, TITLE, UPPER, MIXED = range(4)
PARAGRAPH_START = 4
IN_QUOTATION = 8
MARK = '"'
"""The quotation mark of a view."""
FEATURES = 16


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: parallel lists, offsets in code points, paragraphs numbered from 0."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    features: list[int]
    paragraphs: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def paragraph_of(self, span: Span) -> int:
        """The number of the paragraph in which `span` starts."""
        return self.paragraphs[self.at(span.start)]

    def at(self, offset: int) -> int:
        """The number of the last word that starts at or before `offset` (0 if none does)."""
        return max(0, bisect_right(self.starts, offset) - 1)


def split_words(view: str, paragraphs: Iterable[Span]) -> Words:
    """Split the paragraphs of a view (`kg.text.view`) into words with features."""
    words = Words([], [], [], [], [])
    paragraphs = list(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        quoted = False
        opened = len(words)
        opens_paragraph = PARAGRAPH_START
        for match in _WORD.finditer(view, paragraph.start, paragraph.end):
            text = match.group().replace(FILLER, "")
            mark = text == MARK
            inside = quoted or mark
            if mark:
                closes = _closes(view, match.start(), match.end(), quoted)
                if quoted and not closes:
                    _end_unclosed(words, view, opened, match.start())
                quoted = not closes
                opened = len(words)
            words.texts.append(text)
            words.starts.append(match.start())
            words.ends.append(match.end())
            words.features.append(_case(text) + opens_paragraph + (IN_QUOTATION if inside else 0))
            words.paragraphs.append(number)
            opens_paragraph = 0
        # A quotation that goes on in the next paragraph has a mark at the start of each.
        goes_on = number + 1 < len(paragraphs) and view.startswith(MARK, paragraphs[number + 1].start)
        if quoted and not goes_on:
            _end_unclosed(words, view, opened, paragraph.end)
    return words


def _end_unclosed(words: Words, view: str, opened: int, end: int) -> None:
    """End the quotation that opens with word `opened`, unclosed before `end`, where its speaker is named."""
    start = end_of_unclosed(view, words.starts[opened], end)
    for number in range(bisect_left(words.starts, start, lo=opened), len(words)):
        words.features[number] &= ~IN_QUOTATION


def _closes(view: str, start: int, end: int, quoted: bool) -> bool:
    """Whether the quotation mark at `[start, end)` closes, by its neighbours or else by alternation."""
    before, after = view[start - 1 : start], view[end : end + 1]
    space_before = not before or before.isspace() or before in "([—–-"
    space_after = not after or after.isspace()
    if space_before and not space_after:
        return False
    if space_after and not space_before:
        return True
    return quoted


def _case(text: str) -> int:
    if text.islower() or not text[0].isalpha():
        return LOWER
    if text[0].isupper() and (len(text) == 1 or text[1:].islower()):
        return TITLE
    return UPPER if text.isupper() else MIXED
