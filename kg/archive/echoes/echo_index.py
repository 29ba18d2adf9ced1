"""Echoes: pairs of reports of one statement in several articles, so that each statement is counted once.

The index is kept in the ledger. What an article contributes is replaced as a whole, and only the blocks, the
links and the groups in which its statements stand are done again. `echo_rules.py` has what is decided there,
each time by one block, one pair or one statement alone: so the order and the portions make no difference.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import msgspec

from kg.archive.echoes.copy_table import CopyTable
from kg.archive.echoes.echo_groups import GroupTable
from kg.archive.echoes.echo_rules import (
    COPY,
    MOST_LINKS,
    QUOTATION,
    REACH,
    SPEAKER,
    Telling,
    compared,
    quotation_keys,
    speaker_keys,
    tellings_of,
)
from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import Candidate, Pair
from kg.archive.pairs.changes import LinkChanges
from kg.archive.pairs.link_table import LinkTable
from kg.archive.pairs.posting_table import Entry, PairChanges, PostingTable
from kg.archive.pairs.report_store import ReportStore
from kg.model import ArticleReading

ECHO_TABLES = (
    *("echo_article", "echo_owner", "echo_copy", "echo_key", "echo_quote", "echo_later"),
    *("echo_link", "echo_first"),
)
"""The tables of the index."""
# Articles that wait in memory, at most.
_MOST_WAITING = 200
_DECODER = msgspec.msgpack.Decoder(list[Telling])
# The row of the number of pairs.
_COUNT = ("echoes",)
_KeysOf = Callable[[Telling], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Echoes:
    """Pairs of echoes, each with its confidence, 0 to 1, and the first report of each linked statement."""

    pairs: Mapping[Pair, float]
    firsts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EchoChanges:
    """The echoes that are no longer, and the new ones; what changes is in both."""

    gone: Echoes
    new: Echoes


class EchoIndex:
    """The echoes of an archive, in its ledger.

    Call `replace` for each article that changes and then `settle`, in one transaction of the ledger; if that
    fails, go on with a new index. An article takes time in proportion to its statements.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._reports = ReportStore(rows, "echo", _DECODER)
        self._copies = CopyTable(rows)
        self._blocks = {
            SPEAKER: (PostingTable(rows, "echo_key", reach=REACH, least=2), speaker_keys),
            QUOTATION: (PostingTable(rows, "echo_quote", reach=REACH, least=1), quotation_keys),
        }
        self._links = LinkTable(rows, "echo_later", most=MOST_LINKS)
        self._groups = GroupTable(rows)
        self._waiting: dict[str, tuple[Telling, ...]] = {}
        self._changes = LinkChanges()
        self.compared = 0
        """The number of pairs that were compared."""

    def replace(self, article: str, reading: ArticleReading | None) -> None:
        """Let the said speech of an article take the place of what it said before; None if it is gone."""
        self._take(article, tuple(tellings_of(reading)) if reading else ())

    def again(self, rows: Rows) -> None:
        """Make the index anew in other rows, from what the articles have contributed to this one."""
        index = EchoIndex(rows)
        for article, tellings in self._reports.all():
            index._take(article, tuple(tellings))
        index.settle()

    def settle(self) -> EchoChanges:
        """What has changed since the last call."""
        self._work()
        changes, self._changes = self._changes, LinkChanges()
        left, entered = self._groups.change(changes.gone, changes.new)
        number = self.count() + len(changes.new) - len(changes.gone)
        self._rows.put("build", _COUNT, str(number).encode())
        return EchoChanges(_echoes(changes.gone, left), _echoes(changes.new, entered))

    def count(self) -> int:
        """The number of all pairs of echoes."""
        found = self._rows.get("build", _COUNT)
        return int(found) if found else 0

    def _take(self, article: str, tellings: tuple[Telling, ...]) -> None:
        self._waiting[article] = tellings
        if len(self._waiting) >= _MOST_WAITING:
            self._work()

    def _work(self) -> None:
        """Take in what waits."""
        changes = self._reports.change(self._waiting)
        self._waiting = {}
        copies = self._copies.change(changes)
        gone = [changes.gone.get(name) or self._reports.get(name) for name in copies.gone]
        new = [self._reports.get(name) for name in copies.new]
        met = {COPY: copies.pairs}
        for kind, (blocks, keys_of) in self._blocks.items():
            entry_of = partial(self._entry, keys_of)
            met[kind] = blocks.change(_entries(gone, keys_of), _entries(new, keys_of), entry_of)
        left = ((pair, kind) for kind, pairs in met.items() for pair in pairs.left)
        self._changes.add(*self._links.change(left, self._candidates(met)))

    def _entry(self, keys_of: _KeysOf, name: str) -> Entry:
        telling = self._reports.get(name)
        return Entry(telling.day, keys_of(telling))

    def _candidates(self, met: Mapping[str, PairChanges]) -> Iterator[tuple[str, Candidate]]:
        for kind, pairs in met.items():
            for earlier, later in pairs.entered:
                self.compared += 1
                candidate = compared(self._reports.get(earlier), self._reports.get(later), kind)
                if candidate:
                    yield later, candidate


def _echoes(links: Mapping[Pair, float | str], firsts: Mapping[str, str]) -> Echoes:
    return Echoes({pair: float(value) for pair, value in links.items()}, firsts)


def _entries(tellings: Iterable[Telling], keys_of: _KeysOf) -> dict[str, Entry]:
    return {one.name: Entry(one.day, keys_of(one)) for one in tellings}
