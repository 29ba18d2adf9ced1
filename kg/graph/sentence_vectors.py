"""How a graph has the vectors of an article's sentences: one after the other, in bytes."""

import struct
from collections.abc import Iterable

from kg.model.statement import VECTOR_WIDTH, SentenceVector

# Where a sentence begins and ends in the text, in code points; its numbers come after these.
_PLACE = struct.Struct("<II")
RECORD_SIZE = _PLACE.size + VECTOR_WIDTH
"""The bytes of a sentence."""


def write_vectors(sentences: Iterable[SentenceVector]) -> bytes:
    """For each sentence its first and its end code point, 4 bytes each, the least first, then its numbers."""
    return b"".join(_PLACE.pack(one.span.start, one.span.end) + one.numbers for one in sentences)
