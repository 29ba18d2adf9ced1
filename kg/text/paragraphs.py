"""Paragraphs of a text as spans. Each line is a paragraph, unless the text is hard-wrapped."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_SENTENCE_END = tuple(".!?:;\"'”’)]…")

# A text is hard-wrapped if no line is longer than this many code points and at least this share of the
# lines that another line follows end in mid-sentence.
_WRAP_WIDTH = 120
_WRAPPED_SHARE = 0.6


def split_paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of `text`, in order, without white space around them.

    Lines of a hard-wrapped text are joined up to the next blank line.
    """
    lines = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            lines.append((start, start + len(stripped)))
    return (
        Span(start, end)
        for start, end in (_join_lines(text, lines) if _is_hard_wrapped(text, lines) else lines)
    )


def _join_lines(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    paragraphs = lines[:1]
    for start, end in lines[1:]:
        if _is_adjacent(text, paragraphs[-1][1], start):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return paragraphs


def _is_adjacent(text: str, end: int, start: int) -> bool:
    """Whether at most one line break lies between `end` and `start`."""
    return text.count("\n", end, start) <= 1


def _is_hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    followed = [
        (start, end) for (start, end), (following, _) in pairwise(lines) if _is_adjacent(text, end, following)
    ]
    if len(followed) < 3 or max(end - start for start, end in lines) > _WRAP_WIDTH:
        return False
    cut = sum(not text[start:end].endswith(_SENTENCE_END) for start, end in followed)
    return cut >= _WRAPPED_SHARE * len(followed)
