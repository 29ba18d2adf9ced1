"""Labels at the front of paragraphs: time stamps, bullets, turns of speakers, datelines."""

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.model import Span
from kg.text.dateline import dateline_pattern
from kg.text.part import PartKind
from kg.text.part_patterns import part_patterns, spells
from kg.text.turn_labels import find_turn_labels

Label = tuple[PartKind, Span | None]
"""The kind of a paragraph and its label."""

_CLOCK = r"\d{1,2}[.:h]\d{2}"
_ZONE = r"(?:GMT|UTC|BST|[A-Z]{1,3}T)"
_ZONED = re.compile(
    rf"(?:{_CLOCK}(?: ?[aApP]\.?[mM]\b\.?)?(?: {_ZONE}\b)|{_CLOCK} ?[aApP]\.?[mM]\b\.?|\d{{1,2}} ?[ap]m\b)"
    rf"(?: \({_CLOCK} {_ZONE}\))?\s*[:|–—-]?\s+(?=[A-Z\"'])"
)
_BARE_TIME = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d\s*[:|–—-]?\s+(?=[A-Z\"'])")
_BULLET = re.compile(r"[•▪●■►▶‣◆→➔✔]\s*|[»›*·◦o]\s+|»(?=\w)")
_DASH = re.compile(r"[-–—]{1,2}\s*(?=\w|[\"'“‘])")
# The full stop of an initial ("U.S.") is none.
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"')]?\s")
# Datelines without a known agency or a day stand in the first paragraphs only, and are short.
_HEAD, _MOST_PLACE_WORDS = 4, 5


def find_labels(raw: str, plain: str, paragraphs: Sequence[Span]) -> list[Label]:
    """The kind of each paragraph by its label (body if nothing tells), and the label."""
    found: list[Label] = [(PartKind.BODY, None)] * len(paragraphs)
    texts = [span.of(plain) for span in paragraphs]
    ends = _datelines(texts) | _times(texts)
    bullets = _bullets([span.of(raw) for span in paragraphs])
    turns = find_turn_labels(texts)
    for number, span in enumerate(paragraphs):
        if number in turns:
            kind, end = turns[number]
            found[number] = kind, Span(span.start, span.start + end)
        elif number in bullets:
            found[number] = PartKind.BULLET, Span(span.start, span.start + bullets[number])
        elif number in ends:
            found[number] = PartKind.BODY, Span(span.start, span.start + ends[number])
    return found


def _times(texts: list[str]) -> dict[int, int]:
    """The ends of time stamps by paragraph. One without "GMT" or "pm" counts beside others only."""
    zoned = {number: match.end() for number, text in enumerate(texts) if (match := _ZONED.match(text))}
    bare = {number: match.end() for number, text in enumerate(texts) if (match := _BARE_TIME.match(text))}
    return bare | zoned if len(bare) + len(zoned) > 1 else zoned


def _bullets(texts: list[str]) -> dict[int, int]:
    """The ends of bullets by paragraph. A dash is one if a paragraph beside it has one, too."""
    quotes = any("«" in text for text in texts)
    ends = {
        number: match.end()
        for number, text in enumerate(texts)
        if (match := _BULLET.match(text)) and not (text[0] == "»" and quotes)
    }
    dashes = [_DASH.match(text) for text in texts]
    for number, (one, other) in enumerate(pairwise(dashes)):
        if one and other and one.group().strip() == other.group().strip():
            ends[number], ends[number + 1] = one.end(), other.end()
    return {number: end for number, end in ends.items() if end < len(texts[number])}


def _datelines(texts: list[str]) -> dict[int, int]:
    dateline = dateline_pattern()
    found = ((number, dateline.match(text)) for number, text in enumerate(texts))
    return {
        number: match.end()
        for number, match in found
        if match and match.end() < len(texts[number]) and _is_dateline(match, in_head=number < _HEAD)
    }


def _is_dateline(match: re.Match[str], *, in_head: bool) -> bool:
    """Whether a match of its pattern is one, not the subject of a sentence with an insertion in dashes."""
    place, agency, rest = match["place"] or "", match["agency"], match.string[match.end() :]
    if rest[0].islower() or (agency and spells(place, agency)):
        return False
    if agency and any(part_patterns().agency.fullmatch(part.strip()) for part in re.split("[/:]", agency)):
        return True
    sentence = _SENTENCE_END.split(rest, maxsplit=1)[0]
    dash = match["long"] or f" {match.group().rstrip()[-1]} "
    if dash in sentence:
        return False
    return bool(match["day"]) or (in_head and bool(agency or _is_capital_place(match.group())))


def _is_capital_place(dateline: str) -> bool:
    return dateline == dateline.upper() and len(dateline.split()) <= _MOST_PLACE_WORDS
