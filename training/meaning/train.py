"""Teach a small encoder what a large one gives: `python -m training.meaning.train --corpora DIR --encoder DIR
--teacher DIR --out DIR`.

The teacher is all-mpnet-base-v2, the student four layers of all-MiniLM-L6-v2. The student learns to give the
teacher's vectors of sentences of news, each read with its paragraph and the title, and of questions, and to
have all of a batch as near to each other as the teacher does (distillation: Hinton et al. 2015,
arXiv:1503.02531; Reimers and Gurevych 2020, arXiv:2004.09813). A run that was stopped goes on.
"""

import argparse
import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from kg.extract.meaning import LONGEST
from kg.extract.onnx_graphs import ENCODER_NAME
from kg.extract.settings import TOKENIZER_NAME, shipped_folder
from training.meaning.network import MeaningNetwork
from training.meaning.pooling import weights_of
from training.meaning.teacher import narrowed, teacher_vectors
from training.meaning.texts import Passage, passages_of
from training.precision import autocast
from training.stances.model import WordTable

NETWORK = "network.pt"
_PARAGRAPHS, _SHORT = 5_000, 9_000
_EPOCHS, _RATE, _RATE_OF_TURN, _WARM_UP, _LEAST_RATE = 3, 4e-4, 1e-3, 150, 0.02
# Sub-words of a batch, padding included; batches are of passages of similar length, of so many at random.
_BATCH, _POOL = 4_000, 1_500
_HELD_OUT, _SAVED_EVERY = 400, 100
# Sentences from which the student's first turn into the teacher's space is computed.
_FOR_TURN = 3_000
# How much it counts that sentences of a batch are as near to each other as the teacher has them.
_FOR_PAIRS = 4.0


@dataclass(frozen=True)
class Examples:
    """Passages as sub-words, their weights in each sentence, and the teacher's vectors of sentences."""

    ids: list[list[int]]
    weights: list[Tensor]
    wanted: list[Tensor]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--corpora", "--encoder", "--teacher", "--out"):
        parser.add_argument(name, type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    passages = passages_of(arguments.corpora, paragraphs=_PARAGRAPHS, short=_SHORT, seed=7)
    kept = arguments.out / "teacher.npy"
    if not kept.exists():
        np.save(kept, teacher_vectors(arguments.teacher, passages))
    table = WordTable(shipped_folder() / ENCODER_NAME)
    student = MeaningNetwork(arguments.encoder, table)
    vectors = narrowed(np.load(kept), student.turn.out_features)
    _train(student, torch.tensor(table.values), _examples(passages, vectors), arguments.out)


def _examples(passages: list[Passage], vectors: NDArray[np.float32]) -> Examples:
    tokenizer = Tokenizer.from_file(str(shipped_folder() / TOKENIZER_NAME))
    tokenizer.enable_truncation(LONGEST)
    read = tokenizer.encode_batch([one.text for one in passages])
    firsts = np.cumsum([0, *(len(one.sentences) for one in passages)])
    return Examples(
        [one.ids for one in read],
        [weights_of(passage, one.offsets) for passage, one in zip(passages, read, strict=True)],
        [torch.from_numpy(vectors[first:last]) for first, last in pairwise(firsts)],
    )


def _train(student: MeaningNetwork, table: Tensor, examples: Examples, out: Path) -> None:
    held_out = _batches(range(_HELD_OUT), examples)
    chance = random.Random(3)
    plan = [batch for _ in range(_EPOCHS) for batch in _epoch(examples, chance)]
    parameters = [one for one in student.encoder.parameters() if one.requires_grad]
    groups = [
        {"params": parameters},
        {"params": list(student.turn.parameters()), "lr": _RATE_OF_TURN, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / _WARM_UP) * max(_LEAST_RATE, 1 - step / len(plan))
    )
    checkpoint, first = out / "checkpoint.pt", 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        student.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["step"]
    else:
        _turn(student, table, examples)
    for step, batch in enumerate(plan[first:], first + 1):
        wanted = torch.cat([examples.wanted[number] for number in batch])
        with autocast():
            found = _vectors(student, table, batch, examples)
        loss = (1 - (found * wanted).sum(1)).mean()
        loss = loss + _FOR_PAIRS * ((found @ found.T - wanted @ wanted.T) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % _SAVED_EVERY == 0 or step == len(plan):
            cosine = _agreement(student, table, held_out, examples)
            print(f"step {step} of {len(plan)}: cosine {cosine:.4f} on held-out passages", flush=True)
            state = {"network": student.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state | {"schedule": schedule.state_dict(), "step": step}, checkpoint)
    torch.save(student.state_dict(), out / NETWORK)


def _vectors(student: MeaningNetwork, table: Tensor, batch: list[int], examples: Examples) -> Tensor:
    """The student's vectors [sentences, width] of the sentences of a batch, of length 1."""
    states = student(table, *_padded(batch, examples.ids)).float()
    rows = [
        examples.weights[number] @ states[row, : len(examples.ids[number])]
        for row, number in enumerate(batch)
    ]
    found = torch.cat(rows)
    return found / found.norm(dim=1, keepdim=True)


@torch.no_grad()
def _turn(student: MeaningNetwork, table: Tensor, examples: Examples) -> None:
    """Turn the student's space, as it is at first, into the teacher's, as far as a matrix can."""
    torch.nn.init.eye_(student.turn.weight)
    pairs = []
    for batch in _batches(range(_HELD_OUT, _HELD_OUT + _FOR_TURN), examples):
        wanted = torch.cat([examples.wanted[number] for number in batch])
        pairs.append((_vectors(student, table, batch, examples), wanted))
    own, wanted = (torch.cat(one) for one in zip(*pairs, strict=True))
    student.turn.weight.copy_(torch.linalg.lstsq(own, wanted).solution.T)


def _epoch(examples: Examples, chance: random.Random) -> list[list[int]]:
    """The numbers of all passages that are not held out, in batches of similar length."""
    order = list(range(_HELD_OUT, len(examples.ids)))
    chance.shuffle(order)
    pools = (order[start : start + _POOL] for start in range(0, len(order), _POOL))
    batches = [batch for pool in pools for batch in _batches(pool, examples)]
    chance.shuffle(batches)
    return batches


def _batches(numbers: "range | list[int]", examples: Examples) -> list[list[int]]:
    found: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: len(examples.ids[number])):
        if not found or len(examples.ids[number]) * (len(found[-1]) + 1) > _BATCH:
            found.append([])
        found[-1].append(number)
    return found


def _padded(batch: list[int], pieces: list[list[int]]) -> tuple[Tensor, Tensor]:
    length = max(len(pieces[number]) for number in batch)
    ids, mask = (torch.zeros(len(batch), length, dtype=torch.long) for _ in range(2))
    for row, number in enumerate(batch):
        own = pieces[number]
        ids[row, : len(own)] = torch.tensor(own)
        mask[row, : len(own)] = 1
    return ids, mask


@torch.no_grad()
def _agreement(student: MeaningNetwork, table: Tensor, batches: list[list[int]], examples: Examples) -> float:
    """The mean cosine of what both give."""
    cosines = [
        (_vectors(student, table, batch, examples) * torch.cat([examples.wanted[one] for one in batch])).sum(
            1
        )
        for batch in batches
    ]
    return float(torch.cat(cosines).mean())


if __name__ == "__main__":
    main()
