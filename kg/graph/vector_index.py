"""The vectors of a graph's sentences: which of them are near the vector of a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.graph.opened_store import kept_with
from kg.graph.reader.selecting import Iri
from kg.graph.store import Store
from kg.graph.text_index import TextIndex, text_index_of
from kg.graph.vocabulary import DATA_BASE
from kg.model import Span
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH

ByteVector = NDArray[np.int8]
FloatArray = NDArray[np.float32]

# Vectors that are kept in memory, 392 bytes each. In a larger graph only those that are asked for are read.
_MOST_KEPT = 1_000_000
# Rows that are multiplied at once: as floats they stay in the processor's cache.
_BLOCK = 4096
_RECORD = np.dtype([("start", "<u4"), ("end", "<u4"), ("numbers", "i1", (VECTOR_WIDTH,))])


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article."""

    article: Iri
    span: Span


@dataclass(frozen=True, slots=True)
class _Compared:
    """Where the sentences of an article begin and end [sentences], in text order, and how near each is."""

    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    cosines: FloatArray


class VectorIndex:
    """The vectors of the sentences of one graph, of those articles that have them."""

    def __init__(self, index: TextIndex, most_kept: int = _MOST_KEPT) -> None:
        """Those of a search index; they are kept in memory if they are at most `most_kept`."""
        self._index = index
        self.is_kept = index.count_vectors() <= most_kept

    def compare(self, vector: ByteVector) -> "Comparison":
        """The sentences compared with a text, which has this `vector` [VECTOR_WIDTH]."""
        return Comparison(self, vector)

    def records_of(self, articles: Iterable[Iri]) -> list[tuple[str, bytes]]:
        """The vectors of the sentences of `articles`, by IRI."""
        return self._index.vectors_of(articles)

    @cached_property
    def kept(self) -> "Kept":
        """All vectors, in memory."""
        read = self._index.all_vectors()
        records = np.frombuffer(b"".join(one for _, one in read), dtype=_RECORD)
        lengths = [len(one) // _RECORD.itemsize for _, one in read]
        return Kept([Iri(DATA_BASE + node) for node, _ in read], np.cumsum([0, *lengths]), records)


class Kept:
    """The vectors of all sentences, in memory: those of each of `articles` from its one of `firsts` on."""

    def __init__(self, articles: list[Iri], firsts: NDArray[np.int64], records: NDArray[np.void]) -> None:
        """`firsts` has one number more than there are `articles`, which are sorted."""
        self.articles, self.firsts, self.records = articles, firsts, records
        self.numbers = {article: number for number, article in enumerate(articles)}


class Comparison:
    """How near sentences are to a text: the cosine of their vectors, 1 for the same, about 0 for nothing
    in common."""

    def __init__(self, index: VectorIndex, vector: ByteVector) -> None:
        """The text has this `vector` [VECTOR_WIDTH]."""
        self._index, self._vector = index, vector
        self._cosines = cosines_of(index.kept.records["numbers"], vector) if index.is_kept else None
        self._known: dict[Iri, _Compared | None] = {}

    def nearest(self, limit: int) -> list[Sentence]:
        """The nearest sentences, the nearest first; none where not all are kept in memory."""
        if self._cosines is None:
            return []
        kept = self._index.kept
        # Those that are equally near are in the order of their articles.
        order = np.argsort(-self._cosines, kind="stable")[:limit]
        of = np.searchsorted(kept.firsts, order, side="right") - 1
        return [
            Sentence(kept.articles[article], Span(int(one["start"]), int(one["end"])))
            for article, one in zip(of, kept.records[order], strict=True)
        ]

    def read(self, articles: Iterable[Iri]) -> None:
        """Make the sentences of `articles` known, with one look where there would be one for each."""
        missing = dict.fromkeys(one for one in articles if one not in self._known)
        if self._cosines is not None:
            kept = self._index.kept
            for article in missing:
                number = kept.numbers.get(article)
                if number is not None:
                    own = slice(kept.firsts[number], kept.firsts[number + 1])
                    rows = kept.records[own]
                    self._known[article] = _Compared(rows["start"], rows["end"], self._cosines[own])
        elif missing:
            for iri, read in self._index.records_of(missing):
                rows = np.frombuffer(read, dtype=_RECORD)
                cosines = cosines_of(rows["numbers"], self._vector)
                self._known[Iri(iri)] = _Compared(rows["start"], rows["end"], cosines)
        for article in missing:
            self._known.setdefault(article, None)

    def cosine(self, article: Iri, span: Span) -> float:
        """The greatest cosine of a sentence that has some of `span` of `article`; 0 if none is known."""
        self.read([article])
        own = self._known[article]
        if own is None:
            return 0.0
        first = int(np.searchsorted(own.ends, span.start, side="right"))
        last = int(np.searchsorted(own.starts, span.end, side="left"))
        return float(own.cosines[first:last].max()) if first < last else 0.0


def vector_index_of(store: Store) -> VectorIndex:
    """The vectors of the sentences of `store`; none of a graph on a server, which is not read for them."""
    return kept_with(store, _make_index)


def cosines_of(vectors: ByteVector, vector: ByteVector) -> FloatArray:
    """The cosines [N] of `vectors` [N, VECTOR_WIDTH] and `vector` [VECTOR_WIDTH], all of about one length."""
    found = np.empty(len(vectors), dtype=np.float32)
    other = vector.astype(np.float32) / VECTOR_LENGTH**2
    for start in range(0, len(vectors), _BLOCK):
        rows = vectors[start : start + _BLOCK].astype(np.float32)
        np.dot(rows, other, out=found[start : start + len(rows)])
    return found


def _make_index(store: Store) -> VectorIndex:
    return VectorIndex(text_index_of(store))
