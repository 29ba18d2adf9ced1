"""The wording of a statement, and whether it is quoted: from its spans."""

import re
import unicodedata

from kg.model import Manner, Span
from kg.text.view import FILLER
from kg.text.words import IN_QUOTATION, Words

_QUOTATION_MARKS = '"“”„‟«»″'
_SINGLE_MARKS = "'‘’"
_GAP = " … "
# Lower case only: "That deal is dead" opens with a word of the statement's own.
_FURTHER_PARAGRAPH = re.compile(rf"[\n\r]\s*[{_QUOTATION_MARKS}](?=\w)")
# In "rejected that claim" the "that" is no conjunction; a clause has more words.
_SHORTEST_CLAUSE = 2
_LEADING_THAT = re.compile(r"^that\b[\s,:]*")


def wording(text: str, view: str, content: tuple[Span, ...], manner: Manner) -> str:
    """What the spans say, joined by " … ".

    Each piece goes without its outer quotation marks, a leading "that" and the comma before a
    closing mark; entities are read as their characters, white space as single spaces.
    """
    pieces = [_bare(_readable(text, view, span), direct=manner is Manner.DIRECT) for span in content]
    return _GAP.join(piece for piece in pieces if piece)


def manner_of(words: Words, content: tuple[Span, ...]) -> Manner:
    """Direct if every word (but a leading "that") is quoted, indirect if none is, else mixed."""
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


def _readable(text: str, view: str, span: Span) -> str:
    """The text itself, but the view's character where an entity or a control character stood."""
    characters = []
    for offset in range(span.start, span.end):
        own, seen = text[offset], view[offset]
        if seen == FILLER:
            continue
        # The view has one character where the text has several; marks without width are no words' part.
        several = view[offset + 1 : offset + 2] == FILLER
        if several or unicodedata.category(own) != "Cf":
            characters.append(seen if several or seen.isspace() else own)
    # A mark that opens a further paragraph of one quotation is no word of it.
    joined = _FURTHER_PARAGRAPH.sub(" ", "".join(characters))
    return re.sub(r"\s+", " ", joined).strip()


def _bare(piece: str, *, direct: bool) -> str:
    if len(piece.split()) > _SHORTEST_CLAUSE:
        piece = _LEADING_THAT.sub("", piece, count=1)
    marks = _QUOTATION_MARKS
    if piece and piece[0] in _SINGLE_MARKS and piece[-1] in _SINGLE_MARKS:
        marks += _SINGLE_MARKS
    count = sum(character in marks for character in piece)
    opens, closes = piece[:1] in marks and piece != "", piece[-1:] in marks and piece != ""
    # Marks that are not the outer pair of this piece belong to its words.
    paired = opens and closes and (direct or count == 2)
    if opens and (paired or count == 1):
        piece = piece[1:]
    if closes and (paired or count == 1):
        piece = piece[:-1].rstrip().removesuffix(",")
    return piece.strip().removesuffix(",")
