"""Statements inside statements: "Brown said that Smith had promised to leave".

What Smith promised is known on Brown's word only, so the inner statement says in which it stands.
"""

from dataclasses import replace

from kg.model import Span, Statement


def mark_nested(statements: list[Statement]) -> list[Statement]:
    """`statements`, each with the identifier of the innermost one whose content holds its cue and content."""
    outer = sorted((span, one.id) for one in statements for span in one.content)
    result = list(statements)
    order = sorted(range(len(statements)), key=lambda number: _hull(statements[number]).start)
    reached = 0
    open_spans: list[tuple[Span, str]] = []
    for number in order:
        hull = _hull(statements[number])
        while reached < len(outer) and outer[reached][0].start <= hull.start:
            open_spans.append(outer[reached])
            reached += 1
        open_spans = [pair for pair in open_spans if pair[0].end > hull.start]
        around = [
            (span.end - span.start, identifier)
            for span, identifier in open_spans
            if span.end >= hull.end and identifier != statements[number].id
        ]
        if around and statements[number].cue:
            result[number] = replace(statements[number], within=min(around)[1])
    return result


def _hull(statement: Statement) -> Span:
    """From the first to the last code point of its cue and content."""
    spans = [*statement.content, *([statement.cue] if statement.cue else [])]
    return Span(min(span.start for span in spans), max(span.end for span in spans))
