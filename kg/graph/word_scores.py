"""What the rows of a table of words have of a search: how many of its words, and how rare these are.

Common words stand in tens of thousands of rows. FTS5 lists the rows of a word in a tenth of a microsecond
each, its own ranking takes ten times as long: what tells rows apart is counted from the lists.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from heapq import nlargest, nsmallest
from math import log
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import json

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ask = Callable[[str, tuple[object, ...]], list[tuple[Any, ...]]]
"""What takes a query with its values and gives the rows."""

# Rows of the words of a search that are added up without numpy, which takes a tenth of a second to load.
_FEW = 10_000
# What a word that may stand in the place of another one counts.
_OF_OTHER = 0.7
# Rows with the same score whose lengths are compared.
_MOST_TIED = 2_000
# Words whose rows are kept for the next question, and searches whose scores are.
_WORDS_KEPT, _SEARCHES_KEPT = 2_000, 4


class Scores(Protocol):
    """The score of each row that has a word: for each more the rarer it is."""

    def best(self, limit: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """The rows with the `limit` highest scores, with these; `among` these, which ascend, if given.

        Of those with the lowest of these scores there are `_MOST_TIED`, with the lowest numbers. What has no
        word is not found.
        """
        ...


class _FewScores:
    def __init__(self, scores: dict[int, float]) -> None:
        self._scores = scores

    def best(self, limit: int, among: Sequence[int] | None = None) -> dict[int, float]:
        scores = self._scores
        rows = sorted(scores if among is None else scores.keys() & set(among))
        least = min(nlargest(limit, map(scores.__getitem__, rows)), default=0.0)
        tied = [row for row in rows if scores[row] == least][:_MOST_TIED]
        return {row: scores[row] for row in (*(one for one in rows if scores[one] > least), *tied)}


class _ManyScores:
    def __init__(self, scores: "NDArray[np.float64]") -> None:
        # By row, from 0; 0 for those that have no word.
        self._scores = scores

    def best(self, limit: int, among: Sequence[int] | None = None) -> dict[int, float]:
        import numpy as np

        if among is None:
            rows = np.flatnonzero(self._scores > 0)
        else:
            rows = np.array(among, dtype=np.int64)
            rows = rows[: np.searchsorted(rows, len(self._scores))]
            rows = rows[self._scores[rows] > 0]
        scores = self._scores[rows]
        if limit < len(rows):
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            tied = np.flatnonzero(scores == least)[:_MOST_TIED]
            kept = np.concatenate([np.flatnonzero(scores > least), tied])
            rows, scores = rows[kept], scores[kept]
        return dict(zip(rows.tolist(), scores.tolist(), strict=True))


class WordRows:
    """The rows of words in the tables of one index; those of common words are kept.

    Raises what `ask` raises.
    """

    def __init__(self, ask: Ask, few: int = _FEW) -> None:
        """Those that `ask` finds; up to `few` are added up without numpy, with the same result."""
        self._ask, self._few = ask, few
        self._rows = lru_cache(maxsize=_WORDS_KEPT)(self._read)
        self._scores = lru_cache(maxsize=_SEARCHES_KEPT)(self._add_up)
        self._number_of_rows = cache(self._count)

    def best(
        self,
        table: str,
        words: tuple[str, ...],
        others: tuple[str, ...],
        limit: int,
        among: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The `limit` rows of `table` that have most of `words`, and rare ones, with their scores.

        The words are strings of FTS5. `others` count for less. Of rows with one score those with a shorter
        text come first. With `among`, which ascend, only these rows are found.
        """
        if limit < 1 or not words + others:
            return []
        scores = self._scores(table, words, others).best(limit, among)
        tied = Counter(scores.values())
        listed = [row for row, score in scores.items() if tied[score] > 1]
        sql = f"SELECT id, sz FROM {table}_docsize WHERE id IN (SELECT value FROM json_each(?))"
        # A number of words is written with seven bits in a byte, the first ones first.
        sizes = {row: (len(size), size) for row, size in self._ask(sql, (json.encode(listed).decode(),))}
        unknown = (0, b"")
        return nsmallest(limit, scores.items(), key=lambda one: (-one[1], sizes.get(one[0], unknown), one[0]))

    def _add_up(self, table: str, words: tuple[str, ...], others: tuple[str, ...]) -> Scores:
        lists, weights = [], []
        for number, term in enumerate(words + others):
            if size := len(rows := self._rows(table, term)):
                weight = 1 + log(1 + self._number_of_rows(table) / size)
                lists.append(rows)
                weights.append(weight if number < len(words) else _OF_OTHER * weight)
        if sum(map(len, lists)) <= self._few:
            return _FewScores(_sums(lists, weights))
        import numpy as np

        every = np.concatenate([np.asarray(one) for one in lists])
        repeated = np.repeat(np.array(weights), list(map(len, lists)))
        return _ManyScores(np.bincount(every, weights=repeated).astype(np.float64, copy=False))

    def _read(self, table: str, term: str) -> "array[int] | NDArray[np.intc]":
        """The numbers of the rows of `table` that have `term`."""
        ((listed,),) = self._ask(f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH ?", (term,))
        if listed is None or listed.count(",") < self._few:
            return array("i", json.decode(f"[{listed or ''}]"))
        import numpy as np

        return np.fromstring(listed, dtype=np.intc, sep=",")

    def _count(self, table: str) -> int:
        return int(self._ask(f"SELECT COUNT(*) FROM {table}_docsize", ())[0][0])


def _sums(lists: Iterable[Iterable[int]], weights: Iterable[float]) -> dict[int, float]:
    """What the weights of the lists that have a number add up to."""
    found: dict[int, float] = {}
    for rows, weight in zip(lists, weights, strict=True):
        for row in rows:
            found[row] = found.get(row, 0.0) + weight
    return found
