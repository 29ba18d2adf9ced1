"""Multisets of entries in rows of the ledger: a small one in one row, a large one in many, by hashes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from kg.archive.ledger.rows import Rows, Words
from kg.archive.names.dataflow import Entry

# Entries of a row, at most; one more, and it gets sixteen rows, by the next hexadecimal digit of the hash.
_MOST = 200
# The content of a row that has others instead of entries.
_DIVIDED = b""
_Pairs = list[tuple[tuple[str, ...], int]]


class Bags:
    """The multisets in a table of the ledger whose keys end with a chunk.

    A change reads and writes the rows of the entries that it changes alone.
    """

    def __init__(self, rows: Rows, table: str) -> None:
        self._rows, self._table = rows, table

    def read(self, words: Words) -> dict[Entry, int]:
        """The multiset under `words`."""
        entries: dict[Entry, int] = {}
        for _, content in self._rows.find(self._table, words):
            entries.update(_decode(content))
        return entries

    def add(self, words: Words, change: Mapping[Entry, int]) -> None:
        """Add to the counts of entries. One that becomes zero is deleted."""
        self._add(words, "", [(entry, count, _hash(entry)) for entry, count in change.items()])

    def _add(self, words: Words, chunk: str, change: Iterable[tuple[Entry, int, str]]) -> None:
        key = (*words, chunk)
        content = self._rows.get(self._table, key)
        if content == _DIVIDED:
            self._divide(words, chunk, change)
            return
        entries = dict(_decode(content)) if content else {}
        for entry, count, _ in change:
            entries[entry] = entries.get(entry, 0) + count
            if not entries[entry]:
                del entries[entry]
        if len(entries) > _MOST:
            self._rows.put(self._table, key, _DIVIDED)
            self._divide(words, chunk, [(entry, count, _hash(entry)) for entry, count in entries.items()])
        elif entries:
            self._rows.put(self._table, key, _encode(entries))
        elif content is not None:
            self._rows.delete(self._table, key)

    def _divide(self, words: Words, chunk: str, change: Iterable[tuple[Entry, int, str]]) -> None:
        parts: dict[str, list[tuple[Entry, int, str]]] = defaultdict(list)
        for one in change:
            parts[one[2][: len(chunk) + 1]].append(one)
        for part, changes in parts.items():
            self._add(words, part, changes)


def _encode(entries: Mapping[Entry, int]) -> bytes:
    return msgspec.msgpack.encode(sorted(entries.items()))


def _decode(content: bytes) -> _Pairs:
    return msgspec.msgpack.decode(content, type=_Pairs) if content != _DIVIDED else []


def _hash(entry: Entry) -> str:
    return blake2b(msgspec.msgpack.encode(entry), digest_size=8).hexdigest()
