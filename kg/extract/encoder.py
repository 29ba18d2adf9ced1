"""The attribution model: ONNX graphs run by onnxruntime, with their tokenizer and settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.extract.onnx_graphs import ENCODER_NAME, onnx_session
from kg.extract.saying_surnames import texts_to_encode
from kg.extract.settings import SETTINGS_NAME, TOKENIZER_NAME, parse_settings
from kg.extract.subwords import Subwords, Window, batch_arrays, mark_boundaries, subwords_of
from kg.extract.viterbi import FloatArray, IntArray
from kg.text.words import Words

_ROLES, _MENTIONS, _LINKS = "roles.onnx", "mentions.onnx", "links.onnx"
MODEL_FILES = (SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, _ROLES, _MENTIONS, _LINKS)
"""The files of `Encoder`."""

STATES_OF_MENTION = 5
"""Of a mention, the states of the first and last word, of all on average, of the words before and after."""

HalfArray = NDArray[np.float16]

# Anchors per run of the role head; small, so that the arrays stay in the processor's cache.
_ANCHORS_AT_ONCE = 8
# Anchors per decoding batch; larger, to amortise the overhead of numpy.
_DECODED_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class WindowScores:
    """The encoder's output for B windows of W words.

    `anchors` [B, W], `names` [B, W, names], `words` and `cues` [B, W, width] (inputs of the role head: each
    word, and each word as a cue), `mask` [B, W].
    """

    anchors: FloatArray
    names: FloatArray
    words: FloatArray
    cues: FloatArray
    mask: IntArray


@dataclass(frozen=True, slots=True)
class Anchor:
    """Word `word` of window `window`; its reach is the words `[first, end)` of that window."""

    window: int
    word: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Role scores [A, R, labels] of the words in reach of each anchor, and their numbers [A].

    `kinds` [A, kinds] and `unsaid` [A, ways] are the scores of `KIND_LABELS` and `UNSAID_LABELS`.
    """

    anchors: list[Anchor]
    scores: FloatArray
    lengths: IntArray
    kinds: FloatArray
    unsaid: FloatArray


class Encoder:
    """One encoder with its heads. Thread-safe; computes on one thread by default."""

    def __init__(self, weights: Mapping[str, bytes], *, threads: int = 1) -> None:
        """`weights` are the model's files by name (`MODEL_FILES`). Raises `InputError` if invalid."""
        try:
            self.settings = parse_settings(weights[SETTINGS_NAME])
            self.tokenizer = Tokenizer.from_str(weights[TOKENIZER_NAME].decode("utf-8"))
            self._encode = onnx_session(weights[ENCODER_NAME], threads)
            self._roles = onnx_session(weights[_ROLES], threads)
            self._mentions = onnx_session(weights[_MENTIONS], threads)
            self._links = onnx_session(weights[_LINKS], threads)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            raise InputError(f"The model cannot be loaded: {error}") from error

    @property
    def state_width(self) -> int:
        """The size of the state of a word: the inputs of the role head, as a word and as a cue."""
        return int(self._mentions.get_inputs()[0].shape[1]) // STATES_OF_MENTION

    def encode_mentions(
        self, vectors: FloatArray, kinds: IntArray, flags: FloatArray
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """The mentions of one text as anaphors [M, D] and as antecedents [M, D], and the score of nobody [M].

        `vectors` [M, STATES_OF_MENTION * state_width]; `kinds` [M] and `flags` [M, flags] as in
        `kg.extract.links`.
        """
        inputs = {"vectors": vectors, "kinds": kinds, "flags": flags}
        anaphors, antecedents, nobody = self._mentions.run(None, inputs)
        return anaphors, antecedents, nobody

    def score_links(self, anaphors: FloatArray, antecedents: FloatArray, features: FloatArray) -> FloatArray:
        """The scores [P] of pairs of mentions, [P, D] each, with the `features` [P, F] of the pairs."""
        inputs = {"anaphors": anaphors, "antecedents": antecedents, "features": features}
        scores: FloatArray = self._links.run(None, inputs)[0]
        return scores

    def subwords(self, words: Words, start: int, end: int) -> list[list[int]]:
        """The sub-word numbers of the words `[start, end)`, with boundaries."""
        pieces = subwords_of(texts_to_encode(words, start, end), self.tokenizer)
        return mark_boundaries(pieces, words.features[start:end])

    def encode(self, inputs: dict[str, IntArray]) -> list[FloatArray]:
        """The arrays of `WindowScores`, without the mask, for the arrays of a batch (`batch_arrays`)."""
        outputs: list[FloatArray] = self._encode.run(None, inputs)
        return outputs

    def score_windows(self, windows: list[Window], subwords: Subwords, features: list[int]) -> WindowScores:
        """Scores of windows of one text, padded to the longest.

        Windows are encoded one at a time, so that the states stay in the processor's cache.
        """
        outputs = [self.encode(batch_arrays([window], subwords, features)) for window in windows]
        lengths = np.array([window.end - window.start for window in windows])
        anchors, names, words, cues = (
            _stack([array[0] for array in arrays], lengths.max()) for arrays in zip(*outputs, strict=True)
        )
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
        return WindowScores(anchors, names, words, cues, mask)

    def score_roles(self, scores: WindowScores, anchors: list[Anchor]) -> Iterator[RoleScores]:
        """Yield role scores for `anchors` in batches of similar reach."""
        most = scores.mask.shape[1]
        words, cues = (array.reshape(-1, array.shape[2]) for array in (scores.words, scores.cues))
        anchors = sorted(anchors, key=lambda anchor: anchor.end - anchor.first)
        for start in range(0, len(anchors), _DECODED_AT_ONCE):
            part = anchors[start : start + _DECODED_AT_ONCE]
            lengths = np.array([anchor.end - anchor.first for anchor in part], dtype=np.int64)
            rows: list[FloatArray] = []
            kinds: list[FloatArray] = []
            unsaid: list[FloatArray] = []
            for row in range(0, len(part), _ANCHORS_AT_ONCE):
                some = slice(row, row + _ANCHORS_AT_ONCE)
                inputs = _reach_arrays(part[some], lengths[some], most)
                outputs = self._roles.run(None, {"words": words, "cues": cues} | inputs)
                for rows_of_all, some_rows in zip((rows, kinds, unsaid), outputs, strict=True):
                    rows_of_all += list(some_rows)
            yield RoleScores(part, _stack(rows, lengths.max()), lengths, np.stack(kinds), np.stack(unsaid))


def _reach_arrays(anchors: list[Anchor], lengths: IntArray, most: int) -> dict[str, IntArray]:
    """The inputs of the role head besides the words; `most` is the padded number of words of a window."""
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
