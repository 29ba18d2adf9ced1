"""The text of an article with its noise, paragraphs, sentences, words and quotations."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from kg.model import Span
from kg.text.anatomy import find_parts, find_unread
from kg.text.deadline import Deadline
from kg.text.noise import find_noise, merge_spans
from kg.text.paragraphs import split_paragraphs
from kg.text.part import Part
from kg.text.quotations import find_quotations
from kg.text.sentences import split_sentences
from kg.text.span_index import SpanIndex
from kg.text.view import blank, plain_view, quoted_view
from kg.text.words import Words, split_words
from kg.text.written import written

SentenceSplitter = Callable[[str, Sequence[Span]], Iterable[Span]]
"""Splits a raw text into sentences, within its paragraphs, in order."""


class Text:
    """The text `raw` and its parts, computed on first use. All offsets are code points of `raw`.

    `view` is the input of models and rules (`kg.text.view`): the same length; noise, lines that are not
    read and labels of paragraphs are blanked, except the names of speakers before their turns. Paragraphs,
    sentences, words and quotations come from the view, so none lies in noise. `deadline` is the time that
    reading and resolving the text may take.
    """

    def __init__(
        self, raw: str, *, name: str = "The text", split: SentenceSplitter = split_sentences
    ) -> None:
        """`name` is what errors call the text; `split` splits it into sentences, spaCy's rules by default."""
        self.raw, self.name = raw, name
        self.deadline = Deadline(len(raw), name)
        self._split = split

    @cached_property
    def noise(self) -> tuple[Span, ...]:
        """The spans of noise, in order: what a scraper left, and the lines that are not read."""
        return merge_spans([*self._scraped, *(part.span for part in self.unread)])

    @cached_property
    def unread(self) -> tuple[Part, ...]:
        """The lines that hold no statement, such as bylines, with their kinds, in order."""
        return tuple(find_unread(self._with_unread))

    @cached_property
    def _scraped(self) -> tuple[Span, ...]:
        return find_noise(self.raw)

    @cached_property
    def written(self) -> str:
        """The text as a reader sees it, of the length of `raw`: entities and mojibake decoded."""
        return written(self.raw)

    @cached_property
    def _with_unread(self) -> str:
        return plain_view(self.written, self._scraped)

    @cached_property
    def _plain(self) -> str:
        return blank(self._with_unread, (part.span for part in self.unread))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs, without white space around them, in order."""
        return tuple(split_paragraphs(self._plain))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What each of the paragraphs is."""
        return find_parts(self.raw, self._plain, self.paragraphs)

    @cached_property
    def view(self) -> str:
        """The normalised view, of the length of `raw`."""
        labels = [part.label for part in self.parts if part.label and not part.names_speaker]
        return quoted_view(blank(self._plain, labels), self.paragraphs)

    @cached_property
    def words(self) -> Words:
        """The words as the models see them."""
        return split_words(self.view, self.paragraphs)

    @cached_property
    def quotations(self) -> SpanIndex[Span]:
        """The quotations, with their marks, in order; none crosses a paragraph's end."""
        return SpanIndex(find_quotations(self.words), lambda span: span)

    @cached_property
    def sentences(self) -> SpanIndex[Span]:
        """The sentences, in order; none crosses a paragraph's end."""
        return SpanIndex(self._split(self.raw, self.paragraphs), lambda span: span)

    def paragraph_at(self, offset: int) -> int:
        """The number of the last paragraph that starts at or before `offset`; -1 if none does."""
        return self._paragraph_index.position(offset)

    @cached_property
    def _paragraph_index(self) -> SpanIndex[Span]:
        return SpanIndex(self.paragraphs, lambda span: span)
