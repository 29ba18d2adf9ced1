"""The meaning of a short text as a vector: texts that mean the same have near vectors, whatever their words.

By them a question is compared with statements. The model is a sentence encoder (Reimers and Gurevych 2019,
arXiv:1908.10084), whose word embeddings are those of the attribution encoder.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.extract.onnx_graphs import ENCODER_NAME, WordTable, mapped_word_table, onnx_session, word_table
from kg.extract.settings import MEANING_SETTINGS_NAME, TOKENIZER_NAME, read_files, shipped_folder
from kg.model import ArticleReading, Statement
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH

MEANING_NAME = "meaning.onnx"
MEANING_FILES = (MEANING_SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, MEANING_NAME)
"""The files of `MeaningModel`; of the attribution encoder it uses the word embeddings."""
FORMAT = 1
"""The version of the model's file format: inputs and outputs of its graph."""
# Sub-words of a text that are read, with the two special ones.
_LONGEST = 128

ByteVectors = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class MeaningSettings(WordTable):
    """Settings of the model, from its export."""

    version: str


class MeaningModel:
    """A sentence encoder. Thread-safe; computes on one thread by default."""

    def __init__(
        self, weights: Mapping[str, bytes], *, table_folder: Path | None = None, threads: int = 1
    ) -> None:
        """`weights` are the model's files by name (`MEANING_FILES`). Raises `InputError` if invalid.

        With a `table_folder`, the word embeddings are those of the file there, as far as they are used, and
        are not verified: a question uses a dozen rows.
        """
        try:
            self.settings = parse_meaning_settings(weights[MEANING_SETTINGS_NAME])
            self._tokenizer = Tokenizer.from_str(weights[TOKENIZER_NAME].decode("utf-8"))
            self._tokenizer.enable_truncation(_LONGEST)
            self._table = (
                mapped_word_table(table_folder, self.settings)
                if table_folder
                else word_table(weights, self.settings)
            )
            self._encode = onnx_session(weights[MEANING_NAME], threads)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            raise InputError(f"The model of meaning cannot be loaded: {error}") from error

    def vectors(self, texts: Sequence[str]) -> ByteVectors:
        """The vectors [texts, VECTOR_WIDTH] of `texts`, whose first 126 sub-words count."""
        # What a terminal gives may have no place in Unicode.
        clean = [one.encode("utf-8", "replace").decode() for one in texts]
        found = np.zeros((len(texts), VECTOR_WIDTH), dtype=np.int8)
        # One at a time: the scale of bytes depends on all that is read at once. It takes no longer.
        for number, read in enumerate(self._tokenizer.encode_batch(clean)):
            ids = np.array([read.ids], dtype=np.int64)
            inputs = {"table": self._table, "ids": ids, "mask": np.ones_like(ids)}
            (vectors,) = self._encode.run(None, inputs)
            found[number] = np.clip(np.rint(vectors[0] * VECTOR_LENGTH), -127, 127)
        return found


def parse_meaning_settings(content: bytes) -> MeaningSettings:
    """Parse a `meaning.json`. Raises an exception if it is incomplete or of another format."""
    table = json.loads(content)
    if table["format"] != FORMAT:
        raise ValueError(f"its format is {table['format']}, but this version of kg reads format {FORMAT}")
    return msgspec.convert(table, MeaningSettings)


@cache
def shipped_meaning_model() -> MeaningModel:
    """The shipped model. Raises `InputError` if it cannot be loaded."""
    names = [name for name in MEANING_FILES if name != ENCODER_NAME]
    return MeaningModel(read_files(shipped_folder(), names), table_folder=shipped_folder())


def with_vectors(reading: ArticleReading) -> ArticleReading:
    """`reading` with the vector of each statement, of its speaker, cue and words."""
    text = reading.article.text
    vectors = shipped_meaning_model().vectors([_phrase(one, text) for one in reading.statements])
    statements = (
        replace(one, vector=vector.tobytes()) for one, vector in zip(reading.statements, vectors, strict=True)
    )
    return replace(reading, statements=tuple(statements))


def _phrase(statement: Statement, text: str) -> str:
    speaker = statement.speaker.actor.name if statement.speaker else ""
    cue = statement.cue.of(text) if statement.cue else ""
    return f"{speaker} {cue}: {statement.text}"
