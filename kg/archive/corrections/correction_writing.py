"""Lines written into the file of corrections, and taken out of it again, as a whole or not at all.

A file takes the place of the one before in one step, and one writer at a time changes it, so nobody reads a
part of a line and no line of another writer is lost.
"""

import codecs
import csv
import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from kg.archive.corrections.correction_file import (
    ADDED_POSITIONS,
    HEADER,
    Correction,
    CorrectionKind,
    contradictions,
    make_correction,
    read_corrections,
)
from kg.archive.corrections.correction_objects import AddedPosition, AddedStatement
from kg.errors import InputError, KgError, UsageError

# Seconds to wait for another writer, who needs some milliseconds.
_PATIENCE = 10.0
# The number of a line that is not in the file yet.
_NEW = 10**9
_BREAK = re.compile(rb"\r\n|\r|\n")

Claim = tuple[str, str, str]
"""The first three cells of a correction."""


def with_identifiers(claims: Sequence[Claim]) -> list[Claim]:
    """`claims`, of which those that add something need not have its identifier.

    What adds a statement may have "" as its subject, also what is claimed of that statement then; what adds a
    position may have the statement's identifier alone. Raises `UsageError` if what is added is not valid.
    """
    found, new = list[Claim](), ""
    for kind, subject, what in claims:
        if kind == CorrectionKind.STATEMENT_ADDED and not subject:
            subject = new = AddedStatement.parse(what).id
        elif kind in ADDED_POSITIONS and subject and "/" not in subject:
            subject = f"{subject}/{AddedPosition.parse(what).id(subject)}"
        found.append((kind, subject or new, what))
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What one writing did to the file: the lines that it added, and those that it took out."""

    added: tuple[Correction, ...] = ()
    removed: tuple[Correction, ...] = ()


def add_corrections(
    file: Path, claims: Sequence[Claim], *, by: str, on: str, note: str = "", instead: bool = False
) -> Change:
    """Append a line for each claim, by whom and when (ISO 8601); all or, where one is refused, none.

    With `instead`, earlier lines about the same things that contradict the new ones are taken out.
    Raises `UsageError` for a claim that is not valid, is there already, or contradicts a line, and
    `InputError` if the file has an error, or cannot be read or written.
    """
    with _changing(file):
        before = read_corrections(file, _refuse_invalid_file) if file.exists() else []
        removed = tuple(_replaced(before, claims)) if instead else ()
        kept = [one for one in before if one not in removed]
        content = _without(file, removed)
        made = [
            make_correction((*claim, by, on, note), line)
            for line, claim in enumerate(claims, _next_line(content))
        ]
        for new in made:
            for one in kept:
                if (one.subject, one.claim) == (new.subject, new.claim):
                    raise UsageError(f"{file}, line {one.line}, already says this.")
        _refuse_contradictions(file, kept, made)
        _write(file, _with(content, [one.cells for one in made]))
    return Change(tuple(made), removed)


def restore(file: Path, change: Change) -> None:
    """Undo a `change`: take out what it added, and put back what it took out.

    Raises `UsageError` if a line that it added is not there any more, or one that it took out contradicts
    what is there now, and `InputError` if the file cannot be read or written.
    """
    with _changing(file):
        before = read_corrections(file, _refuse_invalid_file) if file.exists() else []
        gone = []
        for added in change.added:
            found = next((one for one in before if one.cells == added.cells and one not in gone), None)
            if found is None:
                raise UsageError(f"{file} does not have “{','.join(added.cells)}” any more.")
            gone.append(found)
        content = _without(file, gone)
        back = [replace(one, line=line) for line, one in enumerate(change.removed, _next_line(content))]
        _refuse_contradictions(file, [one for one in before if one not in gone], back)
        _write(file, _with(content, [one.cells for one in back]))


def _refuse_contradictions(file: Path, kept: Sequence[Correction], made: Sequence[Correction]) -> None:
    """Raise `UsageError` if lines that are `made` contradict those that are `kept`, or each other."""
    new = [replace(one, line=_NEW + number) for number, one in enumerate(made)]
    for lines, reason in contradictions([*kept, *new]):
        others = " and ".join(str(one) for one in lines if one < _NEW)
        raise UsageError(f"Not written, because it contradicts {file}, line {others}: {reason}")


def _replaced(before: Sequence[Correction], claims: Sequence[Claim]) -> Iterator[Correction]:
    """Yield the lines of `before` that cannot stay beside the claims, or say the same."""
    new = [make_correction((*claim, "-", "2000-01-01", ""), 0) for claim in claims]
    for one in before:
        about = [own for own in new if _is_about(one, own) or _is_about(own, one)]
        if any((one.subject, one.claim) == (own.subject, own.claim) for own in about) or any(
            contradictions([replace(one, line=1), replace(own, line=2)]) for own in about
        ):
            yield one


def _is_about(one: Correction, other: Correction) -> bool:
    """Whether `one` corrects what `other` does, or a position of it."""
    return other.subject in (one.subject, one.statement)


@contextmanager
def _changing(file: Path) -> Iterator[None]:
    """Let nobody else change `file` meanwhile."""
    lock = FileLock(file.with_name(f".{file.name}.lock"), timeout=_PATIENCE)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise InputError(f"Another kg is writing {file}; try again when it is done.") from None
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        yield
    finally:
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


def _without(file: Path, gone: Iterable[Correction]) -> bytes:
    """The content of `file` without these lines, each of which may go over several lines of text."""
    content = file.read_bytes() if file.exists() else b""
    firsts = {one.line for one in gone}
    if not firsts:
        return content
    ends = [match.end() for match in _BREAK.finditer(content)]
    starts = [0, *ends]
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    kept, first = [], 1
    for _ in reader:
        last = reader.line_num
        end = starts[last] if last < len(starts) else len(content)
        if first not in firsts:
            kept.append(content[starts[first - 1] : end])
        first = last + 1
    return b"".join(kept)


def _with(content: bytes, rows: Sequence[tuple[str, ...]]) -> bytes:
    """`content` and these lines after it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not content.removeprefix(codecs.BOM_UTF8):
        writer.writerow(HEADER)
    elif not content.endswith((b"\n", b"\r")):
        text.write("\n")
    writer.writerows(rows)
    return content + text.getvalue().encode("utf-8")


def _next_line(content: bytes) -> int:
    """The number of the line that follows `content`, from 1."""
    return len(_BREAK.findall(content)) + (1 if content.endswith((b"\n", b"\r")) else 2)


def _write(file: Path, content: bytes) -> None:
    """Put `content` in the place of what `file` has. Raises `InputError` if that cannot be."""
    target = file.resolve()
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> InputError:
    return InputError(f"The corrections {file} cannot be written: {error.strerror}.")


def _refuse_invalid_file(error: KgError) -> None:
    raise InputError(f"Not written, because the file has an error; fix it first. {error}")
