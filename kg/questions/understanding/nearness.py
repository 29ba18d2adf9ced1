"""How near sentences are to a question in meaning, whatever words they have."""

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.graph.store import Store
from kg.graph.text_index import text_index_of

if TYPE_CHECKING:
    from kg.graph.vector_index import ByteVector, Comparison


def compare_with(question: str, store: Store) -> "Comparison | None":
    """The sentences of `store` compared with a question; None if they have no vectors.

    numpy and onnxruntime are loaded by the first call for a graph with vectors.
    """
    if not text_index_of(store).number_of_vectors:
        return None
    from kg.graph.vector_index import vector_index_of

    return vector_index_of(store).compare(_vector(question))


@lru_cache(maxsize=1_000)
def _vector(question: str) -> "ByteVector":
    from kg.extract.meaning import shipped_meaning_model

    vector: ByteVector = shipped_meaning_model().vector(question)
    return vector
