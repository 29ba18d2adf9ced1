"""Teach four layers what six give: `python -m training.meaning.train --corpora DIR --encoder DIR --out DIR`.

The teacher is the published sentence encoder. The student learns to give its vectors of texts of news and of
questions, and to have all of a batch as near to each other as the teacher does (distillation: Hinton et al.
2015, arXiv:1503.02531; Reimers and Gurevych 2020, arXiv:2004.09813). A run that was stopped goes on.
"""

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.extract.onnx_graphs import ENCODER_NAME
from kg.extract.settings import TOKENIZER_NAME, shipped_folder
from training.meaning.network import LAYERS, MeaningNetwork
from training.meaning.texts import texts_of
from training.precision import autocast
from training.stances.model import WordTable

NETWORK = "network.pt"
_TEXTS, _LONGEST = 40_000, 96
_EPOCHS, _RATE, _WARM_UP, _LEAST_RATE = 2, 4e-4, 150, 0.02
# Sub-words of a batch, padding included; batches are of texts of similar length, of so many drawn at random.
_BATCH, _POOL = 3_000, 2_000
_HELD_OUT, _SAVED_EVERY = 400, 100
# How much it counts that texts of a batch are as near to each other as the teacher has them.
_FOR_PAIRS = 2.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--corpora", "--encoder", "--out"):
        parser.add_argument(name, type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    table = WordTable(shipped_folder() / ENCODER_NAME)
    tokenizer = Tokenizer.from_file(str(shipped_folder() / TOKENIZER_NAME))
    tokenizer.enable_truncation(_LONGEST)
    texts = texts_of(arguments.corpora, seed=7)[:_TEXTS]
    pieces = [one.ids for one in tokenizer.encode_batch(texts)]
    student = MeaningNetwork(arguments.encoder, table, LAYERS)
    teacher = MeaningNetwork(arguments.encoder, table).eval()
    _train(student, teacher, torch.tensor(table.values), pieces, arguments.out)


def _train(
    student: MeaningNetwork, teacher: MeaningNetwork, table: Tensor, pieces: list[list[int]], out: Path
) -> None:
    held_out = _batches(range(_HELD_OUT), pieces)
    chance = random.Random(3)
    plan = [batch for _ in range(_EPOCHS) for batch in _epoch(pieces, chance)]
    parameters = [one for one in student.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.01)
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
    for step, batch in enumerate(plan[first:], first + 1):
        ids, mask = _padded(batch, pieces)
        with torch.no_grad(), autocast():
            wanted = teacher.vectors(table, ids, mask).float()
        with autocast():
            found = student.vectors(table, ids, mask).float()
        loss = (1 - (found * wanted).sum(1)).mean()
        loss = loss + _FOR_PAIRS * ((found @ found.T - wanted @ wanted.T) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        if step % _SAVED_EVERY == 0 or step == len(plan):
            cosine = _agreement(student, teacher, table, [_padded(one, pieces) for one in held_out])
            print(f"step {step} of {len(plan)}: cosine {cosine:.4f} on held-out texts", flush=True)
            state = {"network": student.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state | {"schedule": schedule.state_dict(), "step": step}, checkpoint)
    torch.save(student.state_dict(), out / NETWORK)


def _epoch(pieces: list[list[int]], chance: random.Random) -> list[list[int]]:
    """The numbers of all texts that are not held out, in batches of similar length."""
    order = list(range(_HELD_OUT, len(pieces)))
    chance.shuffle(order)
    pools = (order[start : start + _POOL] for start in range(0, len(order), _POOL))
    batches = [batch for pool in pools for batch in _batches(pool, pieces)]
    chance.shuffle(batches)
    return batches


def _batches(numbers: "range | list[int]", pieces: list[list[int]]) -> list[list[int]]:
    found: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: len(pieces[number])):
        if not found or len(pieces[number]) * (len(found[-1]) + 1) > _BATCH:
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
def _agreement(
    student: MeaningNetwork, teacher: MeaningNetwork, table: Tensor, batches: list[tuple[Tensor, Tensor]]
) -> float:
    """The mean cosine of what both give."""
    cosines = [(student.vectors(table, *batch) * teacher.vectors(table, *batch)).sum(1) for batch in batches]
    return float(torch.cat(cosines).mean())


if __name__ == "__main__":
    main()
