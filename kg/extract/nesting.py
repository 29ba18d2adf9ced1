"""Statements inside statements: "Brown said that Smith had promised to leave".

What Smith promised is known on Brown's word only, so the inner statement says in which it stands.
"""

from dataclasses import replace

from kg.model import Attribution, Span


def mark_nested(attributions: list[Attribution]) -> list[Attribution]:
    """`attributions`, each with the identifier of the innermost one whose content holds all of it.

    All of it is source, cue and content: a cue that shares the outer one's source ("Brown said that
    he was tired and added …") is not nested in it, whatever its words stand in.
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
        # Longer than any content of its own, so that no two statements are within each other.
        around = [
            (span.end - span.start, identifier)
            for span, identifier in open_spans
            if span.end >= hull.end and span.end - span.start > longest
        ]
        if around:
            result[number] = replace(attributions[number], within=min(around)[1])
    return result


def _hull(attribution: Attribution) -> Span:
    """From the first to the last code point of its source, cue and content."""
    spans = [*attribution.source, *attribution.content, *([attribution.cue] if attribution.cue else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))
