"""The shipped model: ONNX graphs run by onnxruntime, with their tokenizer and settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.extract.settings import SETTINGS_NAME, TOKENIZER_NAME, parse_settings
from kg.extract.subwords import Subwords, Window, batch_arrays, subwords_of
from kg.extract.viterbi import FloatArray, IntArray

ENCODER_NAME, _ROLES = "encoder.onnx", "roles.onnx"
MODEL_FILES = (SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, _ROLES)
"""What `Encoder` is made of."""

# Roles are read for this many anchors at once: they then stay in the processor's cache.
_ANCHORS_AT_ONCE = 8
# And decoded for so many: a step of numpy costs the same for few.
_DECODED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class WindowScores:
    """The encoder's output for some windows of W words.

    `anchors` [B, W], `names` [B, W, names], `words` and `cues` [B, W, width] (what the role head
    needs of a word, and of a word as a cue), `mask` [B, W].
    """

    anchors: FloatArray
    names: FloatArray
    words: FloatArray
    cues: FloatArray
    mask: IntArray


@dataclass(frozen=True, slots=True)
class Anchor:
    """Word `word` of window `window`, and the words `[first, end)` of that window in its reach."""

    window: int
    word: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Role scores [A, R, labels] of the words in reach of each anchor, and how many [A] those are."""

    anchors: list[Anchor]
    scores: FloatArray
    lengths: IntArray


class Encoder:
    """One encoder with its heads. Thread-safe; one thread of computation unless told otherwise."""

    def __init__(self, weights: Mapping[str, bytes], *, threads: int = 1) -> None:
        """`weights` are the model's files by name (`MODEL_FILES`); raises `InputError` if they are none."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        try:
            self.settings = parse_settings(weights[SETTINGS_NAME])
            self.tokenizer = Tokenizer.from_str(weights[TOKENIZER_NAME].decode("utf-8"))
            self._encode = _session(weights[ENCODER_NAME], options)
            self._roles = _session(weights[_ROLES], options)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise InputError(f"The model cannot be loaded: {error}") from error

    def subwords(self, texts: list[str]) -> list[list[int]]:
        """Sub-word numbers of each of some words."""
        return subwords_of(texts, self.tokenizer)

    def encode(self, inputs: dict[str, IntArray]) -> list[FloatArray]:
        """The arrays of `WindowScores` but its mask, for the arrays of a batch (`batch_arrays`)."""
        outputs: list[FloatArray] = self._encode.run(None, inputs)
        return outputs

    def score_windows(self, windows: list[Window], subwords: Subwords, features: list[int]) -> WindowScores:
        """Scores of windows of one document, padded to the longest.

        One window at a time goes through the encoder: its states then stay in the processor's cache.
        """
        outputs = [self.encode(batch_arrays([window], subwords, features)) for window in windows]
        lengths = np.array([window.end - window.start for window in windows])
        anchors, names, words, cues = (
            _stack([array[0] for array in arrays], lengths.max()) for arrays in zip(*outputs, strict=True)
        )
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
        return WindowScores(anchors, names, words, cues, mask)

    def score_roles(self, scores: WindowScores, anchors: list[Anchor]) -> Iterator[RoleScores]:
        """Role scores for `anchors`, some at a time, those of like reach together."""
        most = scores.mask.shape[1]
        words, cues = (array.reshape(-1, array.shape[2]) for array in (scores.words, scores.cues))
        anchors = sorted(anchors, key=lambda anchor: anchor.end - anchor.first)
        for start in range(0, len(anchors), _DECODED_AT_ONCE):
            part = anchors[start : start + _DECODED_AT_ONCE]
            lengths = np.array([anchor.end - anchor.first for anchor in part], dtype=np.int64)
            rows: list[FloatArray] = []
            for row in range(0, len(part), _ANCHORS_AT_ONCE):
                some = slice(row, row + _ANCHORS_AT_ONCE)
                inputs = _reach_arrays(part[some], lengths[some], most)
                rows += list(self._roles.run(None, {"words": words, "cues": cues} | inputs)[0])
            yield RoleScores(part, _stack(rows, lengths.max()), lengths)


def _reach_arrays(anchors: list[Anchor], lengths: IntArray, most: int) -> dict[str, IntArray]:
    """What the role head is given beside the words: `most` is the number of words a window is padded to."""
    places = np.arange(lengths.max())
    firsts = np.array([anchor.window * most + anchor.first for anchor in anchors], dtype=np.int64)
    mask = places < lengths[:, None]
    return {
        "reach": np.where(mask, firsts[:, None] + places, 0),
        "anchors": np.array([anchor.word - anchor.first for anchor in anchors], dtype=np.int64),
        "mask": mask.astype(np.int64),
    }


def _stack(rows: list[FloatArray], length: int) -> FloatArray:
    stacked = np.zeros((len(rows), length, *rows[0].shape[1:]), dtype=rows[0].dtype)
    for number, row in enumerate(rows):
        stacked[number, : len(row)] = row
    return stacked


def _session(model: bytes, options: onnxruntime.SessionOptions) -> Any:
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
