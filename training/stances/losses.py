"""Losses of the networks of stances: of spans as phrases, and of pairs."""

import torch
from torch import Tensor, nn

from kg.extract.stances.candidates import LONGEST_PHRASE, Kind
from kg.model import Layer
from training.stances.batches import Batch
from training.stances.model import PairNetwork, StanceNetwork

# Weights of the losses; a sum over pairs is divided by the square root of their number.
TAKEN_WEIGHT, ACT_WEIGHT, POLARITY_WEIGHT = 0.35, 0.2, 0.2
# The weight of spans that are phrases, which are few among all spans.
PHRASE_WEIGHT = 3.0
LABEL_SMOOTHING = 0.05


def stance_loss(network: StanceNetwork, batch: Batch, table: Tensor) -> Tensor:
    """The loss of phrases and pairs of a batch; `table` are the word embeddings."""
    words, mean = network.read(table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index)
    return _span_loss(network, batch, words) + _pair_loss(network, batch, words.float(), mean.float())


def pair_loss(network: PairNetwork, batch: Batch, table: Tensor) -> Tensor:
    """The loss of the pairs of a batch."""
    words, mean = network.read(table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index)
    return _pair_loss(network, batch, words.float(), mean.float())


def _pooled(words: Tensor, rows: list[int], phrases: list[tuple[int, int]]) -> Tensor:
    """The means [P, width] of the states of the words of each phrase, each of the passage in its row."""
    sums = nn.functional.pad(words.cumsum(1), (0, 0, 1, 0))
    firsts, ends = (torch.tensor([phrase[side] for phrase in phrases]) for side in (0, 1))
    at = torch.tensor(rows)
    return (sums[at, ends] - sums[at, firsts]) / (ends - firsts).unsqueeze(-1)


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


def _pair_loss(network: PairNetwork, batch: Batch, words: Tensor, mean: Tensor) -> Tensor:
    if not batch.pairs:
        return torch.zeros(())
    rows, pairs = [row for row, _ in batch.pairs], [pair for _, pair in batch.pairs]
    holders, targets = (
        _pooled(words, rows, [getattr(one, side) for one in pairs]) for side in ("holder", "target")
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
