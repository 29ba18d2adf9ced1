"""The candidates of each later report in the ledger, and which links change with them."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import Candidate, Pair, best

Links = dict[Pair, float | str]
"""What is told of each link: earlier and later report."""
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Candidate])


class LinkTable:
    """The candidates of each report among earlier ones, one row a report; the `most` best are its links."""

    def __init__(self, rows: Rows, table: str, *, most: int) -> None:
        self._rows, self._table, self._most = rows, table, most

    def change(
        self, left: Iterable[tuple[Pair, str]], entered: Iterable[tuple[str, Candidate]]
    ) -> tuple[Links, Links]:
        """Drop pairs, each with its kind of block, then add candidates, each with its later report.

        The links that are gone and that are new are returned.
        """
        dropped = defaultdict[str, set[tuple[str, str]]](set)
        added = defaultdict[str, list[Candidate]](list)
        for (earlier, later), block in left:
            dropped[later].add((earlier, block))
        for later, candidate in entered:
            added[later].append(candidate)
        gone: Links = {}
        new: Links = {}
        for later in dropped.keys() | added.keys():
            before = self._get(later)
            kept = [one for one in before if (one.earlier, one.block) not in dropped[later]]
            after = sorted(kept + added[later])
            if before == after:
                continue
            if after:
                self._rows.put(self._table, (later,), _ENCODER.encode(after))
            else:
                self._rows.delete(self._table, (later,))
            links, now = self._links(later, before), self._links(later, after)
            gone.update((pair, value) for pair, value in links.items() if now.get(pair) != value)
            new.update((pair, value) for pair, value in now.items() if links.get(pair) != value)
        return gone, new

    def _links(self, later: str, candidates: Iterable[Candidate]) -> Links:
        return {(one.earlier, later): one.value for one in best(candidates, self._most)}

    def _get(self, later: str) -> list[Candidate]:
        content = self._rows.get(self._table, (later,))
        return _DECODER.decode(content) if content else []
