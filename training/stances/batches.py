"""Batches of passages for the networks of stances."""

import random
from collections.abc import Iterable, Iterator

import torch
from tokenizers import Tokenizer

from kg.extract.stances.passages import UNMARKED
from kg.extract.stances.stance_model import fitted
from kg.extract.subwords import subwords_of
from training.stances.examples import Example, Pair

# Sub-words in a batch, padding included.
BATCH = 1100
_CLS, _SEP, _PAD = 101, 102, 0


class Batch:
    """Some examples, padded: `input_ids`, `attention_mask` and `marks` [B, S], `word_index` [B, W]."""

    def __init__(self, examples: list[Example], subwords: list[list[list[int]]], rng: random.Random) -> None:
        self.examples = examples
        self.pairs: list[tuple[int, Pair]] = [
            (row, pair) for row, one in enumerate(examples) for pair in one.shown(rng)
        ]
        length = max(sum(map(len, pieces)) for pieces in subwords) + 2
        most = max(map(len, subwords))
        self.input_ids = torch.full((len(examples), length), _PAD)
        self.attention_mask = torch.zeros((len(examples), length), dtype=torch.long)
        self.word_index = torch.zeros((len(examples), most), dtype=torch.long)
        self.marks = torch.zeros((len(examples), length), dtype=torch.long)
        for row, pieces in enumerate(subwords):
            identifiers, marked = [_CLS], [UNMARKED]
            marks = examples[row].marks or [UNMARKED] * len(pieces)
            for word, (piece, mark) in enumerate(zip(pieces, marks, strict=True)):
                self.word_index[row, word] = len(identifiers)
                identifiers += piece
                marked += [mark] * len(piece)
            identifiers.append(_SEP)
            self.marks[row, : len(marked)] = torch.tensor(marked)
            self.input_ids[row, : len(identifiers)] = torch.tensor(identifiers)
            self.attention_mask[row, : len(identifiers)] = 1


def batches(examples: Iterable[Example], tokenizer: Tokenizer, rng: random.Random) -> Iterator[Batch]:
    """Batches of examples of similar length, in random order."""
    shuffled = list(examples)
    rng.shuffle(shuffled)
    found: list[list[tuple[int, Example, list[list[int]]]]] = []
    for start in range(0, len(shuffled), 256):
        sized = []
        for one in shuffled[start : start + 256]:
            pieces = fitted(subwords_of(one.texts, tokenizer))
            sized.append((sum(map(len, pieces)) + 2, one, pieces))
        group: list[tuple[int, Example, list[list[int]]]] = []
        for item in sorted(sized, key=lambda item: item[0]):
            if group and item[0] * (len(group) + 1) > BATCH:
                found.append(group)
                group = []
            group.append(item)
        found.append(group)
    rng.shuffle(found)
    for group in found:
        yield Batch([one for _, one, _ in group], [pieces for _, _, pieces in group], rng)
