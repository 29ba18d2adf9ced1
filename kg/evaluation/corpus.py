"""The annotated articles of `corpus/` (its README gives the format)."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.evaluation.reading import ReadStatement
from kg.model import Name, Span, StatementKind, Unsaid

CORPUS = Path("corpus")
"""The folder, in the root of the repository."""


def read_statements(path: Path) -> dict[str, list[ReadStatement]]:
    """The annotated statements in `path` by document."""
    statements: dict[str, list[ReadStatement]] = {}
    for row in _rows(path):
        content = tuple(Span(one["start"], one["end"]) for one in row["content"])
        unsaid = Unsaid(row["unsaid"]) if row["unsaid"] else None
        statements.setdefault(row["document"], []).append(
            ReadStatement(
                content,
                StatementKind(row["kind"]),
                unsaid,
                speaker=row["speaker"],
                speaker_type=row["type"],
            )
        )
    return statements


def read_names(path: Path) -> dict[str, list[Name]]:
    """The annotated names in `path` by document."""
    return {
        row["document"]: [Name(Span(start, end), kind) for start, end, kind in row["names"]]
        for row in _rows(path)
    }


def annotated_ends(path: Path) -> dict[str, int]:
    """Where the annotation of an article ends, for those that are not annotated to their end."""
    return {row["document"]: row["annotated_until"] for row in _rows(path) if "annotated_until" in row}


def _rows(path: Path) -> Iterable[Any]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
