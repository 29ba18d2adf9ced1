"""Products of many vectors of bytes with one vector, on one thread."""

import numpy as np
from numpy.typing import NDArray

ByteVectors = NDArray[np.int8]
FloatArray = NDArray[np.float32]

# Rows that are multiplied at once: as floats they stay in the processor's cache.
_BLOCK = 1024


def products(vectors: ByteVectors, vector: FloatArray) -> FloatArray:
    """The products [N] of `vectors` [N, width] and `vector` [width]."""
    found = np.empty((len(vectors), 1), dtype=np.float32)
    floats = np.empty((min(_BLOCK, len(vectors)), 1, vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        rows = floats[: len(vectors) - start]
        np.copyto(rows[:, 0], vectors[start : start + _BLOCK])
        # Each row is a product of its own: that of a matrix would wake as many threads as there are cores,
        # which wait for each other longer than they work.
        np.matmul(rows, vector, out=found[start : start + len(rows)])
    return found[:, 0]
