"""The file of corrections of actors, agreements and statements, one per line.

A correction refers to entities and statements by their identifiers, which are derived from content and so
stay the same in later builds. `correction_fit` reports those that no longer fit, and applies the others.
"""

import codecs
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
# Line breaks and other control characters, surrogates; embeddings and overrides of text direction.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class CorrectionKind(StrEnum):
    """The kind of a correction."""

    SAME_ACTOR = "same-actor"
    SPEAKER = "speaker"
    NOT_A_STATEMENT = "not-a-statement"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file.

    `subject` is the identifier of the corrected object: an actor (`same-actor`), an actor or agreement
    (`rename`), a statement (else). `object` is an actor's identifier (`same-actor`, `speaker`), a
    person's full name (`speaker`), the new name (`rename`), or "" (`not-a-statement`). `on` is an ISO 8601
    date or date-time. `line` is the number of its first line in the file, from 1.
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
        """The cells of the line, in the order of `HEADER`."""
        return self.kind.value, self.subject, self.object, self.by, self.on, self.note

    @property
    def claim(self) -> tuple[str, str]:
        """The claim about the subject, without author and date: equal claims do not contradict each other."""
        named = self.kind is CorrectionKind.SPEAKER and not is_identifier(self.object)
        return self.kind, person_id(self.object) if named else self.object


def is_identifier(value: str) -> bool:
    """Whether `value` can be an identifier: lower-case ASCII letters, digits and hyphens."""
    return bool(_IDENTIFIER.fullmatch(value))


def make_correction(cells: Sequence[str], line: int) -> Correction:
    """Parse `cells`, in the order of `HEADER`. Raises `UsageError` if they are not a valid correction."""
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
    return Correction(CorrectionKind(kind), subject, what, by, _parse_day_or_time(on), note, line)


def read_corrections(file: Path, on_error: Callable[[KgError], None]) -> list[Correction]:
    """Read the corrections of `file`, without those that contradict each other.

    `on_error` gets each invalid line with its number, and each contradiction with the numbers of all its
    lines, none of which is applied. Raises `InputError` if the file cannot be read.
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
        raise InputError(f"The corrections {file} must start with the line “{','.join(HEADER)}”.")
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
    """Append `correction` to `file`, created if missing. Raises `InputError` if it cannot be written."""
    row = io.StringIO()
    writer = csv.writer(row, lineterminator="\n")
    try:
        before = file.read_bytes() if file.exists() else b""
        if not before.removeprefix(codecs.BOM_UTF8):
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
    """The number of the line that `append_correction` will write, from 1."""
    before = file.read_bytes() if file.exists() else b""
    breaks = len(re.findall(rb"\r\n|\r|\n", before))
    return breaks + (1 if before.endswith((b"\n", b"\r")) else 2)


def contradictions(corrections: Sequence[Correction]) -> list[tuple[tuple[int, ...], str]]:
    """The numbers of lines that contradict each other, with the reason.

    All lines of one subject must make the same claim: an actor that is merged cannot be renamed, and a
    removed statement has no speaker. Merges must not form a cycle.
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
    for cycle in _find_cycles({subject: one.object for subject, one in merges.items()}):
        lines = [one for subject in cycle for one in by_subject[subject]]
        way = " into ".join((*cycle, cycle[0]))
        found.append((_numbers(lines), f"the merges form a cycle: {way}; remove one of them."))
    return sorted(found)


def _rows(text: str, file: Path, on_error: Callable[[KgError], None]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the number of its first line."""
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


def _parse_day_or_time(value: str) -> str:
    """Normalise an ISO 8601 date or date-time. Raises `UsageError` if it is neither."""
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(value).isoformat().replace("+00:00", "Z")
        except ValueError:
            continue
    raise UsageError(f"“{value}” is not a date; write 2020-02-10 or 2020-02-10T09:30:00Z.")


def _numbers(corrections: Sequence[Correction]) -> tuple[int, ...]:
    return tuple(sorted(one.line for one in corrections))


def _find_cycles(into: dict[str, str]) -> list[list[str]]:
    """The cycles of a map, each once, from its first key."""
    cycles = []
    done: set[str] = set()
    for start in into:
        way: dict[str, None] = {}
        here = start
        while here in into and here not in done and here not in way:
            way[here] = None
            here = into[here]
        if here in way:
            cycles.append(list(way)[list(way).index(here) :])
        done |= set(way)
    return cycles
