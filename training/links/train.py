"""Train the links: `python -m training.links.train --corpora DIR --weights DIR --out DIR`.

Reads the texts with the first model in `--weights`, whose encoder is not trained further, so an epoch takes
less than a minute on one CPU core. The examples are kept in `--out` and used again. Writes the two graphs and
the temperature to `--weights` (`training.links.export`).

The loss is the negative log-probability of all right antecedents together, or of nobody (Durrett and Klein
2013, "Easy victories and uphill battles in coreference resolution").
"""

import argparse
import pickle
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from kg.extract.encoder import MODEL_FILES, STATES_OF_MENTION, Encoder
from kg.extract.settings import read_files
from training.links.examples import Example, read_all
from training.links.model import LinkModel

CHECKPOINT = "links.pt"
HELD_OUT = Path(__file__).parents[1] / "readings" / "held-out.txt"
"""Documents of PolNeAR train on which links are measured (`benchmarks.speakers`)."""
_RATE, _DECAY, _WARM_UP = 1.2e-3, 0.02, 200
_BATCH = 8
# Weights of the exponential moving average that is kept.
_AVERAGE = 0.995
# Added to the number of mentions of a batch, so that a batch of few does not weigh as much as one of many.
_SMOOTHING = 5.0
_NEVER = -1e30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=3)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    kept = arguments.out / "examples.pickle"
    if not kept.exists():
        encoder = Encoder(read_files(arguments.weights, MODEL_FILES))
        held_out = frozenset(HELD_OUT.read_text(encoding="utf-8").split())
        marked = read_all(arguments.corpora, encoder, held_out)
        kept.write_bytes(pickle.dumps([found for one in marked if (found := one.example())]))
    examples: list[Example] = pickle.loads(kept.read_bytes())
    torch.manual_seed(arguments.seed)
    model = LinkModel(examples[0].vectors.shape[1] // STATES_OF_MENTION)
    train(model, examples, arguments.out, epochs=arguments.epochs, seed=arguments.seed)


def train(model: LinkModel, examples: list[Example], out: Path, *, epochs: int, seed: int) -> None:
    """Train `model`; after each epoch the weights are written to `out`."""
    standardise(model, examples)
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGE))
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps, step = epochs * (len(examples) // _BATCH), 0
    for epoch in range(epochs):
        random.Random(f"{seed}-{epoch}").shuffle(examples)
        model.train()
        started, total, count = time.perf_counter(), 0.0, 0
        for first in range(0, len(examples) - _BATCH + 1, _BATCH):
            rate = _RATE * min(1.0, step / _WARM_UP) * max(0.02, 1 - step / steps)
            for group in optimizer.param_groups:
                group["lr"] = rate
            losses, weight = torch.zeros(()), 0.0
            for example in examples[first : first + _BATCH]:
                found = example_losses(model, example)
                losses = losses + example.weight * found.sum()
                weight += example.weight * len(found)
                total, count = total + float(found.detach().sum()), count + len(found)
            optimizer.zero_grad()
            (losses / (weight + _SMOOTHING)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(model)
            step += 1
        print(f"{epoch + 1} {total / count:.4f} {time.perf_counter() - started:.0f} s", flush=True)
        torch.save(average.module.state_dict(), out / CHECKPOINT)


def standardise(model: LinkModel, examples: list[Example]) -> None:
    """Set mean and deviation of the vectors of `model` to those of the examples."""
    sample = torch.cat([torch.from_numpy(one.vectors[one.rows]).float() for one in examples])
    model.mentions.mean.copy_(sample.mean(0))
    model.mentions.deviation.copy_(sample.std(0).clamp_min(1e-3))


def scores_of(model: LinkModel, example: Example) -> tuple[Tensor, Tensor]:
    """The scores of the pairs [P] and, of nobody, of the rows [R] of an example."""
    inputs = (example.vectors, example.kinds, example.flags)
    vectors, kinds, flags = map(torch.from_numpy, inputs)
    anaphors, antecedents, nobody = model.mentions(vectors.float(), kinds, flags)
    rows, candidates = torch.from_numpy(example.pair_rows), torch.from_numpy(example.candidates)
    scores = model.pairs(anaphors[rows], antecedents[candidates], torch.from_numpy(example.features))
    return scores, nobody[torch.from_numpy(example.rows)]


def example_losses(model: LinkModel, example: Example) -> Tensor:
    """The losses of the rows of an example; of silver, those that have a right antecedent."""
    scores, nobody = scores_of(model, example)
    right = torch.from_numpy(example.right)
    place = torch.searchsorted(
        torch.from_numpy(example.rows), torch.from_numpy(example.pair_rows).contiguous()
    )
    most = torch.full_like(nobody, _NEVER).scatter_reduce(0, place, scores.detach(), "amax")
    most = most.maximum(nobody.detach())
    weights = torch.exp(scores - most[place]) * (right >= 0)
    empty = torch.zeros_like(nobody)
    none = torch.exp(nobody - most)
    whole = none + empty.scatter_add(0, place, weights)
    has_right = empty.scatter_add(0, place, (right == 1).float()) > 0
    good = torch.where(has_right, empty.scatter_add(0, place, weights * (right == 1)), none)
    losses: Tensor = whole.log() - good.clamp_min(1e-30).log()
    return losses[has_right] if example.is_silver else losses


if __name__ == "__main__":
    main()
