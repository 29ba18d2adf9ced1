"""The vectors of a graph's statements: which of them are near the vector of a text."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.graph.opened_store import kept_with
from kg.graph.store import Store
from kg.graph.text_index import TextIndex, text_index_of
from kg.graph.vocabulary import DATA_BASE
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH

ByteVector = NDArray[np.int8]
FloatArray = NDArray[np.float32]

# Vectors that are kept in memory, 384 bytes each. In a larger graph only those that are asked for are read.
_MOST_KEPT = 1_000_000
# Rows that are multiplied at once: as floats they stay in the processor's cache.
_BLOCK = 1024


class VectorIndex:
    """The vectors of the statements of one graph, of those that have one."""

    def __init__(self, index: TextIndex, most_kept: int = _MOST_KEPT) -> None:
        """Those of a search index; they are kept in memory if they are at most `most_kept`."""
        self._index = index
        self._is_kept = index.number_of_vectors <= most_kept

    def compare(self, vector: ByteVector) -> "Comparison":
        """The statements compared with a text, which has this `vector` [VECTOR_WIDTH]."""
        return Comparison(self, vector, cosines_of(self._kept[1], vector) if self._is_kept else None)

    def vectors_of(self, statements: Iterable[str]) -> list[tuple[str, bytes]]:
        """The vectors of those of `statements` that have one, by IRI."""
        return self._index.vectors_of(statements)

    @property
    def nodes(self) -> NDArray[np.bytes_]:
        """What comes after the base in the IRIs of the statements that are kept in memory, sorted."""
        return self._kept[0]

    @cached_property
    def _kept(self) -> tuple[NDArray[np.bytes_], ByteVector]:
        """The nodes, and their vectors [statements, VECTOR_WIDTH]."""
        read = self._index.all_vectors()
        nodes = np.array([node.encode() for node, _ in read], dtype=np.bytes_)
        return nodes, _matrix(numbers for _, numbers in read)


class Comparison:
    """How near statements are to a text: the cosine of their vectors, 1 for the same, about 0 for nothing
    in common."""

    def __init__(self, index: VectorIndex, vector: ByteVector, cosines: FloatArray | None) -> None:
        """`cosines` are those of all statements of `index`; None where they are not kept in memory."""
        self._index, self._vector, self._cosines = index, vector, cosines

    def nearest(self, limit: int) -> list[str]:
        """The IRIs of the nearest statements, the nearest first; none where not all are kept in memory."""
        if self._cosines is None or limit < 1:
            return []
        cosines = self._cosines
        rows = np.arange(len(cosines))
        if limit < len(cosines):
            least = np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]
            rows = np.flatnonzero(cosines >= least)
        # Those that are equally near are in the order of their IRIs.
        order = rows[np.argsort(-cosines[rows], kind="stable")][:limit]
        return [DATA_BASE + one.decode() for one in self._index.nodes[order]]

    def cosines(self, statements: Iterable[str]) -> dict[str, float]:
        """The cosine of each of `statements`, given by IRI, that has a vector."""
        if self._cosines is None:
            read = self._index.vectors_of(statements)
            found = cosines_of(_matrix(numbers for _, numbers in read), self._vector)
            return {iri: float(cosine) for (iri, _), cosine in zip(read, found, strict=True)}
        iris, nodes = list(statements), self._index.nodes
        wanted = np.array([one.removeprefix(DATA_BASE).encode() for one in iris], dtype=np.bytes_)
        rows = np.searchsorted(nodes, wanted)
        rows[rows == len(nodes)] = 0
        return {
            iri: float(self._cosines[row])
            for iri, row, node in zip(iris, rows, wanted, strict=True)
            if len(nodes) and nodes[row] == node
        }


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
