"""Which articles corrections concern, kept in the ledger, so that they are fitted by difference.

All of it is there only while there are corrections: the first build with some goes through all articles.
Then `told` has of each article the *subjects* that a correction can be about (its actors, agreements and
statements), and `teller` the articles of each subject. Of the subjects that corrections name, `corrected` has
a small reading: what one article tells of it. What the corrections do to each subject is noted, too; where
that becomes another thing, the articles of the subject become stale.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from kg.acts.scheme import Scheme
from kg.archive.corrections.correction_file import Correction
from kg.archive.corrections.correction_fit import Corrections, fit_corrections
from kg.archive.corrections.effects import Effects, effects_of
from kg.archive.corrections.subjects import named_by, only, subject_of, subjects_in
from kg.archive.ledger.encoding import decode_reading, encode
from kg.archive.ledger.ledger import Ledger
from kg.archive.ledger.rows import Rows
from kg.batches import batches
from kg.errors import KgError
from kg.model import ArticleReading

# Articles of one transaction.
_PORTION = 500
_DONE = ("build", ("corrections",))
_TABLES = ("told", "teller", "corrected")


class CorrectionIndex:
    """Fits corrections against the articles of a ledger, and marks as stale what they tell otherwise."""

    def __init__(self, ledger: Ledger, renamed: Callable[[ArticleReading], ArticleReading]) -> None:
        """`renamed` gives the reading of an article as all articles tell it."""
        self._ledger, self._rows, self._renamed = ledger, ledger.rows, renamed

    def fit(
        self,
        corrections: Sequence[Correction],
        file: Path,
        on_error: Callable[[KgError], None],
        *,
        scheme: Scheme,
    ) -> Corrections:
        """As `fit_corrections` does with the readings of all articles; few of them are looked at."""
        wanted = {subject for one in corrections for subject in named_by(one)}
        if wanted:
            self._take_in()
            self._look_up(wanted)
        found = fit_corrections(
            corrections, self._facts(), file, on_error, scheme=scheme, identifiers=self._identifiers
        )
        with self._rows.transaction():
            self._note(effects_of(found))
            if not wanted:
                for table in _TABLES:
                    self._rows.clear(table)
        return found

    def _take_in(self) -> None:
        """Bring `told` and `teller` up to date; forget what changed articles tell of corrected subjects."""
        kept = {subject for (subject,) in self._rows.words("corrected")}
        query = (
            "SELECT article FROM stale WHERE article NOT LIKE '#%' "
            "UNION SELECT article FROM indexed WHERE article NOT IN (SELECT article FROM told)"
        )
        for portion in batches([one for (one,) in self._rows.keys(query)], _PORTION):
            with self._rows.transaction():
                for article in portion:
                    for subject in self._replace(article) & kept:
                        self._rows.delete("corrected", (subject,))

    def _replace(self, article: str) -> set[str]:
        """Put what an article tells in the place of what it told; the subjects of both."""
        reading, row = self._ledger.reading(article), (article,)
        before = self._rows.get("told", row)
        old = _subjects(before) if before else set()
        new = subjects_in(self._renamed(reading)) if reading else set()
        self._rows.delete_derived("teller", [(subject, article) for subject in old - new])
        self._rows.put_derived("teller", sorted((subject, article) for subject in new - old))
        if reading is None:
            self._rows.delete("told", row)
        elif new != old or before is None:
            self._rows.put("told", row, msgspec.msgpack.encode(sorted(new)))
        return old | new

    def _look_up(self, wanted: set[str]) -> None:
        """Let `corrected` have the subjects that are `wanted`, if an article tells of them, and no others."""
        kept = {subject for (subject,) in self._rows.words("corrected")}
        with self._rows.transaction():
            for subject in kept - wanted:
                self._rows.delete("corrected", (subject,))
            for subject in sorted(wanted - kept):
                if found := self._first_reading(subject):
                    content = msgspec.msgpack.encode((found.article.id, encode(found)))
                    self._rows.put("corrected", (subject,), content)

    def _first_reading(self, subject: str) -> ArticleReading | None:
        """What the article with the least identifier tells of a subject; None if none does."""
        for article in self._tellers(subject):
            if reading := self._ledger.reading(article):
                return only(self._renamed(reading), subject)
        return None

    def _facts(self) -> Iterator[ArticleReading]:
        """What is told of the subjects that corrections name."""
        for (subject,), content in self._rows.all("corrected"):
            identifier, reading = msgspec.msgpack.decode(content, type=tuple[str, bytes])
            article = self._ledger.article(identifier)
            if article is None:
                raise sqlite3.DatabaseError(f"the article of “{subject}” in “corrected” is missing")
            yield decode_reading(reading, self._ledger.with_text(article))

    def _note(self, effects: Effects) -> None:
        """Keep what corrections do, and mark the articles of each subject to which they do another thing."""
        content = self._rows.get(*_DONE)
        before = msgspec.msgpack.decode(content, type=Effects) if content else {}
        for subject in before.keys() | effects.keys():
            if before.get(subject) != effects.get(subject):
                for article in self._tellers(subject):
                    self._rows.put("stale", (article,), b"")
        if effects != before:
            self._rows.put(*_DONE, msgspec.msgpack.encode(effects, order="sorted"))

    def _tellers(self, subject: str) -> list[str]:
        found = self._rows.find_derived("teller", "article", "subject = ? ORDER BY article", (subject,))
        return [article for (article,) in found]

    def _identifiers(self, kind: str) -> Iterator[str]:
        """Yield the identifiers of all actors or agreements."""
        query = "SELECT DISTINCT subject FROM teller WHERE subject BETWEEN ? AND ? ORDER BY subject"
        beginning = subject_of(kind, "")
        for (subject,) in self._rows.keys(query, beginning, f"{beginning}\uffff"):
            yield subject.removeprefix(beginning)


def _subjects(content: bytes) -> set[str]:
    return msgspec.msgpack.decode(content, type=set[str])


def verify_tellers(rows: Rows) -> int:
    """Compare the articles of each subject with what the articles tell; their number.

    Raises `sqlite3.DatabaseError` where they are others.
    """
    number, missing = 0, sqlite3.DatabaseError("the rows of “teller” are not those that follow from “told”")
    for (article,), content in rows.all("told"):
        subjects = _subjects(content)
        number += len(subjects)
        for subject in subjects:
            if not rows.find_derived("teller", "1", "subject = ? AND article = ?", (subject, article)):
                raise missing
    ((count,),) = rows.find_derived("teller", "count(*)", "TRUE")
    if count != number:
        raise missing
    return number
