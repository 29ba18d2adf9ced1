"""The formats of exported files."""

from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from kg.errors import UsageError


class ExportFormat(StrEnum):
    """A format of exported files."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    GRAPHML = "graphml"
    GEXF = "gexf"


ENDINGS = {
    ".ttl": ExportFormat.TURTLE,
    ".trig": ExportFormat.TRIG,
    ".nq": ExportFormat.NQUADS,
    ".nt": ExportFormat.NTRIPLES,
    ".jsonld": ExportFormat.JSONLD,
    ".csv": ExportFormat.CSV,
    ".parquet": ExportFormat.PARQUET,
    ".jsonl": ExportFormat.JSONL,
    ".graphml": ExportFormat.GRAPHML,
    ".gexf": ExportFormat.GEXF,
}
"""The endings of names, with the format of each."""


def format_of(to: str | Path | BinaryIO, form: str | None) -> ExportFormat:
    """The format called `form`, else that of the ending of `to`. Raises `UsageError` if there is none."""
    if form is not None:
        try:
            return ExportFormat(form)
        except ValueError:
            listed = ", ".join(ExportFormat)
            raise UsageError(f"“{form}” is not a format of exports; there are {listed}.") from None
    suffix = Path(to).suffix.lower() if isinstance(to, str | Path) else ""
    if suffix not in ENDINGS:
        listed = ", ".join(ENDINGS)
        raise UsageError(f"{to} has no ending that tells the format; give the format, or one of {listed}.")
    return ENDINGS[suffix]
