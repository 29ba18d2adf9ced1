"""Quotations: text between quotation marks."""

from collections.abc import Iterator

from kg.model import Span
from kg.text.words import IN_QUOTATION, MARK, Words


def quotation_runs(words: Words) -> Iterator[tuple[int, int, bool]]:
    """Yield the words `[first, end)` of each quotation, with its marks, and whether a mark closes it.

    A quotation ends at the latest with its paragraph, which limits the effect of an unbalanced mark.
    """
    position = 0
    while position < len(words):
        first = position
        position += 1
        if words.texts[first] != MARK or not words.features[first] & IN_QUOTATION:
            continue
        paragraph = words.paragraphs[first]
        while (
            position < len(words)
            and words.paragraphs[position] == paragraph
            and words.features[position] & IN_QUOTATION
            and words.texts[position] != MARK
        ):
            position += 1
        closed = (
            position < len(words)
            and words.texts[position] == MARK
            and words.paragraphs[position] == paragraph
        )
        position += closed
        yield first, position, closed


def find_quotations(words: Words) -> Iterator[Span]:
    """The spans of the quotations, with their marks, in order."""
    return (Span(words.starts[first], words.ends[end - 1]) for first, end, _ in quotation_runs(words))
