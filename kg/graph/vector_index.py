"""The vectors of a graph's sentences: which of them are near the vector of a text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.graph.opened_store import kept_with
from kg.graph.reader.selecting import Iri
from kg.graph.rough_vectors import RoughVectors, Rows
from kg.graph.store import Store
from kg.graph.text_index import TextIndex, text_index_of
from kg.graph.vector_products import ByteVectors, FloatArray, products
from kg.graph.vocabulary import DATA_BASE
from kg.model import Span
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH

ByteVector = NDArray[np.int8]
Records = NDArray[np.void]

# Vectors that are kept in memory, 392 bytes each. In a larger graph only those that are asked for are read.
_MOST_KEPT = 1_000_000
# From so many on rough vectors tell which ones may be near; about this share of all is then compared.
_ROUGH_FROM, _LOOKED_AT = 50_000, 0.03
_RECORD = np.dtype([("start", "<u4"), ("end", "<u4"), ("numbers", "i1", (VECTOR_WIDTH,))])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article."""

    article: Iri
    span: Span


@dataclass(frozen=True, slots=True)
class _Compared:
    """Where the sentences of an article begin and end, in text order, and how near each is.

    They are so few that to call NumPy would take longer than to find one.
    """

    starts: list[int]
    ends: list[int]
    cosines: list[float]

    @classmethod
    def of(cls, records: Records, cosines: FloatArray) -> "_Compared":
        """Those of `records` [sentences], with their `cosines` [sentences]."""
        return cls(records["start"].tolist(), records["end"].tolist(), cosines.tolist())


class VectorIndex:
    """The vectors of the sentences of one graph, of those articles that have them."""

    def __init__(self, index: TextIndex, most_kept: int = _MOST_KEPT, rough_from: int = _ROUGH_FROM) -> None:
        """Those of a search index; they are kept in memory if they are at most `most_kept`.

        From `rough_from` on, they are searched by rough vectors, which the second question makes.
        """
        self._index, self._rough_from = index, rough_from
        self.is_kept = index.number_of_vectors <= most_kept
        self._last: Comparison | None = None

    def compare(self, vector: ByteVector) -> "Comparison":
        """The sentences compared with a text, which has this `vector` [VECTOR_WIDTH]."""
        # A question is often ranked twice.
        if self._last is None:
            self._last = Comparison(self, vector, None)
        elif not np.array_equal(self._last.vector, vector):
            is_large = self.is_kept and len(self.kept.records) >= self._rough_from
            self._last = Comparison(self, vector, self._rough if is_large else None)
        return self._last

    def rows_of(self, articles: Iterable[Iri]) -> dict[Iri, slice]:
        """Where the vectors of each of `articles` that has some stand among all that are kept in memory."""
        kept = self.kept
        numbers = ((iri, kept.numbers[iri]) for iri in articles if iri in kept.numbers)
        return {iri: slice(kept.firsts[number], kept.firsts[number + 1]) for iri, number in numbers}

    def records_of(self, articles: Iterable[Iri]) -> list[tuple[Iri, Records]]:
        """The vectors of the sentences of those of `articles` that have some, with their places."""
        if self.is_kept:
            return [(iri, self.kept.records[rows]) for iri, rows in self.rows_of(articles).items()]
        read = self._index.vectors_of(articles)
        return [(Iri(iri), np.frombuffer(own, dtype=_RECORD)) for iri, own in read]

    @cached_property
    def kept(self) -> "Kept":
        """All vectors, in memory."""
        read = self._index.all_vectors()
        records = np.frombuffer(b"".join(one for _, one in read), dtype=_RECORD)
        lengths = [len(one) // _RECORD.itemsize for _, one in read]
        return Kept([Iri(DATA_BASE + node) for node, _ in read], np.cumsum([0, *lengths]), records)

    @cached_property
    def _rough(self) -> RoughVectors:
        return RoughVectors(self.kept.records["numbers"])


class Kept:
    """The vectors of all sentences, in memory: those of each of `articles` from its one of `firsts` on."""

    def __init__(self, articles: list[Iri], firsts: NDArray[np.int64], records: Records) -> None:
        """`firsts` has one number more than there are `articles`, which are sorted."""
        self.articles, self.firsts, self.records = articles, firsts, records
        self.numbers = {article: number for number, article in enumerate(articles)}


class Comparison:
    """How near sentences are to a text: the cosine of their vectors, 1 for the same, about 0 for nothing
    in common."""

    def __init__(self, index: VectorIndex, vector: ByteVector, rough: RoughVectors | None) -> None:
        """The text has this `vector` [VECTOR_WIDTH]. With `rough` vectors only those are compared that seem
        near, else all that are kept in memory."""
        self._index, self.vector, self._rough = index, vector, rough
        self._known: dict[Iri, _Compared | None] = {}
        self._nearest: dict[int, list[Sentence]] = {}

    def nearest(self, limit: int) -> list[Sentence]:
        """The nearest sentences, the nearest first; none where not all are kept in memory."""
        if limit not in self._nearest:
            self._nearest[limit] = self._find_nearest(limit) if self._index.is_kept and limit > 0 else []
        return self._nearest[limit]

    def _find_nearest(self, limit: int) -> list[Sentence]:
        kept, (rows, cosines) = self._index.kept, self._looked_at
        if limit < len(cosines):
            least = np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]
            rows, cosines = rows[cosines >= least], cosines[cosines >= least]
        # Those that are equally near are in the order of their articles.
        order = rows[np.argsort(-cosines, kind="stable")][:limit]
        of = np.searchsorted(kept.firsts, order, side="right") - 1
        return [
            Sentence(kept.articles[article], Span(int(one["start"]), int(one["end"])))
            for article, one in zip(of, kept.records[order], strict=True)
        ]

    @cached_property
    def _looked_at(self) -> tuple[Rows, FloatArray]:
        """The sentences that may be among the nearest, by number, and their cosines."""
        if self._rough is None:
            return np.arange(len(self._all)), self._all
        rows = self._rough.nearest(self.vector.astype(np.float32), _LOOKED_AT)
        return rows, cosines_of(self._index.kept.records["numbers"][rows], self.vector)

    @cached_property
    def _all(self) -> FloatArray:
        """The cosines of all sentences that are kept in memory."""
        return cosines_of(self._index.kept.records["numbers"], self.vector)

    def read(self, articles: Iterable[Iri]) -> None:
        """Make the sentences of `articles` known, with one look where there would be one for each."""
        known: dict[Iri, _Compared | None] = dict.fromkeys(one for one in articles if one not in self._known)
        read = self._index.records_of(known)
        for (article, records), cosines in zip(read, self._cosines_of(read), strict=True):
            known[article] = _Compared.of(records, cosines)
        self._known |= known

    def _cosines_of(self, read: list[tuple[Iri, Records]]) -> list[FloatArray]:
        """The cosines of the sentences of each article."""
        if self._index.is_kept and self._rough is None:
            rows = self._index.rows_of(article for article, _ in read)
            return [self._all[rows[article]] for article, _ in read]
        if not read:
            return []
        numbers = [records["numbers"] for _, records in read]
        return np.split(
            cosines_of(np.concatenate(numbers), self.vector), np.cumsum([*map(len, numbers)])[:-1]
        )

    def cosine(self, article: Iri, span: Span) -> float:
        """The greatest cosine of a sentence that has some of `span` of `article`; 0 if none is known."""
        if article not in self._known:
            self.read([article])
        own = self._known[article]
        if own is None:
            return 0.0
        first, last = bisect_right(own.ends, span.start), bisect_left(own.starts, span.end)
        return max(own.cosines[first:last], default=0.0)


def vector_index_of(store: Store) -> VectorIndex:
    """The vectors of the sentences of `store`; none of a graph on a server, which is not read for them."""
    return kept_with(store, _make_index)


def cosines_of(vectors: ByteVectors, vector: ByteVector) -> FloatArray:
    """The cosines [N] of `vectors` [N, VECTOR_WIDTH] and `vector` [VECTOR_WIDTH], all of about one length."""
    return products(vectors, vector.astype(np.float32) / np.float32(VECTOR_LENGTH**2))


def _make_index(store: Store) -> VectorIndex:
    return VectorIndex(text_index_of(store))
