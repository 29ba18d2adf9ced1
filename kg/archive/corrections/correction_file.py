"""The file of corrections of actors, agreements, statements and positions, one per line.

A correction refers to entities and statements by their identifiers, which are derived from content and so
stay the same in later builds. `correction_fit` reports those that no longer fit, and applies the others.
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

from kg.archive.corrections.correction_objects import (
    AddedPosition,
    AddedStatement,
    read_cue,
    read_places,
    read_unsaid,
)
from kg.errors import InputError, KgError, UsageError
from kg.language.folding import fold, slug, words_of
from kg.language.personal_names import person_id
from kg.model import Polarity, StatementKind

CORRECTIONS_NAME = "corrections.csv"
HEADER = ("correction", "subject", "object", "by", "on", "note")

_IDENTIFIER = re.compile(r"[a-z0-9-]+")
_POSITION = re.compile(r"[^\s/]+/[^\s/]+")
# Line breaks and other control characters, surrogates; embeddings and overrides of text direction.
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_FORBIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class CorrectionKind(StrEnum):
    """The kind of a correction."""

    SAME_ACTOR = "same-actor"
    SAME_AGREEMENT = "same-agreement"
    SPEAKER = "speaker"
    UNNAMED_SPEAKER = "unnamed-speaker"
    NOT_A_STATEMENT = "not-a-statement"
    STATEMENT_WORDS = "statement-words"
    STATEMENT_KIND = "statement-kind"
    STATEMENT_UNSAID = "statement-unsaid"
    STATEMENT_CUE = "statement-cue"
    STATEMENT_ACCEPTED = "statement-accepted"
    STATEMENT_ADDED = "statement-added"
    RENAME = "rename"
    AGREEMENT = "agreement"
    NOT_THE_AGREEMENT = "not-the-agreement"
    POSITION_TARGET = "position-target"
    POSITION_WORDS = "position-words"
    POSITION_POLARITY = "position-polarity"
    POSITION_ACCEPTED = "position-accepted"
    NOT_A_POSITION = "not-a-position"
    POSITION_ADDED = "position-added"
    POSITION_ADDED_WORDS = "position-added-words"


ADDED_POSITIONS = frozenset({CorrectionKind.POSITION_ADDED, CorrectionKind.POSITION_ADDED_WORDS})
"""What adds a position: toward an actor or agreement, or toward words of the statement."""
ADDING = ADDED_POSITIONS | {CorrectionKind.STATEMENT_ADDED}
"""What adds something to what was read."""
MERGING = frozenset({CorrectionKind.SAME_ACTOR, CorrectionKind.SAME_AGREEMENT})
"""What makes two of the graph one."""
# Corrections of what a position is toward; of them a position has one.
_OF_TARGETS = frozenset({CorrectionKind.POSITION_TARGET, CorrectionKind.POSITION_WORDS})
_OF_POSITIONS = (
    _OF_TARGETS
    | ADDED_POSITIONS
    | {
        CorrectionKind.POSITION_POLARITY,
        CorrectionKind.POSITION_ACCEPTED,
        CorrectionKind.NOT_A_POSITION,
    }
)
_OF_AGREEMENTS = frozenset({CorrectionKind.AGREEMENT, CorrectionKind.NOT_THE_AGREEMENT})
_REMOVING = frozenset({CorrectionKind.NOT_A_STATEMENT, CorrectionKind.NOT_A_POSITION})
_WITHOUT_OBJECT = _REMOVING | {
    CorrectionKind.POSITION_ACCEPTED,
    CorrectionKind.STATEMENT_ACCEPTED,
    CorrectionKind.UNNAMED_SPEAKER,
    CorrectionKind.NOT_THE_AGREEMENT,
}
_OF_STATEMENTS = frozenset(
    {
        CorrectionKind.SPEAKER,
        CorrectionKind.UNNAMED_SPEAKER,
        CorrectionKind.NOT_A_STATEMENT,
        CorrectionKind.STATEMENT_WORDS,
        CorrectionKind.STATEMENT_KIND,
        CorrectionKind.STATEMENT_UNSAID,
        CorrectionKind.STATEMENT_CUE,
        CorrectionKind.STATEMENT_ACCEPTED,
        CorrectionKind.STATEMENT_ADDED,
    }
)
# Corrections of who speaks; of them a statement has one.
_OF_SPEAKERS = frozenset({CorrectionKind.SPEAKER, CorrectionKind.UNNAMED_SPEAKER})
# Kinds that one subject may have at once; a statement is accepted as the others leave it.
_TOGETHER = (
    *(
        frozenset({CorrectionKind.POSITION_POLARITY, target, added})
        for target in _OF_TARGETS
        for added in ADDED_POSITIONS
    ),
    *(_OF_STATEMENTS - _REMOVING - {one} for one in _OF_SPEAKERS),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file.

    `subject` is the identifier of the corrected object: an actor (`same-actor`), an agreement
    (`same-agreement`), an actor or agreement (`rename`), a statement (`speaker`, `unnamed-speaker`,
    `not-a-statement`, `statement-…`), or a statement, a slash and its position, or the agreement that it
    refers to (`agreement`, `not-the-agreement`).
    `object` is an actor's identifier (`same-actor`, `speaker`, `position-target`), a person's full name
    (`speaker`), the new name (`rename`), places in the article (`statement-words`, see `read_places`), a
    kind (`statement-kind`), why it is not said (`statement-unsaid`, see `read_unsaid`), where its cue stands
    (`statement-cue`, see `read_cue`), an agreement's identifier (`same-agreement`, `agreement`,
    `position-target`), words of the statement (`position-words`), a polarity (`position-polarity`), what is
    added (`statement-added`: `AddedStatement`; `position-added…`: `AddedPosition`), or "" (else). `on` is an
    ISO 8601 date or date-time. `line` is the number of its first line in the file, from 1.
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
        if self.kind is CorrectionKind.SPEAKER and not is_identifier(self.object):
            return self.kind, person_id(self.object)
        is_words = self.kind in (CorrectionKind.POSITION_WORDS, CorrectionKind.POSITION_ADDED_WORDS)
        return self.kind, fold(self.object) if is_words else self.object

    @property
    def is_of_position(self) -> bool:
        """Whether it corrects a position of a statement."""
        return self.kind in _OF_POSITIONS

    @property
    def is_of_statement(self) -> bool:
        """Whether it corrects or accepts a statement itself."""
        return self.kind in _OF_STATEMENTS

    @property
    def is_of_agreement(self) -> bool:
        """Whether it corrects which agreement a statement refers to."""
        return self.kind in _OF_AGREEMENTS

    @property
    def statement(self) -> str:
        """The identifier of the statement that it is about, or whose position or agreement; "" if none."""
        if self.is_of_statement or self.is_of_position or self.is_of_agreement:
            return self.subject.partition("/")[0]
        return ""

    @property
    def article(self) -> str:
        """The identifier of the article to which it adds a statement; "" if it does not."""
        is_added = self.kind is CorrectionKind.STATEMENT_ADDED
        return AddedStatement.parse(self.object).article if is_added else ""

    @property
    def statement_and_position(self) -> tuple[str, str]:
        """The identifiers of the statement and of its position, or its agreement, that is corrected."""
        statement, _, position = self.subject.partition("/")
        return statement, position


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
    correction = Correction(CorrectionKind(kind), subject, what, by, _parse_day_or_time(on), note, line)
    if correction.is_of_position and not _POSITION.fullmatch(subject):
        raise UsageError(f"“{subject}” is not a position; write STATEMENT/POSITION, the identifiers of both.")
    if correction.is_of_agreement and not _POSITION.fullmatch(subject):
        raise UsageError(f"“{subject}” is no agreement of a statement; write STATEMENT/AGREEMENT.")
    return correction


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


def contradictions(corrections: Sequence[Correction]) -> list[tuple[tuple[int, ...], str]]:
    """The numbers of lines that contradict each other, with the reason.

    All lines of one subject must make the same claim: an actor that is merged cannot be renamed, and a
    removed statement has no speaker and no positions. Only the addition, a target and a polarity of a
    position go together, and of a statement the addition, the speaker, the words, the kind, why it is not
    said, the cue and the acceptance. Merges must not form a cycle.
    """
    by_subject: dict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        by_subject[one.subject].append(one)
    found = []
    merges: dict[str, Correction] = {}
    for subject, lines in by_subject.items():
        claims = {one.claim: f"{one.kind.value} {one.object}".strip() for one in reversed(lines)}
        if not _go_together(list(claims)):
            said = " and ".join(f"“{claim}”" for claim in sorted(claims.values()))
            found.append((_numbers(lines), f"{subject} cannot be all of {said}; keep one of them."))
        elif lines[0].kind in MERGING:
            merges[subject] = lines[0]
        removed = [one for one in by_subject.get(_statement_of(lines), ()) if one.kind in _REMOVING]
        if removed and any(one.kind not in _REMOVING for one in lines):
            what = "a position" if lines[0].is_of_position else "an agreement"
            reason = f"{subject} is {what} of what is “not-a-statement”; keep one of them."
            found.append((_numbers([*lines, *removed]), reason))
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


def _statement_of(lines: Sequence[Correction]) -> str:
    """The statement whose position or agreement the lines of one subject correct; "" if something else."""
    return "" if lines[0].is_of_statement else lines[0].statement


def _go_together(claims: Sequence[tuple[str, str]]) -> bool:
    """Whether different claims about one subject can all be true: one, or one each of what goes together."""
    kinds = {kind for kind, _ in claims}
    return len(claims) == 1 or (len(claims) == len(kinds) and any(kinds <= one for one in _TOGETHER))


def _check_object(kind: CorrectionKind, what: str) -> None:
    if kind in _WITHOUT_OBJECT:
        if what:
            raise UsageError(f"“{kind}” has no object, but here it is “{what}”.")
    elif not what:
        raise UsageError("“object” is empty.")
    elif kind is CorrectionKind.POSITION_POLARITY:
        if what not in list(Polarity):
            raise UsageError(f"“{what}” is not a polarity; there are {', '.join(Polarity)}.")
    elif kind is CorrectionKind.STATEMENT_WORDS:
        if not read_places(what):
            raise UsageError(f"“{what}” is no place in an article; write START-END, several in their order.")
    elif kind is CorrectionKind.STATEMENT_KIND:
        if what not in list(StatementKind):
            raise UsageError(f"“{what}” is not a kind of statement; there are {', '.join(StatementKind)}.")
    elif kind is CorrectionKind.STATEMENT_UNSAID:
        read_unsaid(what)
    elif kind is CorrectionKind.STATEMENT_CUE:
        read_cue(what)
    elif kind is CorrectionKind.STATEMENT_ADDED:
        AddedStatement.parse(what)
    elif kind in ADDED_POSITIONS:
        AddedPosition.parse(what)
    elif kind is CorrectionKind.POSITION_WORDS:
        if not words_of(what):
            raise UsageError(f"“{what}” has no word.")
    elif kind in {CorrectionKind.SPEAKER, CorrectionKind.RENAME} and not (slug(what) and person_id(what)):
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
