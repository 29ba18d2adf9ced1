"""Running ONNX graphs, and the word embeddings that the graphs of several models share."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.extract.settings import shipped_folder

ENCODER_NAME = "encoder.onnx"
"""The file of the attribution encoder, which has the word embeddings of all models."""
PROBE_NAME, PROBE_TERMS = "probe.onnx", 64
"""The file of a graph with one product, of so many bytes by as many."""
# Without it, products of int8 overflow on an x86 CPU without VNNI, and names and statements differ there. On
# others it changes nothing but the time, which is half as much again or twice as much.
_IN_16_BITS = "session.x64quantprecision"


@dataclass(frozen=True, slots=True)
class WordTable:
    """The place of the word embeddings in a file of weights."""

    table: tuple[str, int, int, int]
    """File, offset in bytes, rows and columns."""
    table_sha256: str


def word_table(weights: Mapping[str, bytes], place: WordTable) -> NDArray[Any]:
    """The word embeddings [rows, columns], uint8. Raises `ValueError` if they are not those of training."""
    file, offset, rows, columns = place.table
    flat = np.frombuffer(weights[file], dtype=np.uint8, count=rows * columns, offset=offset)
    if hashlib.sha256(flat.data).hexdigest() != place.table_sha256:
        raise ValueError(f"the word embeddings in {file} are not those that it was trained with")
    return flat.reshape(rows, columns)


def mapped_word_table(folder: Path, place: WordTable) -> NDArray[Any]:
    """The word embeddings of a model in `folder`, of which only the rows are read that are used.

    They are not verified. Raises `OSError` or `ValueError` if the file cannot be read or is too short.
    """
    file, offset, rows, columns = place.table
    return np.asarray(np.memmap(folder / file, np.uint8, "r", offset, (rows, columns)))


def onnx_session(model: bytes, threads: int) -> Any:
    """The graph `model`, to run on `threads` threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    if not multiplies_exactly():
        options.add_session_config_entry(_IN_16_BITS, "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def multiplies_exactly() -> bool:
    """Whether this processor multiplies unsigned bytes by signed bytes without overflow."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    graph, providers = (shipped_folder() / PROBE_NAME).read_bytes(), ["CPUExecutionProvider"]
    probe = onnxruntime.InferenceSession(graph, options, providers=providers)
    (sums,) = probe.run(None, {"bytes": np.full((1, PROBE_TERMS), 255, dtype=np.uint8)})
    return bool((sums == PROBE_TERMS * 255 * 127).all())
