"""Headline, kicker and subheadings: short lines without a full stop above paragraphs."""

import re
from collections.abc import Iterator
from itertools import groupby

from kg.text.part import Part, PartKind
from kg.text.written import FILLER

_MOST_WORDS = 20
_KICKER_WORDS = 3
# More such lines in a row are a list.
_MOST_IN_A_ROW, _MOST_AT_HEAD = 3, 8
_OPENS = re.compile(r"[\"'(\[]?[A-ZÀ-Þ\d$£€]")
_CLOSING = "\"'”’)] " + FILLER
_NO_END = (".", "!", "?", "…", ":", ";", ",", "-", "–", "—")
# A headline may end in one of these, a line below it not.
_HEADLINE_END = ("?", "!", ";")


def find_headings(plain: str, parts: list[Part]) -> Iterator[tuple[int, PartKind]]:
    """The numbers of the parts that are headlines, kickers or subheadings, with their kinds."""
    lines = [part.span.of(plain) if part.kind is PartKind.BODY and not part.label else "" for part in parts]
    shaped = [_is_shaped(line, first=number == 0) for number, line in enumerate(lines)]
    for is_shaped, run in groupby(range(len(parts)), key=lambda number: shaped[number]):
        numbers = list(run)
        if not is_shaped or _runs_on(numbers, plain, parts):
            continue
        if numbers[0] == 0:
            yield from _head([lines[number] for number in numbers[:_MOST_AT_HEAD]])
        elif len(numbers) <= _MOST_IN_A_ROW:
            yield from ((number, PartKind.SUBHEADING) for number in numbers)


def _is_shaped(line: str, *, first: bool) -> bool:
    """Whether a line is short, starts with a capital and does not end like a sentence."""
    if not line or "\n" in line or len(line.split()) > _MOST_WORDS or not _OPENS.match(line):
        return False
    is_quotation = line[0] in "\"'" and line[-1] in "\"'" and line.count(line[0]) <= 2
    end = line.rstrip(_CLOSING)[-1:]
    return not is_quotation and (end not in _NO_END or (first and end in _HEADLINE_END))


def _runs_on(numbers: list[int], plain: str, parts: list[Part]) -> bool:
    """Whether no paragraph follows the lines, or they are pieces of a sentence that line breaks cut."""
    first, following = numbers[0], numbers[-1] + 1
    if following == len(parts):
        return True
    before = parts[first - 1].span.of(plain) if first else ""
    after = parts[following].span
    adjacent = plain.count("\n", parts[following - 1].span.end, after.start) <= 1
    return before.endswith(",") or (adjacent and plain[after.start].islower())


def _head(lines: list[str]) -> Iterator[tuple[int, PartKind]]:
    """The kinds of the first lines of an article."""
    has_kicker = len(lines) > 1 and len(lines[0].split()) <= _KICKER_WORDS < len(lines[1].split())
    for number in range(len(lines)):
        if number == has_kicker:
            yield number, PartKind.HEADLINE
        else:
            yield number, PartKind.KICKER if number < has_kicker else PartKind.SUBHEADING
