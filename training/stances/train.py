"""Train the stance model: `python -m training.stances.train --corpora DIR --encoder DIR --out DIR`.

`--fold K` holds out one of five parts of PLV, of the annotated articles and of the written passages, for
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
from kg.extract.stances.candidates import phrases_of
from kg.extract.stances.passages import UNMARKED
from kg.extract.subwords import subwords_of
from training.stances.examples import NO_LABEL, Example, Pair
from training.stances.model import StanceNetwork, WordTable, pretrained_network
from training.stances.phrases import SilverPhrases
from training.stances.plover import read_plv, read_records
from training.stances.positions import read_positions
from training.stances.renaming import Renaming
from training.stances.sentences import read_sentences
from training.train import load_tokenizer

FOLDS = 5
ENCODER_RATE = 1.5e-4
HEAD_RATE = 1.2e-3
WARM_UP = 0.08
# Weights of the exponential moving average that is shipped.
AVERAGE = 0.995
# Share of silver sentences that are read, and the number of them in each epoch.
SILVER_SHARE, SILVER_SHOWN = 0.15, 2500
# Share of PLOVER's sentences that are shown as content, with the source not marked.
TOLD = 0.5
# From this epoch on, phrases found by the network give PLOVER's sentences pairs without a position.
PHRASES_FROM = 2
# Sub-words in a batch, padding included.
BATCH = 1100
# Weights of the losses; a sum over pairs is divided by the square root of their number.
PHRASE_WEIGHT, PART_WEIGHT, ACT_WEIGHT, POLARITY_WEIGHT = 0.5, 0.5, 0.25, 0.17
LABEL_SMOOTHING = 0.05
_CLS, _SEP, _PAD = 101, 102, 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder of model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="hold out this part")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    examples, silver = read_examples(arguments.corpora, arguments.seed)
    if arguments.fold is not None:
        examples = [one for one in examples if fold_of(one) != arguments.fold]
    train(examples, silver, arguments.encoder, arguments.out, epochs=arguments.epochs, seed=arguments.seed)


def read_examples(corpora: Path, seed: int) -> tuple[list[Example], list[Example]]:
    """The training data: examples with pairs, and silver sentences."""
    part = corpora / "polnear" / "train"
    phrases = SilverPhrases(part)
    examples = [
        *read_positions(part, phrases),
        *read_sentences(),
        *read_plv(corpora / "plover" / "PLV_train.tsv"),
        *read_records(corpora / "plover" / "PLOVER_GSR_CAMEO.json"),
    ]
    return examples, list(phrases.sentences(SILVER_SHARE, random.Random(seed)))


def fold_of(example: Example) -> int:
    """The part to which the article or sentence belongs; -1 for records, which are always trained on."""
    return -1 if example.name.startswith("PLOVER") else zlib.crc32(f"fold {example.name}".encode()) % FOLDS


def train(
    examples: list[Example], silver: list[Example], encoder: Path, out: Path, *, epochs: int, seed: int
) -> None:
    """Train for `epochs`, from `checkpoint.pt` in `out` if it exists."""
    torch.manual_seed(seed)
    network, tokenizer = pretrained_network(encoder), load_tokenizer(encoder)
    table = WordTable(shipped_folder() / "encoder.onnx").floats()
    optimiser = _optimiser(network)
    steps = epochs * _steps(examples, silver, tokenizer)
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
    if first > PHRASES_FROM:
        find_phrases(network, [one for one in examples if one.nouns is None], tokenizer, table)
    step, renaming = schedule.last_epoch, Renaming(examples)
    for epoch in range(first, epochs):
        network.train()
        rng, started, losses = random.Random(seed * 1000 + epoch), time.time(), []
        if epoch == PHRASES_FROM:
            find_phrases(network, [one for one in examples if one.nouns is None], tokenizer, table)
        shown = [one.told() if not one.whole and rng.random() < TOLD else one for one in examples]
        shown = [renaming.rename(one, rng) for one in shown]
        shown += rng.sample(silver, min(SILVER_SHOWN, len(silver)))
        for batch in batches(shown, tokenizer, rng):
            with torch.autocast("cpu", torch.bfloat16):
                loss = _loss(network, batch, table)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            _mix(average, network, min(AVERAGE, (step + 1) / (step + 20)))
            losses.append(loss.item())
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
            words, _ = network.read(
                table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index
            )
            nouns, verbs = (head(words).argmax(-1).tolist() for head in (network.nouns, network.verbs))
            for row, one in enumerate(batch.examples):
                found = phrases_of(one.texts, nouns[row][: len(one.texts)], verbs[row][: len(one.texts)])
                one.phrases = [phrase for phrase in found if one.may_name(phrase)]
    network.train()


class Batch:
    """Some examples, padded: `input_ids` and `attention_mask` [B, S], `word_index` [B, W]."""

    def __init__(self, examples: list[Example], subwords: list[list[list[int]]], rng: random.Random) -> None:
        self.examples = examples
        self.pairs: list[list[Pair]] = [one.shown(rng) for one in examples]
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


def means(phrases: list[tuple[int, int]], count: int) -> Tensor:
    """Weights [P, W] that average the words of each phrase."""
    weights = torch.zeros(len(phrases), count)
    for row, (first, end) in enumerate(phrases):
        weights[row, first:end] = 1 / (end - first)
    return weights


def _loss(network: StanceNetwork, batch: Batch, table: Tensor) -> Tensor:
    words, mean = network.read(table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index)
    loss = torch.zeros(())
    for head, labels, weight in (
        (network.nouns, [one.nouns for one in batch.examples], PHRASE_WEIGHT),
        (network.verbs, [one.verbs for one in batch.examples], PHRASE_WEIGHT),
        (network.speech_parts, [one.speech_parts() for one in batch.examples], PART_WEIGHT),
        (network.content_parts, [one.content_parts() for one in batch.examples], PART_WEIGHT),
    ):
        wanted = torch.full(batch.word_index.shape, NO_LABEL)
        for row, known in enumerate(labels):
            wanted[row, : len(known or ())] = torch.tensor(known or [], dtype=torch.long)
        if (wanted != NO_LABEL).any():
            logits = head(words).float().flatten(0, 1)
            loss = loss + weight * nn.functional.cross_entropy(
                logits, wanted.flatten(), ignore_index=NO_LABEL
            )
    return loss + _pair_loss(network, batch, words.float(), mean.float())


def _pair_loss(network: StanceNetwork, batch: Batch, words: Tensor, mean: Tensor) -> Tensor:
    acts, polarities = [], []
    for row, pairs in enumerate(batch.pairs):
        if pairs:
            sides = (
                means([getattr(pair, side) for pair in pairs], words.shape[1])
                for side in ("holder", "target")
            )
            found = network.judge(words[row], mean[row], *sides)
            acts.append(found[0].float())
            polarities.append(found[1].float())
    every = [pair for pairs in batch.pairs for pair in pairs]
    if not every:
        return torch.zeros(())
    weights = torch.tensor([pair.weight for pair in every])
    wanted = torch.tensor([pair.act for pair in every])
    losses = nn.functional.cross_entropy(
        torch.cat(acts), wanted, reduction="none", label_smoothing=LABEL_SMOOTHING
    )
    total = ACT_WEIGHT * (losses * weights).sum() / len(every) ** 0.5
    signs = torch.tensor([pair.polarity for pair in every])
    known = signs >= 0
    if known.any():
        losses = nn.functional.cross_entropy(torch.cat(polarities)[known], signs[known], reduction="none")
        total = total + POLARITY_WEIGHT * (losses * weights[known]).sum() / known.sum() ** 0.5
    return total


def _optimiser(network: StanceNetwork) -> torch.optim.Optimizer:
    body = [one for one in network.encoder.parameters() if one.requires_grad]
    head = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _steps(examples: list[Example], silver: list[Example], tokenizer: Tokenizer) -> int:
    rng = random.Random(0)
    shown = [*examples, *rng.sample(silver, min(SILVER_SHOWN, len(silver)))]
    return sum(1 for _ in batches(shown, tokenizer, rng))


def _mix(average: dict[str, Tensor], network: StanceNetwork, share: float) -> None:
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key in average:
                average[key].mul_(share).add_(value, alpha=1 - share) if value.is_floating_point() else None


if __name__ == "__main__":
    main()
