"""What the articles tell of actors for an authority file, kept in the ledger, so links change by difference.

It is there only while builds are given a file: the first one with a file goes through all articles. An actor
of whom something else is told than before becomes stale, as do all actors where the file has changed.
"""

from collections.abc import Iterable, Iterator

import msgspec

from kg.archive.authority import Link, facts_of, links_of
from kg.archive.authority_table import AuthorityTable
from kg.archive.ledger.rows import Rows
from kg.archive.names.bags import Bags
from kg.archive.names.dataflow import Fed, added, difference
from kg.model import ArticleReading

OWNER = "#authority/"
"""The beginning of the words for an actor's link, in the place of an article's identifier."""
_FILE = ("build", ("authority",))
_ARTICLES, _ACTORS = "authority_article", "authority_actor"


class AuthorityIndex:
    """The facts of actors. All changes belong in a transaction."""

    def __init__(self, rows: Rows, table: AuthorityTable | None) -> None:
        """Without a `table`, there is nothing to keep, and all links are to be removed."""
        self._rows, self._table = rows, table
        self._facts = Bags(rows, _ACTORS)

    @property
    def is_kept(self) -> bool:
        """Whether the last build had an authority file."""
        return self._rows.get(*_FILE) is not None

    def verify(self) -> None:
        """Raise `InputError` if the file is another one than that of the last build, and not valid."""
        if self._table and self._rows.get(*_FILE) != self._table.digest.encode():
            self._table.verify()

    def begin(self) -> None:
        """Mark what another file than that of the last build makes stale."""
        before = self._rows.get(*_FILE)
        digest = self._table.digest.encode() if self._table else None
        if before == digest:
            return
        if self._table is None or digest is None:
            for owner in [owner for (owner,) in self._rows.words("outcome") if owner.startswith(OWNER)]:
                self._rows.put("stale", (owner,), b"")
            for name in (_ARTICLES, _ACTORS):
                self._rows.clear(name)
            self._rows.delete(*_FILE)
            return
        for actor, _ in list(self._rows.words(_ACTORS)):
            self._rows.put("stale", (f"{OWNER}{actor}",), b"")
        self._rows.put(*_FILE, digest)

    def missing(self) -> list[str]:
        """The articles of the graph of which nothing is kept yet."""
        if self._table is None:
            return []
        query = (
            "SELECT article FROM outcome WHERE article NOT LIKE '#%' "
            f"AND article NOT IN (SELECT article FROM {_ARTICLES})"
        )
        return [article for (article,) in self._rows.keys(query)]

    def replace(self, article: str, reading: ArticleReading | None) -> None:
        """Let what an article tells take the place of what it told; None takes it away."""
        if self._table is None:
            return
        before = self._rows.get(_ARTICLES, (article,))
        old = msgspec.msgpack.decode(before, type=list[Fed]) if before else []
        new = _fed(reading) if reading else []
        for (_, actor), change in added(difference(new, old)).items():
            self._facts.add((actor,), change)
            self._rows.put("stale", (f"{OWNER}{actor}",), b"")
        if reading is None:
            self._rows.delete(_ARTICLES, (article,))
        elif before is None or new != old:
            self._rows.put(_ARTICLES, (article,), msgspec.msgpack.encode(new))

    def links(self, owners: Iterable[str]) -> Iterator[Link]:
        """Yield the links of actors that have one."""
        if self._table:
            read = ((one, self._facts.read((one,))) for one in (own.removeprefix(OWNER) for own in owners))
            yield from links_of({actor: facts for actor, facts in read if facts}, self._table)


def _fed(reading: ArticleReading) -> list[Fed]:
    found = added(Fed(_ACTORS, actor, fact, 1) for actor, fact in facts_of(reading))
    return sorted(
        Fed(_ACTORS, actor, fact, number)
        for (_, actor), facts in found.items()
        for fact, number in facts.items()
    )
