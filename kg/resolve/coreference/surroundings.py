"""The context of an offset in an article: sentence, paragraph, quotation, attribution, distances."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from kg.model import Attribution, Span
from kg.text import Text
from kg.text.span_index import SpanIndex
from kg.text.words import Words

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})
# A name after one of these is not a subject: "of", "with his lawyer and", "including Jane and".
_GOVERNED = re.compile(
    r"\b(?:of|for|to|at|with|from|in|by|against|about|on|including|between|like|than|over|after|before|under)"
    r"(?: (?:his|her|their|its|the|counterpart|[A-Z][\w.’']+|and))*\s$"
)
_POSSESSOR = re.compile(r"(?:['’]s?|(?<=['’])|(?<=['’]s))\s+\w")
_BEFORE = 40


class Surroundings:
    """Looks up parts of the text and its attributions by offset."""

    def __init__(self, text: Text, attributions: Iterable[Attribution]) -> None:
        self.text = text
        self.raw = text.raw
        self._words = list(_word_starts(text.words))
        self._determiners = [
            start
            for start, end, word in zip(text.words.starts, text.words.ends, text.words.texts, strict=True)
            if word.lower() in _DETERMINERS and text.raw[end : end + 1].isspace()
        ]
        attributions = list(attributions)
        self._contents = _by_span((part, one) for one in attributions for part in one.content)
        self._sources = _by_span((part, one) for one in attributions for part in one.source)
        self.is_governed = lru_cache(maxsize=4096)(self._is_governed)
        """Whether a preposition governs the words at a span, so that they are not a subject."""
        self.is_possessor = lru_cache(maxsize=4096)(self._is_possessor)
        """Whether the words at a span are the possessor of the next noun ("the mayor's wife")."""

    def sentence(self, offset: int) -> int:
        """The number of the sentence at `offset`."""
        return self.text.sentences.position(offset)

    def sentence_start(self, offset: int) -> int:
        """The start of the sentence at `offset`."""
        number = self.sentence(offset)
        around = self.text.sentences.between(number, number + 1)
        return around[0].start if around else 0

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at `offset`."""
        return self.text.paragraph_at(offset)

    def words_between(self, start: int, end: int) -> int:
        """The number of words that start in `[start, end)`."""
        return max(0, bisect_left(self._words, end) - bisect_left(self._words, start))

    def determiners_between(self, start: int, end: int) -> int:
        """The number of articles and demonstratives that start in `[start, end)`."""
        return max(0, bisect_left(self._determiners, end) - bisect_left(self._determiners, start))

    def quotation(self, offset: int) -> int | None:
        """The start of the quotation that contains `offset`, or None."""
        around = self.text.quotations.around(offset)
        return around.start if around else None

    def content(self, offset: int) -> Attribution | None:
        """The attribution whose content contains `offset`, of several the one that starts last; or None."""
        around = self._contents.around(offset)
        return around[1] if around else None

    def source(self, offset: int) -> Attribution | None:
        """The attribution whose source contains `offset`, or None."""
        around = self._sources.around(offset)
        return around[1] if around else None

    def is_reported(self, span: Span) -> bool:
        """Whether `span` starts in a content or a quotation."""
        return self.content(span.start) is not None or self.quotation(span.start) is not None

    def _is_governed(self, span: Span) -> bool:
        return _GOVERNED.search(self.raw, max(0, span.start - _BEFORE), span.start) is not None

    def _is_possessor(self, span: Span) -> bool:
        return _POSSESSOR.match(self.raw, span.end) is not None


def _word_starts(words: Words) -> Iterable[int]:
    """The starts of words; "don't" counts as one word."""
    texts, starts, ends = words.texts, words.starts, words.ends
    for number, (text, start) in enumerate(zip(texts, starts, strict=True)):
        if not (text[0].isalnum() or text[0] == "_"):
            continue
        joined = number > 1 and texts[number - 1] == "'" and ends[number - 1] == start
        if not (joined and ends[number - 2] == starts[number - 1] and texts[number - 2][-1].isalnum()):
            yield start


def _by_span(pairs: Iterable[tuple[Span, Attribution]]) -> SpanIndex[tuple[Span, Attribution]]:
    return SpanIndex(pairs, lambda pair: pair[0])
