"""What stands in the graph: of each article, and of what several articles tell.

A quad outside an article's own graph, such as the name of an actor, may come from many articles. It is in
the graph as long as one of them tells it, so their number is kept with it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import msgspec

from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.ledger_tables import GRAPH, PAGE_FILES, PAGES, WANTED
from kg.archive.ledger.rows import Rows

_DRAFT = ("draft",)


class Counts(msgspec.Struct, frozen=True):
    """What the graph has: of one article, or of all together."""

    articles: int = 0
    statements: int = 0
    others: int = 0
    attributed: int = 0
    positions: int = 0

    def plus(self, other: "Counts", times: int = 1) -> "Counts":
        """These counts with `times` the others."""
        return Counts(*(getattr(self, one) + times * getattr(other, one) for one in self.__struct_fields__))


class Outcome(msgspec.Struct, frozen=True):
    """What an article gave: a hash of it, its quads outside its own graph, its records, its counts."""

    digest: str
    shared: list[str]
    records: bytes = b""
    counts: Counts = Counts()


class Draft(msgspec.Struct, frozen=True):
    """The store that the outcomes are of: its name and hash, the number of its quads, and what it counts.

    `packed` is the number of quads when all were written anew.
    """

    store: str
    digest: str
    quads: int
    counts: Counts = Counts()
    packed: int = 0


class Build(msgspec.Struct, frozen=True):
    """What a finished build wrote: its store with hash and number of quads, the SHA-256 of the records."""

    store: str
    digest: str
    quads: int
    records: str


def last_build(rows: Rows) -> tuple[Build | None, str | None]:
    """What the last build wrote, and the name of the store of which the pages are.

    None if not noted; a name that is "" stands for pages that are not all written.
    """
    made, pages, wanted = (rows.get("build", one) for one in (GRAPH, PAGES, WANTED))
    name = pages.decode() if pages else None if wanted is None else ""
    return msgspec.json.decode(made, type=Build) if made else None, name


def put_build(rows: Rows, made: Build) -> None:
    """Note what a finished build wrote."""
    rows.put("build", GRAPH, msgspec.json.encode(made))


class PageFiles(msgspec.Struct, frozen=True):
    """The pages that were written: their number, and a hash of their names, whatever the order."""

    number: int
    names: str

    @classmethod
    def of(cls, names: Iterable[str]) -> "PageFiles":
        """The pages with these names."""
        number = mixed = 0
        for name in names:
            number += 1
            mixed ^= int.from_bytes(blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).digest())
        return cls(number, f"{mixed:016x}")


def page_files(rows: Rows) -> PageFiles | None:
    """The pages that were written, or None if that is not noted."""
    found = rows.get("build", PAGE_FILES)
    return msgspec.json.decode(found, type=PageFiles) if found else None


@contextmanager
def writing_pages(
    folder: Path, store: str, keys: Iterable[str], names: Callable[[], Iterable[str]], *, only: bool
) -> Iterator[frozenset[str]]:
    """Note first which pages are wanted, and in the end that those of the graph in `store` are written.

    `names` then gives their names.
    Yields the `keys` of what is wanted, with those of earlier calls unless `only`. If the block does not come
    to its end, the ledger says that the pages are not all written. Raises `LedgerError`.
    """
    with open_rows(folder) as rows:
        before = rows.get("build", WANTED)
        wanted = frozenset(keys) | frozenset(msgspec.json.decode(before) if before and not only else ())
        with rows.transaction():
            rows.put("build", WANTED, msgspec.json.encode(sorted(wanted)))
            rows.delete("build", PAGES)
        yield wanted
        with rows.transaction():
            rows.put("build", PAGES, store.encode())
            rows.put("build", PAGE_FILES, msgspec.json.encode(PageFiles.of(names())))


def draft(rows: Rows) -> Draft | None:
    """The store that the outcomes are of, or None if there are none."""
    found = rows.get("build", _DRAFT)
    return msgspec.json.decode(found, type=Draft) if found else None


def put_draft(rows: Rows, state: Draft) -> None:
    """Note the store that the outcomes are of now."""
    rows.put("build", _DRAFT, msgspec.json.encode(state))


def outcome(rows: Rows, article: str) -> Outcome | None:
    """The outcome of `article`, if it is in the graph."""
    content = rows.get("outcome", (article,))
    return msgspec.msgpack.decode(content, type=Outcome) if content else None


def put_outcome(rows: Rows, article: str, given: Outcome | None) -> None:
    """Keep the outcome of `article`; None if it is no longer in the graph."""
    if given is None:
        rows.delete("outcome", (article,))
    else:
        rows.put("outcome", (article,), msgspec.msgpack.encode(given))


def count_entities(rows: Rows, beginning: str) -> int:
    """The number of entities whose IRI begins with `beginning` and has no further “/”."""
    query = "SELECT count(*) FROM entity WHERE subject BETWEEN ? AND ? AND instr(substr(subject, ?), '/') = 0"
    (found,) = next(rows.keys(query, beginning, f"{beginning}\uffff", str(len(beginning) + 1)))
    return int(found)


class SharedLines:
    """The quads that several articles may tell, as lines of N-Quads, each with how many do."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._changes: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, lines: Iterable[str]) -> None:
        """One more article tells the quads in `lines`, each of which is there once."""
        self._count(lines, 1)

    def subtract(self, lines: Iterable[str]) -> None:
        """One article less tells the quads in `lines`."""
        self._count(lines, -1)

    def settle(self) -> tuple[list[str], list[str]]:
        """Keep the numbers; the lines that nobody tells any more, and those that nobody told before."""
        gone: list[str] = []
        new: list[str] = []
        for subject in sorted(self._changes):
            content = self._rows.get("entity", (subject,))
            before = msgspec.msgpack.decode(content, type=dict[str, int]) if content else {}
            now = dict(before)
            for line, change in self._changes[subject].items():
                now[line] = now.get(line, 0) + change
            now = {line: number for line, number in now.items() if number}
            gone += before.keys() - now.keys()
            new += now.keys() - before.keys()
            if now:
                self._rows.put("entity", (subject,), msgspec.msgpack.encode(now, order="sorted"))
            else:
                self._rows.delete("entity", (subject,))
        self._changes.clear()
        return sorted(gone), sorted(new)

    def _count(self, lines: Iterable[str], change: int) -> None:
        for line in lines:
            # The subject is the first IRI.
            self._changes[line[1 : line.index(">")]][line] += change
