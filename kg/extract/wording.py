"""The wording and the manner of a statement, from the spans of its content."""

import re
import unicodedata

from kg.model import Manner, Span
from kg.text.words import IN_QUOTATION, Words
from kg.text.written import FILLER

_QUOTATION_MARKS = '"“”„‟«»″'
_SINGLE_MARKS = "'‘’"
# A single mark that opens and is not closed; the apostrophe of "'Tis" is none.
_UNCLOSED_SINGLE = re.compile(r"(?:‘(?=[^\W\d])|'(?=[A-Z])(?!T(?:is|was)\b))(?!.*['’](?!\w))")
_GAP = " … "
_REOPENED = re.compile(rf"[{_QUOTATION_MARKS}]\s+[{_QUOTATION_MARKS}]")
_FURTHER_PARAGRAPH = re.compile(rf"[\n\r]\s*[{_QUOTATION_MARKS}](?=\w)")
# In "rejected that claim" the "that" is not a conjunction; a clause has more than this many words.
_SHORTEST_CLAUSE = 2
# Lower case only: "That deal is dead" starts with a demonstrative.
_LEADING_THAT = re.compile(r"^that\b[\s,:]*")


def wording(text: str, view: str, content: tuple[Span, ...], manner: Manner) -> str:
    """The text of the spans, joined by " … ". `text` is what is written (`kg.text.written`).

    Removes outer quotation marks, a leading "that" and the comma before a closing mark of each span;
    collapses white space.
    """
    pieces = [_strip_marks(_decode(text, view, span), direct=manner is Manner.DIRECT) for span in content]
    return _GAP.join(piece for piece in pieces if piece)


def manner_of(words: Words, content: tuple[Span, ...]) -> Manner:
    """Direct if every word except a leading "that" is quoted, indirect if none is, else mixed."""
    numbers = [
        number
        for span in content
        for number in range(words.at(span.start), words.at(span.end - 1) + 1)
        if words.texts[number][0].isalnum()
    ]
    if len(numbers) > 1 and words.texts[numbers[0]].lower() == "that":
        numbers = numbers[1:]
    quoted = sum(bool(words.features[number] & IN_QUOTATION) for number in numbers)
    if quoted == 0:
        return Manner.INDIRECT
    return Manner.DIRECT if quoted == len(numbers) else Manner.MIXED


def _decode(text: str, view: str, span: Span) -> str:
    """The text of `span`, with the view's character in place of `''` or a control character."""
    characters = []
    for offset in range(span.start, span.end):
        own, seen = text[offset], view[offset]
        if seen == FILLER:
            continue
        # The view has one character where the text has several; zero-width characters are dropped.
        several = view[offset + 1 : offset + 2] == FILLER
        decoded = text[offset + 1 : offset + 2] == FILLER
        if several or unicodedata.category(own) != "Cf":
            characters.append(own if decoded or not (several or seen.isspace()) else seen)
    # Drop the marks that reopen a quotation at each paragraph.
    joined = _FURTHER_PARAGRAPH.sub(" ", "".join(characters))
    return re.sub(r"\s+", " ", joined).strip()


def _strip_marks(piece: str, *, direct: bool) -> str:
    if len(piece.split()) > _SHORTEST_CLAUSE:
        piece = _LEADING_THAT.sub("", piece, count=1)
    piece = piece[1:] if _UNCLOSED_SINGLE.match(piece) else piece
    marks = _QUOTATION_MARKS
    if piece and piece[0] in _SINGLE_MARKS and piece[-1] in _SINGLE_MARKS:
        marks += _SINGLE_MARKS
    count = sum(character in marks for character in piece)
    opens, closes = piece[:1] in marks and piece != "", piece[-1:] in marks and piece != ""
    # Other marks than an outer pair belong to the wording.
    paired = opens and closes and (direct or count == 2)
    if paired and direct:
        piece = piece[0] + _REOPENED.sub(" ", piece[1:-1]) + piece[-1]
    if opens and (paired or count == 1):
        piece = piece[1:]
    if closes and (paired or count == 1):
        piece = piece[:-1].rstrip().removesuffix(",")
    return piece.strip().removesuffix(",")
