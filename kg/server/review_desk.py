"""What a reviewer has changed: the lines of the file of corrections, and the graph that follows them.

A change is in the file before its request is answered. The graph is brought up to date after it, by
difference and apart from the server; changes that come meanwhile are taken in together.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.archive.corrections.correction_file import (
    ADDING,
    Correction,
    CorrectionKind,
    read_corrections,
)
from kg.archive.corrections.correction_writing import Change, Claim, add_corrections, restore
from kg.errors import KgError, UsageError

Update = Callable[[], Sequence[str]]
"""Brings the graph up to date with the file; gives a sentence for each line that does not fit."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether the graph has all that the file has; if not, `reason` says why, and it may be under way."""

    is_current: bool
    reason: str = ""
    is_pending: bool = False


class ReviewDesk:
    """The reviews of one person in one file.

    `executor` runs `update` apart: one that is None is told by `kg build`, as `unable` says.
    """

    def __init__(
        self, file: Path, reviewer: str, update: Update | None, executor: Executor | None, unable: str = ""
    ) -> None:
        self.file, self.reviewer = file, reviewer
        self._update, self._executor, self._unable = update, executor, unable
        self._done: list[Change] = []
        self._wanted = self._reached = 0
        self._settled = Settled(True)
        self._updating: asyncio.Task[None] | None = None

    @property
    def is_current(self) -> bool:
        """Whether the graph has what the reviewer has changed."""
        return self._reached == self._wanted and self._settled.is_current

    def lines(self) -> list[Correction]:
        """All corrections of the file that are valid, in its order."""
        return read_corrections(self.file, lambda error: None) if self.file.exists() else []

    def add(self, claims: Sequence[Claim], note: str = "") -> Change:
        """Write corrections in place of earlier ones that they contradict. Raises what that raises."""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        change = add_corrections(self.file, claims, by=self.reviewer, on=now, note=note, instead=True)
        self._done.append(change)
        self._begin()
        return change

    def undo(self, cells: Sequence[str] = ()) -> Change:
        """Take back the last change of this session, or the line with these cells.

        With a line that adds something, the lines about that are taken back, too.
        Raises `UsageError` if there is none.
        """
        if cells:
            line = next((one for one in self.lines() if list(one.cells) == list(cells)), None)
            if line is None:
                raise UsageError(f"{self.file} does not have this line any more.")
            gone = self._with_what_is_about(line)
            cells_gone = [one.cells for one in gone]
            made = [one for one in self._done if [own.cells for own in one.added] == cells_gone]
            change = made[-1] if made else Change(added=gone)
        elif self._done:
            change = self._done[-1]
        else:
            raise UsageError("Nothing was changed since this review began; undo a line of the list.")
        restore(self.file, change)
        undone = {one.cells for one in change.added}
        self._done = [one for one in self._done if undone.isdisjoint(own.cells for own in one.added)]
        self._begin()
        return change

    def _with_what_is_about(self, line: Correction) -> tuple[Correction, ...]:
        """`line` and, if it adds a statement or a position, the lines that are about that."""
        if line.kind not in ADDING:
            return (line,)
        adds_statement = line.kind is CorrectionKind.STATEMENT_ADDED
        return tuple(
            one
            for one in self.lines()
            if one.subject == line.subject or (adds_statement and one.statement == line.subject)
        )

    async def settle(self, seconds: float) -> Settled:
        """Whether the graph is up to date, once it is or after so many seconds."""
        if self._updating is not None:
            await asyncio.wait([self._updating], timeout=seconds)
        if self._updating is not None and not self._updating.done():
            return Settled(False, "The graph is still being brought up to date.", is_pending=True)
        return self._settled

    async def close(self) -> None:
        """Wait until the graph has what was changed."""
        if self._updating is not None:
            await asyncio.wait([self._updating])

    def _begin(self) -> None:
        self._wanted += 1
        if self._update is None or self._executor is None:
            self._settled = Settled(False, self._unable)
        elif self._updating is None or self._updating.done():
            self._updating = asyncio.get_running_loop().create_task(self._catch_up())

    async def _catch_up(self) -> None:
        assert self._update is not None
        while self._reached < self._wanted:
            wanted = self._wanted
            try:
                loop = asyncio.get_running_loop()
                reasons = await loop.run_in_executor(self._executor, self._update)
            except KgError as error:
                reasons = [str(error)]
            self._reached = wanted
            self._settled = Settled(not reasons, " ".join(reasons))
