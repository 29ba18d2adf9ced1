"""The meaning of a sentence as a vector: what means the same has near vectors, whatever its words.

By them a question is compared with the sentences of articles. The model is a sentence encoder (Reimers and
Gurevych 2019, arXiv:1908.10084), whose word embeddings are those of the attribution encoder.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from kg.errors import InputError
from kg.extract.onnx_graphs import ENCODER_NAME, WordTable, mapped_word_table, onnx_session, word_table
from kg.extract.settings import MEANING_SETTINGS_NAME, TOKENIZER_NAME, read_files, shipped_folder
from kg.model import ArticleReading, Span
from kg.model.statement import VECTOR_LENGTH, SentenceVector
from kg.text.simple_sentences import simple_sentences

MEANING_NAME = "meaning.onnx"
MEANING_FILES = (MEANING_SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, MEANING_NAME)
"""The files of `MeaningModel`; of the attribution encoder it uses the word embeddings."""
FORMAT = 2
"""The version of the model's file format: inputs and outputs of its graph."""
LONGEST, LONGEST_TITLE = 256, 120
"""Sub-words that are read at once, with the two special ones; code points of a title that stand before."""

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
            self._table = (
                mapped_word_table(table_folder, self.settings)
                if table_folder
                else word_table(weights, self.settings)
            )
            self._encode = onnx_session(weights[MEANING_NAME], threads)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            raise InputError(f"The model of meaning cannot be loaded: {error}") from error

    def vector(self, text: str) -> ByteVectors:
        """The vector [VECTOR_WIDTH] of a short text, such as a question: the mean of its sub-words."""
        states = self._states(self._read(text).ids)
        return _mean(states)

    def sentence_vectors(self, title: str, text: str, sentences: Sequence[Span]) -> ByteVectors:
        """The vectors [sentences, VECTOR_WIDTH] of neighbouring sentences of `text`, which has this `title`.

        They are read together, after the title, and the vector of each is the mean of its sub-words, so that
        it has something of what stands around it (late chunking: Günther et al. 2024, arXiv:2409.04701).
        """
        opening = f"{title}. " if title else ""
        start = sentences[0].start
        read = self._read(opening + text[start : sentences[-1].end])
        if len(read.ids) > LONGEST and len(sentences) > 1:
            middle = len(sentences) // 2
            halves = (sentences[:middle], sentences[middle:])
            return np.concatenate([self.sentence_vectors(title, text, one) for one in halves])
        states = self._states(read.ids)
        first, last = (np.array(read.offsets[:LONGEST]) + start - len(opening)).T
        # The two special sub-words have no letters.
        inside = [(first < last) & (first < one.end) & (last > one.start) for one in sentences]
        return np.stack([_mean(states[own] if own.any() else states) for own in inside])

    def _read(self, text: str) -> Encoding:
        # What a terminal gives may have no place in Unicode.
        return self._tokenizer.encode(text.encode("utf-8", "replace").decode())

    def _states(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The states [sub-words, VECTOR_WIDTH] of the first `LONGEST` sub-words."""
        # One text at a time: the scale of bytes depends on all that is read at once. It takes no longer.
        given = np.array([ids[:LONGEST]], dtype=np.int64)
        (states,) = self._encode.run(None, {"table": self._table, "ids": given, "mask": np.ones_like(given)})
        found: NDArray[np.float32] = states[0]
        return found


def _mean(states: NDArray[np.float32]) -> ByteVectors:
    """The mean of `states` [sub-words, VECTOR_WIDTH], as bytes."""
    mean = states.mean(0)
    found: ByteVectors = np.clip(np.rint(mean / np.linalg.norm(mean) * VECTOR_LENGTH), -127, 127).astype(
        np.int8
    )
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
    """`reading` with the vectors of the sentences of its article."""
    article, model = reading.article, shipped_meaning_model()
    paragraphs = reading.paragraphs or (Span(0, len(article.text)),)
    title = (article.title or paragraphs[0].of(article.text))[:LONGEST_TITLE]
    found: list[SentenceVector] = []
    for paragraph in paragraphs:
        inside = simple_sentences(paragraph.of(article.text))
        sentences = [Span(paragraph.start + one.start, paragraph.start + one.end) for one in inside]
        vectors = model.sentence_vectors(title, article.text, sentences) if sentences else ()
        found += [
            SentenceVector(span, vector.tobytes()) for span, vector in zip(sentences, vectors, strict=True)
        ]
    return replace(reading, sentences=tuple(found))
