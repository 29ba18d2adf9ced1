"""What the teacher gives: the vectors of sentences by a sentence encoder ten times as large."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from training.meaning.pooling import weights_of
from training.meaning.texts import Passage
from training.precision import autocast

_BATCH, _LONGEST = 24, 256


@torch.no_grad()
def teacher_vectors(folder: Path, passages: Sequence[Passage]) -> NDArray[np.float16]:
    """The vectors [sentences, width] of the sentences of `passages`, by the encoder in `folder`."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoder = AutoModel.from_pretrained(folder).eval()
    firsts = np.cumsum([0, *(len(one.sentences) for one in passages)])
    found = np.zeros((firsts[-1], encoder.config.hidden_size), dtype=np.float16)
    order = sorted(range(len(passages)), key=lambda number: len(passages[number].text))
    starts = [*range(0, len(order), _BATCH), len(order)]
    for done, (start, end) in enumerate(pairwise(starts)):
        batch = [passages[number] for number in order[start:end]]
        read = tokenizer(
            [one.text for one in batch],
            padding=True,
            truncation=True,
            max_length=_LONGEST,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = read.pop("offset_mapping").tolist()
        with autocast():
            states = encoder(**read).last_hidden_state.float()
        for row, number in enumerate(order[start:end]):
            length = int(read["attention_mask"][row].sum())
            weights = weights_of(passages[number], offsets[row][:length])
            own = weights @ states[row, :length]
            own = own / own.norm(dim=1, keepdim=True)
            found[firsts[number] : firsts[number + 1]] = own.numpy().astype(np.float16)
        if done % 50 == 0:
            print(f"teacher: {end} of {len(order)} passages", flush=True)
    return found


def narrowed(vectors: NDArray[np.float16], width: int) -> NDArray[np.float32]:
    """`vectors` in the `width` directions that most of them have: their cosines stay nearly the same."""
    full = vectors.astype(np.float32)
    values, directions = np.linalg.eigh(full.T @ full)
    print(f"{width} of {full.shape[1]} directions have {values[-width:].sum() / values.sum():.4f} of it")
    found: NDArray[np.float32] = full @ directions[:, -width:]
    return found / np.linalg.norm(found, axis=1, keepdims=True)
