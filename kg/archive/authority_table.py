"""An authority file: a table of people and organisations with identifiers, and its entries.

The file is the user's (docs/data.md): CSV, or TSV if it ends in .tsv, with the columns `identifier`, `names`,
`description`, `from` and `to`. It is read row by row.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.language.folding import fold, words_of
from kg.language.lexicon import Country, is_office, lexicon, office_word

COLUMNS = ("identifier", "names", "description", "from", "to")
_WIKIDATA = "http://www.wikidata.org/entity/"
_ITEM = re.compile(r"Q[1-9]\d*")
_IRI = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_DATE = re.compile(r"(-?\d{4}(?:-\d\d){0,2})(?:T[\d:.]+Z?)?")


@dataclass(frozen=True, slots=True)
class Context:
    """What a description or a role says of somebody: offices with their callings, and countries."""

    offices: frozenset[str] = frozenset()
    countries: frozenset[Country] = frozenset()

    @classmethod
    def of(cls, text: str) -> "Context":
        """What `text` says."""
        words = words_of(text)
        offices = {office_word(word) for word in words if is_office(word)}
        callings = {
            calling
            for calling, those in lexicon().callings.items()
            if calling in map(str.lower, words) or not those.isdisjoint(offices)
        }
        countries = {country for word in words if (country := lexicon().country_of(word))}
        return cls(frozenset(offices | callings), frozenset(countries))

    def __or__(self, other: "Context") -> "Context":
        return Context(self.offices | other.offices, self.countries | other.countries)

    def agrees(self, other: "Context") -> bool | None:
        """Whether both have an office or calling, and no different countries; None if one has no office."""
        if self.countries and other.countries and self.countries.isdisjoint(other.countries):
            return False
        if not (self.offices and other.offices):
            return None
        return not self.offices.isdisjoint(other.offices)


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """An entry: its IRI, what its description says, and from when to when it was, as in the file."""

    iri: str
    context: Context
    start: str
    end: str

    def covers(self, days: Set[str]) -> bool:
        """Whether one of `days`, in ISO 8601, lies in its time; unknown ends and no days at all fit."""
        return not days or any(
            (not self.start or day[: len(self.start)] >= self.start)
            and (not self.end or day[: len(self.end)] <= self.end)
            for day in days
        )


class AuthorityTable:
    """The entries of an authority file."""

    def __init__(self, path: Path) -> None:
        """Raise `InputError` if the table at `path` cannot be read."""
        self._path = path
        try:
            with path.open("rb") as file:
                self.digest = f"{path.suffix} {hashlib.file_digest(file, 'sha256').hexdigest()}"
                """A hash of the table."""
        except OSError as error:
            raise self._unreadable(error) from error

    def verify(self) -> None:
        """Raise `InputError` if a row is not valid."""
        for _ in self.entries(frozenset()):
            pass

    def entries(self, wanted: Set[str]) -> Iterator[tuple[str, AuthorityEntry]]:
        """Yield the entries that have one of the `wanted` names, which are folded, each with that name.

        Raises `InputError` if a row is not valid.
        """
        for where, row in self._rows():
            names = {fold(name) for name in row["names"].split(";")} - {""}
            if not names:
                raise InputError(f"{where} has no name.")
            iri = _iri(row["identifier"], where)
            start, end = (_date(row[column], column, where) for column in ("from", "to"))
            for name in names & wanted:
                yield name, AuthorityEntry(iri, Context.of(row["description"]), start, end)

    def _rows(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield each row, its values stripped, with words for where it stands."""
        name = f"The authority file {self._path}"
        try:
            with self._path.open(encoding="utf-8-sig", newline="") as file:
                rows = csv.DictReader(
                    file, delimiter="\t" if self._path.suffix == ".tsv" else ",", strict=True
                )
                missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
                if missing:
                    raise InputError(
                        f"{name} lacks the column “{missing[0]}”; it needs {', '.join(COLUMNS)}."
                    )
                for row in rows:
                    values = {column: (row[column] or "").strip() for column in COLUMNS}
                    yield f"{name}, line {rows.line_num},", values
        except OSError as error:
            raise self._unreadable(error) from error
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(f"{name} is no table in UTF-8: {error}.") from error

    def _unreadable(self, error: OSError) -> InputError:
        return InputError(f"The authority file {self._path} cannot be read: {error.strerror}.")


def _iri(identifier: str, where: str) -> str:
    if _ITEM.fullmatch(identifier):
        return f"{_WIKIDATA}{identifier}"
    if not _IRI.fullmatch(identifier):
        raise InputError(
            f"{where} has the identifier “{identifier}”; write an IRI or an item of Wikidata, “Q42”."
        )
    return identifier


def _date(text: str, column: str, where: str) -> str:
    """A date as precise as it is written, "" where none is; years before the first are all one."""
    match = _DATE.fullmatch(text)
    if text and match is None:
        raise InputError(f"{where} has “{text}” in “{column}”; write 2018, 2018-09 or 2018-09-17.")
    return "0000" if text.startswith("-") else match.group(1) if match else ""
