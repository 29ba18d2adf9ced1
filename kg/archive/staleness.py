"""Which articles are stale: what the graph has of them is not what the archive tells of them now."""

from collections.abc import Iterator
from hashlib import blake2b

import msgspec

from kg.archive.index import ArchiveIndex
from kg.archive.ledger.ledger import Ledger
from kg.archive.ledger.ledger_tables import DERIVED, MADE, READ, TABLES
from kg.archive.ledger.rows import Rows
from kg.batches import batches

# Articles of one transaction.
_PORTION = 500
_DERIVED = ("build", ("derived",))


def begin_anew(rows: Rows, version: str, *, is_whole: bool) -> None:
    """Forget all that is derived from the readings, unless it is whole and of this version of the program."""
    if is_whole and rows.get(*_DERIVED) == version.encode():
        return
    with rows.transaction():
        for table in {*TABLES, *DERIVED} - READ:
            rows.clear(table)
        for words in list(rows.words("build")):
            if words not in MADE:
                rows.delete("build", words)
        rows.put(*_DERIVED, version.encode())


def is_indexed_as_read(ledger: Ledger) -> bool:
    """Whether what is indexed was read and resolved by the versions that `ledger` was opened for.

    All articles are of the same versions after a build, so one is looked at.
    """
    first = next(ledger.rows.keys("SELECT article FROM indexed ORDER BY article LIMIT 1"), None)
    return first is None or _state(ledger, first[0]) is not None


def update_index(ledger: Ledger, index: ArchiveIndex) -> None:
    """Bring `index` up to date with the readings of `ledger`, and mark the articles that become stale."""
    for portion in batches(_identifiers(ledger.rows), _PORTION):
        states = {article: _state(ledger, article) for article in portion}
        changed = [one for one in portion if states[one] != ledger.rows.get("indexed", (one,))]
        if changed:
            with ledger.rows.transaction():
                for article in changed:
                    index.replace(article, ledger.reading(article))
                    ledger.rows.delete("indexed", (article,))
                    if state := states[article]:
                        ledger.rows.put("indexed", (article,), state)
                for article in (*changed, *index.settle()):
                    ledger.rows.put("stale", (article,), b"")


def _identifiers(rows: Rows) -> Iterator[str]:
    """The identifiers of the articles that are indexed or at a path, sorted."""
    query = "SELECT article FROM indexed UNION SELECT article FROM source ORDER BY article"
    yield from (article for (article,) in rows.keys(query))


def _state(ledger: Ledger, identifier: str) -> bytes | None:
    """A hash of all that the graph has of an article by itself; None if it has no reading."""
    article = ledger.article(identifier)
    if article is None or not ledger.is_resolved(article):
        return None
    content = msgspec.msgpack.encode((ledger.version_of(article), article.paths))
    return blake2b(content, digest_size=8).digest()
