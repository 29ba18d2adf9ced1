"""The vectors of a graph's statements: which of them are near the vector of a text."""

from collections.abc import Collection, Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.graph.opened_store import kept_with
from kg.graph.store import Store
from kg.graph.text_index import TextIndex, text_index_of
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH

ByteVector = NDArray[np.int8]
FloatArray = NDArray[np.float32]
Rows = NDArray[np.int64]

# Vectors that are kept in memory, 384 bytes each. In a larger graph only those that are asked for are read.
_MOST_KEPT = 1_000_000
# Rows that are multiplied at once: as floats they stay in the processor's cache.
_BLOCK = 1024


class VectorIndex:
    """The vectors of the statements of one graph, of those that have one."""

    def __init__(self, index: TextIndex, most_kept: int = _MOST_KEPT) -> None:
        """Those of a search index; they are kept in memory if they are at most `most_kept`."""
        self.words = index
        """The search index, which numbers the statements."""
        self._is_kept = index.number_of_vectors <= most_kept

    def compare(self, vector: ByteVector) -> "Comparison":
        """The statements compared with a text, which has this `vector` [VECTOR_WIDTH]."""
        return Comparison(self, vector, cosines_of(self._kept[1], vector) if self._is_kept else None)

    @property
    def rows(self) -> Rows:
        """The numbers of the statements that are kept in memory, ascending."""
        return self._kept[0]

    @cached_property
    def _kept(self) -> tuple[Rows, ByteVector]:
        """The numbers of the statements, and their vectors [statements, VECTOR_WIDTH]."""
        read = self.words.all_vectors()
        return np.array([row for row, _ in read], dtype=np.int64), _matrix(numbers for _, numbers in read)


class Comparison:
    """How near statements are to a text: the cosine of their vectors, 1 for the same, about 0 for nothing
    in common."""

    def __init__(self, index: VectorIndex, vector: ByteVector, cosines: FloatArray | None) -> None:
        """`cosines` are those of all statements of `index`; None where they are not kept in memory."""
        self._index, self._vector, self._cosines = index, vector, cosines

    def nearest(self, limit: int, among: Collection[int] | None = None) -> list[str]:
        """The IRIs of the nearest statements, the nearest first; none where not all are kept in memory.

        With `among`, only statements with these numbers.
        """
        if self._cosines is None or limit < 1:
            return []
        rows, cosines = self._index.rows, self._cosines
        if among is not None:
            places, known = _places(np.unique(np.fromiter(among, dtype=np.int64)), rows)
            rows, cosines = rows[places[known]], cosines[places[known]]
        if limit < len(cosines):
            kept = cosines >= np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]
            rows, cosines = rows[kept], cosines[kept]
        # Of those that are equally near, those come first that were written first.
        order = np.argsort(-cosines, kind="stable")[:limit]
        return self._index.words.statements_at(rows[order].tolist())

    def cosines(self, statements: Iterable[str]) -> dict[str, float]:
        """The cosine of each of `statements`, given by IRI, that has a vector."""
        numbers = self._index.words.rows_of(statements)
        if self._cosines is None:
            read = dict(self._index.words.vectors_of(numbers.values()))
            found = dict(zip(read, cosines_of(_matrix(read.values()), self._vector).tolist(), strict=True))
            return {iri: found[row] for iri, row in numbers.items() if row in found}
        places, known = _places(np.fromiter(numbers.values(), dtype=np.int64), self._index.rows)
        cosines = self._cosines[places].tolist() if len(self._cosines) else []
        return {iri: one for iri, one, has in zip(numbers, cosines, known.tolist(), strict=False) if has}


def _places(wanted: Rows, rows: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """Where each of the numbers `wanted` stands in `rows`, which ascend, and whether it does."""
    places = np.searchsorted(rows, wanted)
    places[places == len(rows)] = 0
    return places, rows[places] == wanted if len(rows) else np.zeros(len(wanted), dtype=np.bool_)


def vector_index_of(store: Store) -> VectorIndex:
    """The vectors of the statements of `store`; none of a graph on a server, which is not read for them."""
    return kept_with(store, _make_index)


def cosines_of(vectors: ByteVector, vector: ByteVector) -> FloatArray:
    """The cosines [N] of `vectors` [N, VECTOR_WIDTH] and `vector` [VECTOR_WIDTH], all of about one length."""
    found = np.empty((len(vectors), 1), dtype=np.float32)
    other = vector.astype(np.float32) / VECTOR_LENGTH**2
    floats = np.empty((_BLOCK, 1, VECTOR_WIDTH), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        rows = floats[: len(vectors) - start]
        np.copyto(rows[:, 0], vectors[start : start + _BLOCK])
        # Each row is a product of its own: that of a matrix would wake as many threads as there are cores,
        # which wait for each other longer than they work.
        np.matmul(rows, other, out=found[start : start + len(rows)])
    return found[:, 0]


def _make_index(store: Store) -> VectorIndex:
    return VectorIndex(text_index_of(store))


def _matrix(rows: Iterable[bytes]) -> ByteVector:
    return np.frombuffer(b"".join(rows), dtype=np.int8).reshape(-1, VECTOR_WIDTH)
