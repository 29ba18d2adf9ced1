"""Nested statements: "Brown said that Smith had promised to leave".

Smith's promise is known only from Brown, so the inner statement refers to the outer one (`within`).
"""

from dataclasses import replace

from kg.model import Attribution, Span


def mark_nested(attributions: list[Attribution]) -> list[Attribution]:
    """Set `within` of each attribution to the innermost one whose content contains it.

    The content must contain source, cue and content of the inner one: a cue that shares the outer source
    ("Brown said that he was tired and added …") is not nested.
    """
    outer = sorted((span, one.id) for one in attributions for span in one.content)
    result = list(attributions)
    inner = [number for number, one in enumerate(attributions) if one.source and one.cue]
    reached = 0
    open_spans: list[tuple[Span, str]] = []
    for number in sorted(inner, key=lambda number: _hull(attributions[number]).start):
        hull = _hull(attributions[number])
        while reached < len(outer) and outer[reached][0].start <= hull.start:
            open_spans.append(outer[reached])
            reached += 1
        open_spans = [pair for pair in open_spans if pair[0].end > hull.start]
        longest = max(span.end - span.start for span in attributions[number].content)
        # Longer than its own content, so that no two statements are within each other.
        around = [
            (span.end - span.start, identifier)
            for span, identifier in open_spans
            if span.end >= hull.end and span.end - span.start > longest
        ]
        if around:
            result[number] = replace(attributions[number], within=min(around)[1])
    return result


def _hull(attribution: Attribution) -> Span:
    """The span from the first to the last code point of source, cue and content."""
    spans = [*attribution.source, *attribution.content, *([attribution.cue] if attribution.cue else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))
