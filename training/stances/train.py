"""Train the stance model: `python -m training.stances.train --corpora DIR --encoder DIR --out DIR`.

Articles in `training/readings/held-out.txt`, and with `--fold K` one of five parts of PLV, are left out, for
`training.stances.score`. Writes the averaged weights as `network.pt` after each epoch, and continues from
`checkpoint.pt` if a run was stopped.
"""

import argparse
import json
import random
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.extract.settings import shipped_folder
from kg.extract.stances.candidates import LONGEST_PHRASE, Kind, phrases_of
from kg.extract.stances.passages import UNMARKED
from kg.extract.subwords import subwords_of
from kg.model import Layer
from training.stances.directed import read_directed
from training.stances.examples import Example, Pair
from training.stances.model import StanceNetwork, WordTable, pretrained_network
from training.stances.phrases import SilverPhrases, gum_sentences
from training.stances.plover import read_plv, read_records
from training.stances.positions import READINGS, read_corpus, read_passages, read_polnear
from training.stances.renaming import Renaming
from training.stances.sentences import read_sentences
from training.train import load_tokenizer

CORPUS = Path(__file__).parent.parent.parent / "corpus"
FOLDS = 5
ENCODER_RATE = 1.5e-4
HEAD_RATE = 1.0e-3
WARM_UP = 0.08
# Weights of the exponential moving average that is shipped.
AVERAGE = 0.995
# Sentences of directed sentiment, and of GUM, in each epoch.
DIRECTED_SHOWN, GUM_SHOWN = 3000, 1200
# Share of PLOVER's sentences that are shown as content, with the source not marked.
TOLD = 0.5
# From this epoch on, phrases found by the network give what is not parsed pairs without a position.
PHRASES_FROM = 1
# Sub-words in a batch, padding included.
BATCH = 1100
# Weights of the losses; a sum over pairs is divided by the square root of their number.
SPAN_WEIGHT, TAKEN_WEIGHT, ACT_WEIGHT, POLARITY_WEIGHT = 1.0, 0.35, 0.2, 0.2
# The weight of spans that are phrases, which are few among all spans.
PHRASE_WEIGHT = 3.0
LABEL_SMOOTHING = 0.05
_CLS, _SEP, _PAD = 101, 102, 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder of model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="hold out this part of PLV")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    data = Data(arguments.corpora, arguments.fold)
    train(data, arguments.encoder, arguments.out, epochs=arguments.epochs, seed=arguments.seed)


class Data:
    """The training data: statements and sentences of acts, directed sentiment, and sentences of GUM."""

    def __init__(self, corpora: Path, fold: int | None) -> None:
        polnear, plover = corpora / "polnear" / "train", corpora / "plover"
        self.examples = [
            *read_polnear(polnear, SilverPhrases(polnear), held_out()),
            *read_corpus(CORPUS, "train"),
            *read_passages(),
            *read_sentences(),
            *(one for one in read_plv(plover / "PLV_train.tsv") if fold_of(one) != fold),
            *read_records(plover / "PLOVER_GSR_CAMEO.json"),
        ]
        self.directed = list(read_directed(corpora / "dse" / "train.txt"))
        self.gum = list(gum_sentences(corpora / "gum" / "train"))

    def shown(self, rng: random.Random) -> list[Example]:
        """The examples of one epoch."""
        told = [one.told() if not one.layers and rng.random() < TOLD else one for one in self.examples]
        return [
            *told,
            *rng.sample(self.directed, min(DIRECTED_SHOWN, len(self.directed))),
            *rng.sample(self.gum, min(GUM_SHOWN, len(self.gum))),
        ]


def held_out() -> frozenset[str]:
    """The articles of PolNeAR's training part that no model is trained on."""
    names = (READINGS / "held-out.txt").read_text("utf-8").split()
    return frozenset(name if name.endswith(".txt") else f"{name}.txt" for name in names)


def fold_of(example: Example) -> int:
    """The part to which a sentence belongs."""
    return zlib.crc32(f"fold {example.name}".encode()) % FOLDS


def train(data: Data, encoder: Path, out: Path, *, epochs: int, seed: int) -> None:
    """Train for `epochs`, from `checkpoint.pt` in `out` if it exists."""
    torch.manual_seed(seed)
    network, tokenizer = pretrained_network(encoder), load_tokenizer(encoder)
    table = WordTable(shipped_folder() / "encoder.onnx").floats()
    optimiser = _optimiser(network)
    steps = epochs * sum(1 for _ in batches(data.shown(random.Random(0)), tokenizer, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.02, 1 - step / steps)
    )
    average = {
        key: value.clone() for key, value in network.state_dict().items() if "word_embeddings" not in key
    }
    first, checkpoint = 0, out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        average, first = saved["average"], saved["epoch"]
    unparsed = [one for one in data.examples if one.labelled is None]
    if first > PHRASES_FROM:
        find_phrases(network, unparsed, tokenizer, table)
    step, renaming = schedule.last_epoch, Renaming(data.examples)
    for epoch in range(first, epochs):
        network.train()
        rng, started, losses = random.Random(seed * 1000 + epoch), time.time(), []
        if epoch == PHRASES_FROM:
            find_phrases(network, unparsed, tokenizer, table)
        shown = [renaming.rename(one, rng) for one in data.shown(rng)]
        for batch in batches(shown, tokenizer, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(network, batch, table)
            if not loss.requires_grad:
                # Before the first phrases are found, some statements have nothing to learn from.
                continue
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            _mix(average, network, min(AVERAGE, (step + 1) / (step + 20)))
            losses.append(loss.item())
            if step % 100 == 0:
                print(step, steps, round(float(np.mean(losses[-100:])), 4), flush=True)
        torch.save(average, out / "network.pt")
        state = {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save(state | {"average": average, "epoch": epoch + 1}, checkpoint)
        row = {
            "epoch": epoch + 1,
            "loss": round(float(np.mean(losses)), 4),
            "seconds": round(time.time() - started),
        }
        print(json.dumps(row), flush=True)


def find_phrases(
    network: StanceNetwork, examples: list[Example], tokenizer: Tokenizer, table: Tensor
) -> None:
    """Set the phrases of sentences without a parse to those that the network finds."""
    network.eval()
    with torch.no_grad():
        for batch in batches(examples, tokenizer, random.Random(0)):
            with torch.autocast("cpu", torch.bfloat16):
                words, _ = network.read(
                    table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index
                )
                scores = network.spans(words).float().numpy()
            for one, own in zip(batch.examples, scores, strict=True):
                one.phrases = [phrase for phrase in phrases_of(one.texts, own) if one.may_name(phrase)]
    network.train()


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
            pieces = subwords_of(one.texts, tokenizer)
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


def pooled(words: Tensor, rows: list[int], phrases: list[tuple[int, int]]) -> Tensor:
    """The means [P, width] of the states of the words of each phrase, each of the passage in its row."""
    sums = nn.functional.pad(words.cumsum(1), (0, 0, 1, 0))
    firsts, ends = (torch.tensor([phrase[side] for phrase in phrases]) for side in (0, 1))
    at = torch.tensor(rows)
    return (sums[at, ends] - sums[at, firsts]) / (ends - firsts).unsqueeze(-1)


def _loss(network: StanceNetwork, batch: Batch, table: Tensor) -> Tensor:
    words, mean = network.read(table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index)
    return SPAN_WEIGHT * _span_loss(network, batch, words) + _pair_loss(
        network, batch, words.float(), mean.float()
    )


def _span_loss(network: StanceNetwork, batch: Batch, words: Tensor) -> Tensor:
    rows = [row for row, one in enumerate(batch.examples) if one.labelled is not None]
    if not rows:
        return torch.zeros(())
    scores = network.spans(words[rows]).float()
    wanted, shown = torch.zeros_like(scores), torch.zeros_like(scores, dtype=torch.bool)
    for place, row in enumerate(rows):
        one = batch.examples[row]
        count = len(one.texts)
        band = torch.ones(count, count, dtype=torch.bool).triu().tril(LONGEST_PHRASE - 1)
        shown[place, :, :count, :count] = band
        for kind, phrases in (one.labelled or {}).items():
            for first, end in phrases:
                wanted[place, kind, first, end - 1] = 1.0
    losses = nn.functional.binary_cross_entropy_with_logits(
        scores[shown], wanted[shown], pos_weight=torch.tensor(PHRASE_WEIGHT), reduction="sum"
    )
    return losses / (len(Kind) * sum(len(batch.examples[row].texts) for row in rows))


def _pair_loss(network: StanceNetwork, batch: Batch, words: Tensor, mean: Tensor) -> Tensor:
    if not batch.pairs:
        return torch.zeros(())
    rows, pairs = [row for row, _ in batch.pairs], [pair for _, pair in batch.pairs]
    holders, targets = (
        pooled(words, rows, [getattr(one, side) for one in pairs]) for side in ("holder", "target")
    )
    taken, acts, polarities = network.pairs(holders, targets, mean[rows])
    weights = torch.tensor([pair.weight for pair in pairs])
    layers = list(Layer)
    own = taken.float()[torch.arange(len(pairs)), torch.tensor([layers.index(one.layer) for one in pairs])]
    total = torch.zeros(())
    known = torch.tensor([pair.sure is not None for pair in pairs])
    if known.any():
        wanted = torch.tensor([pair.sure or 0.0 for pair in pairs])
        losses = nn.functional.binary_cross_entropy_with_logits(own, wanted, reduction="none")
        total = total + TAKEN_WEIGHT * (losses * weights)[known].sum() / known.sum() ** 0.5
    for logits, labels, weight, smoothing in (
        (acts, [pair.act for pair in pairs], ACT_WEIGHT, LABEL_SMOOTHING),
        (polarities, [pair.polarity for pair in pairs], POLARITY_WEIGHT, 0.0),
    ):
        labelled = torch.tensor(labels)
        known = labelled >= 0
        if known.any():
            losses = nn.functional.cross_entropy(
                logits.float()[known], labelled[known], reduction="none", label_smoothing=smoothing
            )
            total = total + weight * (losses * weights[known]).sum() / known.sum() ** 0.5
    return total


def _optimiser(network: StanceNetwork) -> torch.optim.Optimizer:
    body = [one for one in network.encoder.parameters() if one.requires_grad]
    head = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _mix(average: dict[str, Tensor], network: StanceNetwork, share: float) -> None:
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key in average:
                average[key].mul_(share).add_(value, alpha=1 - share) if value.is_floating_point() else None


if __name__ == "__main__":
    main()
