"""Views: a text normalised for models and rules, with all offsets unchanged.

A view has the length of its text, so a span `[start, end)` of the view is the same span of the text. Where
several characters stand for one (an entity, `''`), the view has that one, followed by `FILLER`s.
"""

import re
from collections.abc import Iterable

from kg.model import Span
from kg.text.written import FILLER

_DOUBLE = "“”„‟«»″〝〞＂"
_SINGLE = "‘’‚‛′`´＇"
_CHARACTERS = str.maketrans(
    {
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_SINGLE, "'"),
        # Spaces, zero-width characters and direction marks.
        **dict.fromkeys("\u00a0\u2007\u202f\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad", " "),
        **dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), " "),
        **dict.fromkeys(
            (chr(code) for code in (*range(0x00, 0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\r\t"),
            " ",
        ),
        **{chr(code): "\ufffd" for code in range(0xD800, 0xE000)},
    }
)
_PADDED_SPACE = re.compile(rf" {FILLER}+")
_TWO_SINGLES = re.compile(r"''|,,(?=\w)")
_OPENING_SINGLE = re.compile(rf"(?<![\w'{FILLER}])'(?={FILLER}*[\w(\[$£€])")
_CLOSING_SINGLE = re.compile(rf"(?<=[\w.,!?;:)\]…—{FILLER}-])'(?!{FILLER}*\w)")
_PLURAL_POSSESSIVE = re.compile(rf"s'{FILLER}* \w")
# Shorter runs between single marks (code points) are elisions ("rock 'n' roll").
_SHORTEST_SINGLE_QUOTATION = 4


def plain_view(text: str, noise: Iterable[Span] = ()) -> str:
    """The view of `text` before `quoted_view`, with as many code points.

    `text` is `written`. Double quotation marks become `"`, single ones and apostrophes `'`, control
    characters spaces. The spans in `noise`, which are in order, become spaces.
    """
    view = _PADDED_SPACE.sub(lambda match: " " * len(match.group()), text.translate(_CHARACTERS))
    view = _TWO_SINGLES.sub('"' + FILLER, view)
    return blank(view, noise)


def quoted_view(view: str, paragraphs: Iterable[Span]) -> str:
    """A plain view with single quotation marks (not apostrophes) replaced by `"`."""
    if "'" not in view:
        return view
    characters = list(view)
    for paragraph in paragraphs:
        position = counted = paragraph.start
        marks = 0
        while opening := _OPENING_SINGLE.search(view, position, paragraph.end):
            position = opening.end()
            marks += view.count('"', counted, opening.start())
            counted = opening.start()
            if marks % 2:
                continue
            closing = _closing_single(view, opening.end() + _SHORTEST_SINGLE_QUOTATION, paragraph.end)
            if closing is None:
                break
            characters[opening.start()] = characters[closing.start()] = '"'
            position = closing.end()
    return "".join(characters)


def _closing_single(view: str, start: int, end: int) -> re.Match[str] | None:
    """The mark that closes a single quotation: the first one, but of those before the next quotation rather
    one that is no plural possessive ("the workers' money")."""
    first = _CLOSING_SINGLE.search(view, start, end)
    if first is None:
        return None
    following = _OPENING_SINGLE.search(view, first.end(), end)
    end = following.start() if following else end
    closing: re.Match[str] | None = first
    while closing and _PLURAL_POSSESSIVE.match(view, closing.start() - 1):
        closing = _CLOSING_SINGLE.search(view, closing.end(), end)
    return closing or first


def blank(view: str, spans: Iterable[Span], by: str = " ") -> str:
    """Replace the characters of `view` in `spans`, which are in order, `by` another; line breaks stay."""
    pieces, position = [], 0
    for span in spans:
        pieces += [view[position : span.start], re.sub(r"[^\n\r]", by, span.of(view))]
        position = span.end
    return "".join([*pieces, view[position:]])
