"""Questions of journalists with the rows that answer them (`questions/questions.jsonl`), and whether rows do.

An answer is one of several alternatives. Each names what a row must have: a stretch of an article's text, of
which one cell must have half of the words that count, and words of fields such as the speaker or a number.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kg.language.folding import fold
from kg.questions.tables import Cell, Table

FOLDER = Path(__file__).with_name("questions")
SETS = ("seeds", "wikinews", "polnear")
PARTS = ("dev", "check")
FIRST_ROWS = 5
"""A question is answered if one of so many rows answers it."""
# Shorter words do not count in a stretch: most are articles, prepositions and auxiliaries.
_SHORT = 4
# Fewer words than these say too little to be found in a stretch by themselves.
_FEW = 4
_OTHER_VERDICT = {"yes": "no", "no": "yes"}
_NOTHING = re.compile(r" (?:nobody|nothing|none|no one|no statements?|no answer|not found) ")


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One alternative: what a row has that answers the question.

    `article` is the name of a file. `words` are a stretch of its text. Of each field with several forms, such
    as `speaker`, one form must be in the row. `verdict` is yes or no: a row that says the other does not
    answer. `nothing` means that no row answers, and `all` that each of its parts (alternatives, too) needs a
    row.
    """

    article: str = ""
    words: str = ""
    speaker: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    verdict: str = ""
    nothing: bool = False
    all: tuple[tuple["Wanted", ...], ...] = ()

    @property
    def fields(self) -> tuple[tuple[str, ...], ...]:
        """The forms of each field that is given."""
        given = (
            self.speaker, self.addressee, self.channel, self.number,
            self.date, self.place, self.office, self.target,
        )  # fmt: skip
        return tuple(forms for forms in given if forms)


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question, and the alternatives of which any answers it."""

    id: str
    set: str
    part: str
    question: str
    kind: str
    traits: tuple[str, ...]
    answers: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class ArticleName:
    """An article of the benchmark: its set and the name of its file."""

    set: str
    name: str


def read_questions() -> list[Question]:
    """The questions, in order."""
    lines = (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Question) for line in lines]


def read_article_names() -> list[ArticleName]:
    """The articles of the benchmark, all of them read for questions."""
    with (FOLDER / "articles.csv").open(encoding="utf-8", newline="") as file:
        return [ArticleName(row["set"], row["article"]) for row in csv.DictReader(file)]


def stretches(alternatives: Iterable[Wanted]) -> Iterable[Wanted]:
    """The alternatives, with those inside `all` in place of it."""
    for one in alternatives:
        if one.all:
            for part in one.all:
                yield from stretches(part)
        else:
            yield one


def is_answered(question: Question, table: Table, articles: Sequence[str], *, rows: int = FIRST_ROWS) -> bool:
    """Whether one of the first `rows` of `table` answers `question`.

    `articles` are the names of all files of the graph: a row that names other articles than the one wanted
    does not answer.
    """
    first = [_Row(row, articles) for row in table.rows[:rows]]
    return any(
        _says_nothing(table) if wanted.nothing else _is_met(wanted, first) for wanted in question.answers
    )


def _is_met(wanted: Wanted, rows: Sequence["_Row"]) -> bool:
    if wanted.all:
        return all(any(_is_met(one, rows) for one in part) for part in wanted.all)
    return any(row.has(wanted) for row in rows)


def _says_nothing(table: Table) -> bool:
    return not table.rows or bool(_NOTHING.search(_joined(" ".join([table.understood or "", *table.notes]))))


class _Row:
    """The words of a row, to compare with what is wanted."""

    def __init__(self, row: Iterable[Cell], articles: Iterable[str]) -> None:
        stems = {Path(name).stem: name for name in articles}
        self._articles: set[str] = set()
        self._cells: list[list[str]] = []
        for cell in row:
            said = []
            for token in str("" if cell is None else cell).split():
                named = {name for stem, name in stems.items() if stem in token}
                self._articles |= named
                if not named:  # The name of a file, often a headline, is not what the row says.
                    said.append(token)
            self._cells.append(_words(" ".join(said)))
        self._joined = f" {' '.join(word for cell in self._cells for word in cell)} "

    def has(self, wanted: Wanted) -> bool:
        """Whether the row has all that is wanted."""
        if wanted.article and self._articles and wanted.article not in self._articles:
            return False
        if wanted.verdict and [_OTHER_VERDICT[wanted.verdict]] in self._cells:
            return False
        if not all(any(_joined(form) in self._joined for form in forms) for forms in wanted.fields):
            return False
        if wanted.words:
            return self._has_stretch(wanted.words)
        return bool(wanted.fields) or wanted.article in self._articles

    def _has_stretch(self, stretch: str) -> bool:
        all_words = set(_words(stretch))
        counted = {word for word in all_words if len(word) >= _SHORT or word.isdigit()} or all_words
        if any(2 * len(counted.intersection(cell)) >= len(counted) for cell in self._cells):
            return True
        inside = _joined(stretch)
        return any(len(cell) >= _FEW and f" {' '.join(cell)} " in inside for cell in self._cells)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def _joined(text: str) -> str:
    return f" {' '.join(_words(text))} "
