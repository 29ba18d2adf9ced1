"""Noise in the text of an article: boilerplate that a scraper left. It is marked, not removed."""

import re
from collections.abc import Iterable
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.model import Span

_LINE = re.compile(r"[^\n\r]+")
_END_FROM = 0.75


def find_noise(text: str) -> tuple[Span, ...]:
    """Spans of noise in `text`, in order, not overlapping, by the patterns in `noise.toml`."""
    anywhere, line_pattern, end_pattern = _patterns()
    spans = [Span(*match.span()) for match in anywhere.finditer(text)]
    for match in _LINE.finditer(text):
        # Match line patterns against the line without the noise already found in it.
        line = anywhere.sub(lambda found: " " * len(found.group()), match.group())
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + line.index(stripped)
        if match.start() >= _END_FROM * len(text) and end_pattern.fullmatch(stripped):
            spans.append(Span(start, start + len(text[start:].rstrip())))
            break
        if line_pattern.fullmatch(stripped):
            spans.append(Span(start, start + len(stripped)))
    return merge_spans(spans)


@clears_with_data
@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = read_toml("noise.toml")
    flags = re.IGNORECASE
    anywhere, line, end = (
        re.compile("|".join(f"(?:{pattern})" for pattern in table[key]), flags)
        for key in ("anywhere", "line", "end")
    )
    return anywhere, line, end


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
