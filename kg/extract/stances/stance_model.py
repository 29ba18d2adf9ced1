"""The stance model: ONNX graphs run by onnxruntime, with their settings.

The encoder reads a passage once and labels its phrases; a small head then classifies pairs of phrases: the
act and polarity of the one toward the other. The word embeddings are those of the attribution encoder and are
read from its file, so that they are shipped once.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.extract.encoder import ENCODER_NAME, onnx_session
from kg.extract.settings import STANCE_SETTINGS_NAME, TOKENIZER_NAME
from kg.extract.stances.candidates import Phrase
from kg.extract.stances.passages import UNMARKED
from kg.extract.subwords import subwords_of
from kg.extract.viterbi import FloatArray

STANCES_NAME, PAIRS_NAME = "stances.onnx", "pairs.onnx"
STANCE_FILES = (STANCE_SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, STANCES_NAME, PAIRS_NAME)
"""The files of `StanceModel`; of the attribution encoder it uses the word embeddings."""
FORMAT = 2
"""The version of the model's file format: inputs and outputs of its graphs."""
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class StanceSettings:
    """Settings from training: acts and polarities in the order of the scores, thresholds."""

    version: str
    acts: tuple[str, ...]
    """The first is "no position"."""
    polarities: tuple[str, ...]
    least_speech: float
    least_content: float
    """The minimum probability of a position, by layer."""
    calibration: tuple[float, float]
    """Logistic regression of "this position is right" on its logit: bias, weight (Platt 1999)."""
    table: tuple[str, int, int, int]
    """The location of the word embeddings: file, offset in bytes, rows and columns."""
    table_sha256: str


@dataclass(frozen=True, slots=True)
class PassageStates:
    """The encoder's output for a passage of W words.

    `words` [W, width], `mean` [width]; `nouns` and `verbs` [W] are labels of `kg.extract.stances.candidates`.
    """

    words: FloatArray
    mean: FloatArray
    nouns: list[int]
    verbs: list[int]


class StanceModel:
    """The stance encoder with its pair head. Thread-safe; computes on one thread by default."""

    def __init__(self, weights: Mapping[str, bytes], *, threads: int = 1) -> None:
        """`weights` are the model's files by name (`STANCE_FILES`). Raises `InputError` if invalid."""
        try:
            self.settings = parse_stance_settings(weights[STANCE_SETTINGS_NAME])
            self._tokenizer = Tokenizer.from_str(weights[TOKENIZER_NAME].decode("utf-8"))
            self._table = _table(weights, self.settings)
            self._encode = onnx_session(weights[STANCES_NAME], threads)
            self._pairs = onnx_session(weights[PAIRS_NAME], threads)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            raise InputError(f"The model of positions cannot be loaded: {error}") from error

    def read(self, texts: list[str], marks: list[int]) -> PassageStates:
        """Encode a passage, given as its words and the role of each (`Passage.marks`)."""
        identifiers, marked = [_CLS], [UNMARKED]
        index = []
        for pieces, mark in zip(subwords_of(texts, self._tokenizer), marks, strict=True):
            index.append(len(identifiers))
            identifiers += pieces
            marked += [mark] * len(pieces)
        identifiers.append(_SEP)
        marked.append(UNMARKED)
        inputs = {
            "table": self._table,
            "input_ids": np.array([identifiers], dtype=np.int64),
            "marks": np.array([marked], dtype=np.int64),
            "word_index": np.array([index], dtype=np.int64),
        }
        words, mean, nouns, verbs = self._encode.run(None, inputs)
        return PassageStates(words[0], mean[0], nouns[0].argmax(-1).tolist(), verbs[0].argmax(-1).tolist())

    def score(
        self, states: PassageStates, pairs: Sequence[tuple[Phrase, Phrase]]
    ) -> tuple[FloatArray, FloatArray]:
        """Probabilities of acts [P, acts] and polarities [P, polarities] of each (holder, target) pair."""
        count = len(states.words)
        acts, polarities = self._pairs.run(
            None,
            {
                "words": states.words,
                "mean": states.mean,
                "holders": _means([holder for holder, _ in pairs], count),
                "targets": _means([target for _, target in pairs], count),
            },
        )
        return acts, polarities


def parse_stance_settings(content: bytes) -> StanceSettings:
    """Parse a `stances.json`. Raises an exception if it is incomplete or of another format."""
    table = json.loads(content)
    if table["format"] != FORMAT:
        raise ValueError(f"its format is {table['format']}, but this version of kg reads format {FORMAT}")
    return msgspec.convert(table, StanceSettings)


def _table(weights: Mapping[str, bytes], settings: StanceSettings) -> NDArray[Any]:
    file, offset, rows, columns = settings.table
    flat = np.frombuffer(weights[file], dtype=np.uint8, count=rows * columns, offset=offset)
    if hashlib.sha256(flat.tobytes()).hexdigest() != settings.table_sha256:
        raise ValueError(f"the word embeddings in {file} are not those that it was trained with")
    return flat.reshape(rows, columns)


def _means(phrases: Sequence[Phrase], count: int) -> FloatArray:
    """Weights [P, W] that average the words of each phrase."""
    places = np.arange(count)
    first, end = (np.array([phrase[side] for phrase in phrases])[:, None] for side in (0, 1))
    inside = (places >= first) & (places < end)
    weights: FloatArray = (inside / inside.sum(1, keepdims=True)).astype(np.float32)
    return weights
