"""The reach of an anchor: the words that are labelled for its attribution.

99 % of the attributions of PolNeAR train lie in one paragraph; what continues beyond it is read as an
attribution that inherits the source. Labelling only the reach avoids errors and computation.
"""

from bisect import bisect_left, bisect_right

from kg.text.words import IN_QUOTATION, Words

# Words before and after the anchor; 99.3 % of the attributions of PolNeAR train fit.
_BEFORE, _AFTER = 64, 96
# A paragraph of at most this many words ("he said.", "— Jane Doe") can refer to the one before it.
_SHORT = 12


def reach_of(words: Words, anchor: int) -> tuple[int, int]:
    """The words `[first, end)` that the attribution with its cue at word `anchor` can contain.

    They are those of its paragraph, also of the next one if this one ends in a colon or an open quotation,
    and of the one before if this one is short and has no quotation.
    """
    paragraphs = words.paragraphs
    first, end = _paragraph(paragraphs, anchor)
    start = first
    if first > 0 and end - first <= _SHORT and not _has_quotation(words, first, end):
        start, _ = _paragraph(paragraphs, first - 1)
    if end < len(paragraphs) and _continues(words, end - 1):
        _, end = _paragraph(paragraphs, end)
    return max(start, anchor - _BEFORE), min(end, anchor + _AFTER + 1)


def _paragraph(paragraphs: list[int], word: int) -> tuple[int, int]:
    number = paragraphs[word]
    return bisect_left(paragraphs, number), bisect_right(paragraphs, number)


def _has_quotation(words: Words, first: int, end: int) -> bool:
    return any(words.features[number] & IN_QUOTATION for number in range(first, end))


def _continues(words: Words, last: int) -> bool:
    text = words.texts[last]
    return text == ":" or (text != '"' and bool(words.features[last] & IN_QUOTATION))
