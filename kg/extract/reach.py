"""How far from its anchor an attribution can reach.

Almost every attribution stands in one paragraph (99 in 100 of PolNeAR train), and what lies beyond
is read as one that inherits its source. So only these words are labelled for an anchor: fewer
mistakes, and less to compute.
"""

from bisect import bisect_left, bisect_right

from kg.text.words import IN_QUOTATION, Words

# Words before and after the anchor; 99.3 % of the attributions of PolNeAR train fit.
_BEFORE, _AFTER = 64, 96
# A paragraph of so few words ("he said.", "— Jane Doe") can speak of the one before it.
_SHORT = 12


def reach_of(words: Words, anchor: int) -> tuple[int, int]:
    """The words `[first, end)` that the attribution with its cue at word `anchor` can have.

    They are its paragraph; the next one too where this one ends in a colon or an open quotation;
    the one before where this one is short and quotes nothing itself.
    """
    paragraphs = words.paragraphs
    first, end = _paragraph(paragraphs, anchor)
    start = first
    if first > 0 and end - first <= _SHORT and not _quotes(words, first, end):
        start, _ = _paragraph(paragraphs, first - 1)
    if end < len(paragraphs) and _goes_on(words, end - 1):
        _, end = _paragraph(paragraphs, end)
    return max(start, anchor - _BEFORE), min(end, anchor + _AFTER + 1)


def _paragraph(paragraphs: list[int], word: int) -> tuple[int, int]:
    number = paragraphs[word]
    return bisect_left(paragraphs, number), bisect_right(paragraphs, number)


def _quotes(words: Words, first: int, end: int) -> bool:
    return any(words.features[number] & IN_QUOTATION for number in range(first, end))


def _goes_on(words: Words, last: int) -> bool:
    text = words.texts[last]
    return text == ":" or (text != '"' and bool(words.features[last] & IN_QUOTATION))
