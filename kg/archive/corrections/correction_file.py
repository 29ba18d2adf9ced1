"""The file of corrections: what people say of actors, agreements and statements, line by line.

A correction names actors, agreements and statements by their identifiers, which derive from content, so it
outlives every build. `correction_fit` reports where it no longer fits, and applies it.
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from kg.errors import InputError, KgError, UsageError
from kg.language.folding import slug
from kg.language.personal_names import person_id

CORRECTIONS_NAME = "corrections.csv"
HEADER = ("correction", "subject", "object", "by", "on", "note")

_IDENTIFIER = re.compile(r"[a-z0-9-]+")
# Line breaks, other control characters, surrogates; embeddings and overrides of writing direction.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class CorrectionKind(StrEnum):
    """What a correction says."""

    SAME_ACTOR = "same-actor"
    SPEAKER = "speaker"
    NOT_A_STATEMENT = "not-a-statement"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file.

    `subject` is the identifier of what is corrected: an actor (`same-actor`), an actor or agreement
    (`rename`), a statement (else). `object` is an actor's identifier (`same-actor`, `speaker`), a
    person's full name (`speaker`), the new name (`rename`), or "" (`not-a-statement`). `on` is
    ISO 8601, a day or a point of time. `line` is the first one in the file, counted from 1.
    """

    kind: CorrectionKind
    subject: str
    object: str
    by: str
    on: str
    note: str
    line: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it stands in the file, in the order of `HEADER`."""
        return self.kind.value, self.subject, self.object, self.by, self.on, self.note

    @property
    def claim(self) -> tuple[str, str]:
        """What it says of its subject, by whomever: equal claims do not contradict each other."""
        named = self.kind is CorrectionKind.SPEAKER and not is_identifier(self.object)
        return self.kind, person_id(self.object) if named else self.object


def is_identifier(value: str) -> bool:
    """Whether `value` can be an actor's identifier; a name has a capital, a space, another script."""
    return bool(_IDENTIFIER.fullmatch(value))


def make_correction(cells: Sequence[str], line: int) -> Correction:
    """The correction that `cells`, in the order of `HEADER`, say.

    Raises `UsageError` for what can be no correction, whatever the articles are.
    """
    if len(cells) != len(HEADER):
        raise UsageError(f"it has {len(cells)} cells, not {len(HEADER)}: {','.join(HEADER)}.")
    for name, cell in zip(HEADER, cells, strict=True):
        if any(unicodedata.category(one) in _FORBIDDEN_CATEGORIES or one in _FORBIDDEN for one in cell):
            raise UsageError(f"“{name}” has a line break or another control character.")
    kind, subject, what, by, on, note = (" ".join(cell.split()) for cell in cells)
    if kind not in list(CorrectionKind):
        raise UsageError(f"“{kind}” is not a correction; there are {', '.join(CorrectionKind)}.")
    for name, cell in (("subject", subject), ("by", by), ("on", on)):
        if not cell:
            raise UsageError(f"“{name}” is empty.")
    _check_object(CorrectionKind(kind), what)
    return Correction(CorrectionKind(kind), subject, what, by, _day_or_time(on), note, line)


def read_corrections(file: Path, on_error: Callable[[KgError], None]) -> list[Correction]:
    """The corrections of `file`, without those that contradict each other.

    A line that is no correction goes to `on_error` with its number, as do contradictions, with the
    numbers of all lines that take part: none of them is chosen.
    Raises `InputError` where the file as a whole cannot be read.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"The corrections {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise InputError(f"The corrections {file} are not UTF-8.") from None
    rows = _rows(text, file, on_error)
    _, header = next(rows, (1, HEADER))
    if tuple(header) != HEADER:
        raise InputError(f"The corrections {file} must open with the line “{','.join(HEADER)}”.")
    corrections = []
    for line, row in rows:
        try:
            corrections.append(make_correction(row, line))
        except UsageError as error:
            on_error(InputError(f"{file}, line {line}: {error}"))
    refused = set()
    for lines, reason in contradictions(corrections):
        numbers = " and ".join(map(str, lines)).replace(" and ", ", ", len(lines) - 2)
        on_error(InputError(f"{file}, line{'s' if len(lines) > 1 else ''} {numbers}: {reason}"))
        refused |= set(lines)
    return [one for one in corrections if one.line not in refused]


def append_correction(file: Path, correction: Correction) -> None:
    """Write `correction` at the end of `file`, which is made where there is none.

    Raises `InputError` where it cannot be written.
    """
    row = io.StringIO()
    writer = csv.writer(row, lineterminator="\n")
    try:
        before = file.read_bytes() if file.exists() else b""
        if not before:
            writer.writerow(HEADER)
        elif not before.endswith((b"\n", b"\r")):
            row.write("\n")
        writer.writerow(correction.cells)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as target:
            target.write(row.getvalue().encode("utf-8"))
    except OSError as error:
        raise InputError(f"The corrections {file} cannot be written: {error.strerror}.") from error


def next_line(file: Path) -> int:
    """The number of the line that `append_correction` writes next."""
    before = file.read_bytes() if file.exists() else b""
    breaks = len(re.findall(rb"\r\n|\r|\n", before))
    return breaks + (1 if before.endswith((b"\n", b"\r")) else 2)


def contradictions(corrections: Sequence[Correction]) -> list[tuple[tuple[int, ...], str]]:
    """The lines that cannot all be right, with the reason.

    Lines of one subject must say the same: an actor that is merged into another one has no name of
    its own, and what is no statement has no speaker. Merges must not run in a circle.
    """
    by_subject: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        by_subject[one.subject].append(one)
    found = []
    merges: dict[str, Correction] = {}
    for subject, lines in by_subject.items():
        claims = {one.claim: f"{one.kind.value} {one.object}".strip() for one in reversed(lines)}
        if len(claims) > 1:
            said = " and ".join(f"“{claim}”" for claim in sorted(claims.values()))
            found.append((_numbers(lines), f"{subject} cannot be all of {said}; keep one of them."))
        elif lines[0].kind is CorrectionKind.SAME_ACTOR:
            merges[subject] = lines[0]
    for circle in _circles({subject: one.object for subject, one in merges.items()}):
        lines = [one for subject in circle for one in by_subject[subject]]
        way = " into ".join((*circle, circle[0]))
        found.append((_numbers(lines), f"the merges run in a circle: {way}; remove one of them."))
    return sorted(found)


def _rows(text: str, file: Path, on_error: Callable[[KgError], None]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line, without empty ones."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            where = f"{file}, line {line}" + (f" to {reader.line_num}" if reader.line_num > line else "")
            on_error(InputError(f"{where}: this is not CSV ({error})."))
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _check_object(kind: CorrectionKind, what: str) -> None:
    if kind is CorrectionKind.NOT_A_STATEMENT:
        if what:
            raise UsageError(f"“{kind}” has no object, but here it is “{what}”.")
    elif not what:
        raise UsageError("“object” is empty.")
    elif kind is not CorrectionKind.SAME_ACTOR and not (slug(what) and person_id(what)):
        raise UsageError(f"“{what}” is not a name: it has no letter that an identifier can be made of.")


def _day_or_time(value: str) -> str:
    """`value` as ISO 8601 in its plain form."""
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(value).isoformat().replace("+00:00", "Z")
        except ValueError:
            continue
    raise UsageError(f"“{value}” is not a date; write 2020-02-10 or 2020-02-10T09:30:00Z.")


def _numbers(corrections: Sequence[Correction]) -> tuple[int, ...]:
    return tuple(sorted(one.line for one in corrections))


def _circles(into: dict[str, str]) -> list[list[str]]:
    """The circles of a map, each once, from its first subject on."""
    circles = []
    done: set[str] = set()
    for start in into:
        way: dict[str, None] = {}
        here = start
        while here in into and here not in done and here not in way:
            way[here] = None
            here = into[here]
        if here in way:
            circles.append(list(way)[list(way).index(here) :])
        done |= set(way)
    return circles
