"""Names as the model reads them, mended: Robert “Bobby” Tanner and Jean-Luc de la Tour are joined.

A nickname in quotation marks, or particles, stand between a given name and a surname. What has no capital is
no name, and a country or its capital is a place.
"""

from kg.language.lexicon import lexicon
from kg.language.personal_names import PARTICLES
from kg.model import Name, Span
from kg.text.words import MARK, Words

_PERSON, _ORGANISATION, _PLACE, _DATE = "person", "organisation", "place", "date"
_LONGEST_NICKNAME = 2


def join_names(names: list[Name], words: Words) -> list[Name]:
    """`names`, in text order, mended, with the pieces of a person's name joined."""
    joined: list[Name] = []
    for name in filter(None, (_mended(name, words) for name in sorted(names))):
        if joined and joined[-1].span.overlaps(name.span):
            continue
        joined.append(_lengthened(name, words) if name.kind == _PERSON else name)
    return joined


def _mended(name: Name, words: Words) -> Name | None:
    """`name` without quotation marks at its ends; None if nothing is left, or no word with a capital."""
    first, last = words.at(name.span.start), words.at(name.span.end - 1)
    while first <= last and words.texts[first] == MARK:
        first += 1
    while last >= first and words.texts[last] == MARK:
        last -= 1
    texts = words.texts[first : last + 1]
    if not texts or (name.kind != _DATE and all(text.islower() or not text[0].isalnum() for text in texts)):
        return None
    known = lexicon()
    is_country = len(texts) == 1 and (texts[0] in known.countries or texts[0] in known.capitals)
    kind = _PLACE if name.kind == _ORGANISATION and is_country else name.kind
    return Name(Span(words.starts[first], words.ends[last]), kind)


def _lengthened(name: Name, words: Words) -> Name:
    """`name` with a nickname or particles behind it and the surname that follows them, if any."""
    end = words.at(name.span.end - 1) + 1
    last = _after_nickname(end, words) or _after_particles(end, words)
    return name if last is None else Name(Span(name.span.start, words.ends[last]), name.kind)


def _after_nickname(end: int, words: Words) -> int | None:
    """The number of the word after a nickname in marks that stands at word `end`, if it is a name's."""
    texts = words.texts
    if end >= len(texts) or texts[end] != MARK:
        return None
    for closing in range(end + 2, min(end + 2 + _LONGEST_NICKNAME, len(texts) - 1)):
        if texts[closing] == MARK:
            inside = texts[end + 1 : closing]
            named = all(text[0].isupper() for text in (*inside, texts[closing + 1]))
            return closing + 1 if named and _together(end, closing + 1, words) else None
    return None


def _after_particles(end: int, words: Words) -> int | None:
    """The number of the word after the particles ("de la") that stand at word `end`, if it is a name's."""
    number = end
    while number < len(words) and words.texts[number] in PARTICLES:
        number += 1
    if number == end or number >= len(words) or not _together(end, number, words):
        return None
    return number if words.texts[number][0].isupper() else None


def _together(first: int, last: int, words: Words) -> bool:
    return words.paragraphs[first - 1] == words.paragraphs[last]
