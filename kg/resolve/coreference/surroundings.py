"""Where things stand in an article: sentences, paragraphs, words, quotations, statements."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from kg.model import Document, Extraction, Span, Statement
from kg.text.span_index import SpanIndex

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BREAK = re.compile(r"\n\s*")
# One pair of marks within a paragraph; a paragraph that goes on in the next one closes none.
_QUOTATION = re.compile(r"“[^“”\n]+(?:”|(?=\n)|\Z)|\"[^\"\n]+(?:\"|(?=\n)|\Z)")
_DETERMINER = re.compile(r"\b(?:the|an?|this|that|these|those)\s", re.IGNORECASE)
# A name after one of these is not the subject: "of", "his lawyer and", "including Jane".
_GOVERNED = re.compile(
    r"\b(?:of|for|to|at|with|from|in|by|against|about|on|including|between|like|than|over|after|before|under)"
    r"(?: (?:his|her|their|its|the|counterpart|[A-Z][\w.’']+|and))*\s$"
)
_POSSESSOR = re.compile(r"(?:['’]s?|(?<=['’])|(?<=['’]s))\s+\w")
_BEFORE = 40


class Layout:
    """Numbers of sentences, paragraphs and words by offset, and what stands around an offset."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self.text = text = document.text
        self._sentences = SpanIndex(extraction.sentences, lambda span: span)
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._words = [match.start() for match in _WORD.finditer(text)]
        self._determiners = [match.start() for match in _DETERMINER.finditer(text)]
        self._quotations = SpanIndex(
            (Span(*match.span()) for match in _QUOTATION.finditer(text)), lambda s: s
        )
        self._contents = _by_span((part, one) for one in extraction.statements for part in one.content)
        self._sources = _by_span((part, one) for one in extraction.statements for part in one.source)

    def sentence(self, offset: int) -> int:
        """The number of the sentence at `offset`."""
        return self._sentences.position(offset)

    def sentence_start(self, offset: int) -> int:
        """Where the sentence at `offset` begins."""
        around = self._sentences.between(self.sentence(offset), self.sentence(offset) + 1)
        return around[0].start if around else 0

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph at `offset`."""
        return bisect_left(self._breaks, offset)

    def words_between(self, start: int, end: int) -> int:
        """How many words begin in `[start, end)`."""
        return max(0, bisect_left(self._words, end) - bisect_left(self._words, start))

    def determiners_between(self, start: int, end: int) -> int:
        """How many noun phrases with an article or "this" begin in `[start, end)`."""
        return max(0, bisect_left(self._determiners, end) - bisect_left(self._determiners, start))

    def quotation(self, offset: int) -> int | None:
        """Where the quotation marks open that `offset` stands in, if it stands in any."""
        around = self._quotations.around(offset)
        return around.start if around else None

    def content(self, offset: int) -> Statement | None:
        """The statement in whose content `offset` stands, the innermost that begins last."""
        around = self._contents.around(offset)
        return around[1] if around else None

    def source(self, offset: int) -> Statement | None:
        """The statement in whose source `offset` stands."""
        around = self._sources.around(offset)
        return around[1] if around else None

    def is_governed(self, span: Span) -> bool:
        """Whether a preposition before the words makes them anything but a subject."""
        return _GOVERNED.search(self.text, max(0, span.start - _BEFORE), span.start) is not None

    def is_possessor(self, span: Span) -> bool:
        """Whether the words own what follows ("the mayor's wife")."""
        return _POSSESSOR.match(self.text, span.end) is not None


def _by_span(pairs: Iterable[tuple[Span, Statement]]) -> SpanIndex[tuple[Span, Statement]]:
    return SpanIndex(pairs, lambda pair: pair[0])
