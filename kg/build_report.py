"""`report.json`: what a build did, for programs that start builds and for who asks later."""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kg.archive.ledger.connection import REPORT_NAME
from kg.errors import ArticleError, KgError
from kg.extract.settings import reader_version, shipped_version
from kg.model import Article, Extraction
from kg.summary import Progress, Summary
from kg.text.since import LeftOut, published_since
from kg.version import __version__

OnProgress = Callable[[Progress], None]


class BuildReport:
    """What is told while a build runs. Each thing is also told on, by the functions that are given."""

    def __init__(
        self,
        on_error: Callable[[KgError], None],
        on_note: Callable[[str], None],
        on_progress: OnProgress = lambda progress: None,
    ) -> None:
        self.on_note = on_note
        """Tells what is not for the report."""
        self.is_all_read = True
        """Whether no path that was given is without articles, as one that does not exist."""
        self._on_error, self._on_progress = on_error, on_progress
        self._started = time.monotonic()
        self._problems: list[dict[str, str | None]] = []
        self._notes: list[str] = []
        self._skipped: list[dict[str, str | int]] = []
        self._reading = Progress(0, 0, 0, 0, 0.0)

    def error(self, error: KgError) -> None:
        """Something could not be read or used."""
        self._problems.append({"path": error.path, "reason": str(error)})
        self._on_error(error)

    def unread(self, error: KgError) -> None:
        """An article or a path that was given could not be read."""
        self.is_all_read = self.is_all_read and isinstance(error, ArticleError)
        self.error(error)

    def note(self, note: str) -> None:
        """Something is left out as it should be."""
        self._notes.append(note)
        self.on_note(note)

    def published_since(self, articles: Iterable[Article], day: date) -> Iterator[Article]:
        """Yield those of `articles` that were published on `day` or later; note the others at the end."""
        left_out = LeftOut()
        yield from published_since(articles, day, left_out)
        self.note_left_out(left_out, day)

    def note_left_out(self, left_out: LeftOut, day: date) -> None:
        """Articles were left out because they were not published on `day` or later."""
        for note in left_out.notes(day):
            self.note(note)

    def skip(self, path: str, extraction: Extraction) -> None:
        """What the models leave out of the article at `path` because it is not English."""
        self._skipped += [
            {"path": path, "language": language, "statements": count}
            for language, count in extraction.skipped
        ]

    def read(self, progress: Progress) -> None:
        """How far the reading has come."""
        self._reading = progress
        self._on_progress(progress)

    def write(self, folder: Path, summary: Summary, *, resolver: str) -> None:
        """Write the file in `folder`, in place of an earlier one; `resolver` is the version of resolution.

        Two builds that do the same differ in nothing but the values under `timing`.
        """
        report = {
            "versions": {
                "kg": __version__,
                "models": shipped_version(),
                "reader": reader_version(),
                "resolver": resolver,
                "onnxruntime": _installed("onnxruntime"),
            },
            "counts": {one.name: getattr(summary, one.name) for one in fields(summary)},
            "problems": _sorted(self._problems),
            "left_out": sorted(self._notes),
            "not_english": _sorted(self._skipped),
            "timing": {
                "seconds": round(time.monotonic() - self._started, 3),
                "reading_seconds": round(self._reading.seconds, 3),
                "words_per_second": round(self._reading.words_per_second),
            },
        }
        partial = folder / f"{REPORT_NAME}.part"
        # What is no character (“\udcff”) is written as JSON escapes it.
        with partial.open("w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(report, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder / REPORT_NAME)


def _installed(package: str) -> str | None:
    """The version of a package; None if it is installed under another name, as onnxruntime may be."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: [str(value) for value in row.values()])
