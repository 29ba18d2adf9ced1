"""The stance model: ONNX graphs run by onnxruntime, with their settings.

The encoder reads passages and scores their spans as phrases; a small head then tells of pairs of phrases
whether the one takes a position toward the other, with act and polarity. The verifier reads each likely pair
by itself, with holder and target marked, and tells the same. The word embeddings of both are those of the
attribution encoder and are read from its file, so that they are shipped once.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.extract.onnx_graphs import ENCODER_NAME, WordTable, onnx_session, word_table
from kg.extract.settings import STANCE_SETTINGS_NAME, TOKENIZER_NAME
from kg.extract.stances.candidates import Phrase
from kg.extract.stances.pair_passages import PairPassage
from kg.extract.stances.passages import UNMARKED
from kg.extract.subwords import subwords_of
from kg.extract.viterbi import FloatArray

STANCES_NAME, PAIRS_NAME, VERIFIER_NAME = "stances.onnx", "pairs.onnx", "verifier.onnx"
STANCE_FILES = (STANCE_SETTINGS_NAME, TOKENIZER_NAME, ENCODER_NAME, STANCES_NAME, PAIRS_NAME, VERIFIER_NAME)
"""The files of `StanceModel`; of the attribution encoder it uses the word embeddings."""
FORMAT = 4
"""The version of the model's file format: inputs and outputs of its graphs."""
_CLS, _SEP, _PAD = 101, 102, 0
# Sub-words that are read at once, padding included.
_BATCH = 1600
# Sub-words of a passage without the two special ones: the encoder has 512 positions.
_MAX_SUBWORDS = 510


@dataclass(frozen=True, slots=True)
class StanceSettings(WordTable):
    """Settings from training: acts and polarities in the order of the scores, calibration."""

    version: str
    acts: tuple[str, ...]
    polarities: tuple[str, ...]
    calibration: dict[str, tuple[float, float, float]]
    """By layer, a logistic regression of "this position is right" on the logits of pair head and verifier:
    bias and two weights (Platt 1999)."""
    least: dict[str, float]
    """The least confidence of the positions that are given, by layer."""
    likely: dict[str, float]
    """The least logit of the pair head of the pairs that the verifier reads, by layer."""


@dataclass(frozen=True, slots=True)
class PassageStates:
    """The encoder's output for a passage of W words.

    `sums` [W + 1, width] are the sums of the states of the words before each; `mean` [width]; `spans`
    [kinds, W, W] are the scores of `kg.extract.stances.candidates`.
    """

    sums: FloatArray
    mean: FloatArray
    spans: FloatArray


class StanceModel:
    """The stance encoder with its pair head. Thread-safe; computes on one thread by default."""

    def __init__(self, weights: Mapping[str, bytes], *, threads: int = 1) -> None:
        """`weights` are the model's files by name (`STANCE_FILES`). Raises `InputError` if invalid."""
        try:
            self.settings = parse_stance_settings(weights[STANCE_SETTINGS_NAME])
            self._tokenizer = Tokenizer.from_str(weights[TOKENIZER_NAME].decode("utf-8"))
            self._table = word_table(weights, self.settings)
            self._encode = onnx_session(weights[STANCES_NAME], threads)
            self._pairs = onnx_session(weights[PAIRS_NAME], threads)
            self._verify = onnx_session(weights[VERIFIER_NAME], threads)
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions
            raise InputError(f"The model of positions cannot be loaded: {error}") from error

    def read(self, passages: Sequence[tuple[list[str], list[int]]]) -> list[PassageStates]:
        """Encode passages, each given as its words and the role of each (`Passage.marks`), by length."""
        pieces = [fitted(subwords_of(texts, self._tokenizer)) for texts, _ in passages]
        found: dict[int, PassageStates] = {}
        for batch in _batches(pieces):
            own = [pieces[number] for number in batch]
            inputs = _inputs(own, [passages[number][1] for number in batch])
            words, mean, spans = self._encode.run(None, {"table": self._table} | inputs)
            for row, number in enumerate(batch):
                count = len(own[row])
                sums = np.zeros((count + 1, words.shape[-1]), dtype=np.float32)
                np.cumsum(words[row, :count], axis=0, out=sums[1:])
                found[number] = PassageStates(sums, mean[row], spans[row, :, :count, :count])
        return [found[number] for number in range(len(passages))]

    def score(
        self, states: Sequence[PassageStates], pairs: Sequence[tuple[int, Phrase, Phrase]]
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Score pairs, each with the number of its passage, holder and target.

        Returns the logits [P, layers] of a position in each layer of `Layer`, and the probabilities of acts
        [P, acts] and of polarities [P, polarities].
        """
        taken, acts, polarities = self._pairs.run(
            None,
            {
                "holders": np.stack([_mean(states[number], holder) for number, holder, _ in pairs]),
                "targets": np.stack([_mean(states[number], target) for number, _, target in pairs]),
                "means": np.stack([states[number].mean for number, *_ in pairs]),
            },
        )
        return taken, acts, polarities

    def verify(self, passages: Sequence[PairPassage]) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Read passages of one pair each. Returns what `score` does, with a row for each passage."""
        pieces = [fitted(subwords_of(one.texts, self._tokenizer)) for one in passages]
        found: dict[int, tuple[FloatArray, ...]] = {}
        for batch in _batches(pieces):
            own = [pieces[number] for number in batch]
            inputs = _inputs(own, [passages[number].marks for number in batch])
            shares = {
                name: _shares([getattr(passages[number], side) for number in batch], max(map(len, own)))
                for name, side in (("holders", "holder"), ("targets", "target"))
            }
            scores = self._verify.run(None, {"table": self._table} | inputs | shares)
            found |= zip(batch, zip(*scores, strict=True), strict=True)
        rows = [found[number] for number in range(len(passages))]
        taken, acts, polarities = (np.stack(column) for column in zip(*rows, strict=True))
        return taken, acts, polarities


def parse_stance_settings(content: bytes) -> StanceSettings:
    """Parse a `stances.json`. Raises an exception if it is incomplete or of another format."""
    table = json.loads(content)
    if table["format"] != FORMAT:
        raise ValueError(f"its format is {table['format']}, but this version of kg reads format {FORMAT}")
    return msgspec.convert(table, StanceSettings)


def fitted(pieces: list[list[int]]) -> list[list[int]]:
    """`pieces` with as many sub-words of each word as fit the encoder (words of another script have many)."""
    most = max(map(len, pieces), default=0)
    while most > 1 and sum(len(piece[:most]) for piece in pieces) > _MAX_SUBWORDS:
        most -= 1
    return [piece[:most] for piece in pieces]


def _batches(pieces: Sequence[list[list[int]]]) -> list[list[int]]:
    """The numbers of the passages, in batches of similar sizes."""
    sizes = [sum(map(len, one)) + 2 for one in pieces]
    found: list[list[int]] = []
    for number in sorted(range(len(sizes)), key=lambda number: sizes[number]):
        if not found or sizes[number] * (len(found[-1]) + 1) > _BATCH:
            found.append([])
        found[-1].append(number)
    return found


def _inputs(pieces: Sequence[list[list[int]]], marks: Sequence[list[int]]) -> dict[str, NDArray[np.int64]]:
    """The inputs of a graph for passages, given as the sub-words and the role of each word."""
    length = max(sum(map(len, own)) for own in pieces) + 2
    inputs = {name: np.zeros((len(pieces), length), dtype=np.int64) for name in ("ids", "mask", "marks")}
    index = np.zeros((len(pieces), max(map(len, pieces))), dtype=np.int64)
    for row, (own, roles) in enumerate(zip(pieces, marks, strict=True)):
        lengths = [len(piece) for piece in own]
        end = sum(lengths) + 2
        inputs["ids"][row, :end] = [_CLS, *(one for piece in own for one in piece), _SEP]
        inputs["mask"][row, :end] = 1
        inputs["marks"][row, :end] = [UNMARKED, *np.repeat(roles, lengths).tolist(), UNMARKED]
        index[row, : len(own)] = list(accumulate([1, *lengths[:-1]]))
    return inputs | {"word_index": index}


def _shares(phrases: Sequence[Phrase], words: int) -> FloatArray:
    """The share [B, words] of each word in the mean of its passage's phrase."""
    shares = np.zeros((len(phrases), words), dtype=np.float32)
    for row, (first, end) in enumerate(phrases):
        shares[row, first:end] = 1 / (end - first)
    return shares


def _mean(states: PassageStates, phrase: Phrase) -> FloatArray:
    first, end = phrase
    mean: FloatArray = (states.sums[end] - states.sums[first]) / np.float32(end - first)
    return mean
