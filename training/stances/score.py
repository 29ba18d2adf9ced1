"""Score a trained network on held-out data: `python -m training.stances.score --run DIR --fold K …`.

PLV: macro-F1 of the fifteen root codes, and of four classes. Statements: precision, recall and F1 of
positions, by layer and threshold, in the phrases that the network itself finds. The found positions are
written to `scored.json` of the run, for `training.stances.settle`.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import f1_score

from kg.extract.settings import shipped_folder
from kg.extract.stances.candidates import Phrase, phrases_of
from training.stances.examples import ACTS, Example, Pair, head_of, overlap
from training.stances.model import StanceNetwork, WordTable, pretrained_network
from training.stances.train import FOLDS, batches, fold_of, means, read_examples
from training.train import load_tokenizer

_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
# Positions with a lower certainty of the annotator are not scored.
_SURE = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="a run of training with --fold")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    network = pretrained_network(arguments.encoder)
    network.load_state_dict(torch.load(arguments.run / "network.pt", weights_only=True), strict=False)
    network.eval()
    reader = Reader(network, arguments.encoder)
    examples, _ = read_examples(arguments.corpora, 1)
    held = [one for one in examples if fold_of(one) == arguments.fold]
    with torch.no_grad():
        sentences = score_sentences(reader, [one for one in held if not one.whole], arguments.corpora)
        print(json.dumps(sentences | {"fold": arguments.fold}))
        (arguments.run / "sentences.json").write_text(json.dumps(sentences))
        scored = {}
        for name, part in (
            ("articles", [one for one in held if one.whole and not one.is_written]),
            ("written", [one for one in held if one.is_written]),
        ):
            scored[name] = score_statements(reader, part)
            for layer, found in scored[name].items():
                for least in _THRESHOLDS:
                    print(json.dumps({"part": name, "layer": layer, "least": least} | rates(found, least)))
        (arguments.run / "scored.json").write_text(json.dumps(scored["articles"]))


class Reader:
    """A network with its tokenizer and word table; reads one example at a time."""

    def __init__(self, network: StanceNetwork, encoder: Path) -> None:
        self._network, self._tokenizer = network, load_tokenizer(encoder)
        self._table = WordTable(shipped_folder() / "encoder.onnx").floats()

    def judge(self, example: Example, pairs: list[tuple[Phrase, Phrase]]) -> tuple[np.ndarray, np.ndarray]:
        """Probabilities of acts and polarities of `pairs` of phrases."""
        words, mean = self._read(example)
        sides = (means([pair[side] for pair in pairs], len(words)) for side in (0, 1))
        acts, polarities = self._network.judge(words, mean, *sides)
        return acts.softmax(-1).numpy(), polarities.softmax(-1).numpy()

    def phrases(self, example: Example) -> list[Phrase]:
        """The phrases that the network finds."""
        words, _ = self._read(example)
        nouns, verbs = (
            head(words).argmax(-1).tolist() for head in (self._network.nouns, self._network.verbs)
        )
        return phrases_of(example.texts, nouns, verbs)

    def _read(self, example: Example) -> tuple[torch.Tensor, torch.Tensor]:
        (batch,) = batches([example], self._tokenizer, random.Random(0))
        words, mean = self._network.read(
            self._table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index
        )
        return words[0], mean[0]


def score_sentences(reader: Reader, examples: list[Example], corpora: Path) -> dict[str, object]:
    """Macro-F1, and gold and found codes, of PLV's sentences; the code of no position is not used."""
    with (corpora / "plover" / "PLV_train.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    classes = {row["gold_root"]: row["gold_penta"] for row in rows}
    gold, found = [], []
    for one in examples:
        acts, _ = reader.judge(one, [(one.pairs[0].holder, one.pairs[0].target)])
        gold.append(ACTS[one.pairs[0].act])
        found.append(ACTS[1 + int(acts[0, 1:].argmax())])
    four = [[classes[code] for code in codes] for codes in (gold, found)]
    return {
        "sentences": len(gold),
        "root": round(f1_score(gold, found, average="macro"), 3),
        "four": round(f1_score(*four, average="macro"), 3),
        "gold": gold,
        "found": found,
    }


Found = dict[str, Any]
"""`gold`: the number of annotated positions. `found`: for each position found, its probability, whether it is
right, and whether its polarity and its act are right."""


def score_statements(reader: Reader, examples: list[Example]) -> dict[str, Found]:
    """Positions found in `examples`, and the number of annotated ones, by layer."""
    result: dict[str, Found] = {layer: {"gold": 0, "found": []} for layer in ("speech", "content")}
    for one in examples:
        for layer, scored in zip(result, _found(reader, one), strict=True):
            gold = _distinct(
                pair
                for pair in one.pairs
                if pair.act and pair.weight > _SURE and (pair.holder == one.source) == (layer == "speech")
            )
            result[layer]["gold"] += len(gold)
            result[layer]["found"] += _matched(one, gold, scored)
    return result


def rates(found: Found, least: float) -> dict[str, float]:
    """Precision, recall and F1 of positions with at least the probability `least`; F1 of polarity and act."""
    kept = [row for row in found["found"] if row[0] >= least]
    right, polarity, act = (sum(row[column] for row in kept) for column in (1, 2, 3))
    total = max(1, len(kept) + found["gold"])
    return {
        "gold": found["gold"],
        "P": round(right / max(1, len(kept)), 3),
        "R": round(right / max(1, found["gold"]), 3),
        "F1": round(2 * right / total, 3),
        "F1 polarity": round(2 * polarity / total, 3),
        "F1 act": round(2 * act / total, 3),
    }


Scored = tuple[tuple[Phrase, Phrase], np.ndarray, np.ndarray]


def _found(reader: Reader, one: Example) -> tuple[list[Scored], list[Scored]]:
    phrases = [
        phrase for phrase in reader.phrases(one) if one.source is None or not overlap(phrase, one.source)
    ]
    speech = [(one.source, phrase) for phrase in phrases if one.source]
    content = [(a, b) for a in phrases for b in phrases if not overlap(a, b)]
    result = []
    for pairs in (speech, content):
        scores = zip(pairs, *reader.judge(one, pairs), strict=True) if pairs else []
        ranked = sorted(scores, key=lambda row: row[1][0])
        kept: list[Scored] = []
        for row in ranked:
            (holder, target), *_ = row
            if not any(
                (overlap(holder, k[0][0]) and overlap(target, k[0][1]))
                or (overlap(holder, k[0][1]) and overlap(target, k[0][0]))
                for k in kept
            ):
                kept.append(row)
            if len(kept) > 12:
                break
        result.append(kept)
    return result[0], result[1]


def _distinct(pairs: Iterable[Pair]) -> list[Pair]:
    distinct: list[Pair] = []
    for pair in pairs:
        if not any(overlap(pair.target, one.target) and overlap(pair.holder, one.holder) for one in distinct):
            distinct.append(pair)
    return distinct


def _matched(one: Example, gold: list[Pair], found: list[Scored]) -> list[list[float]]:
    """For each position found: its probability, and whether target, polarity and act are right."""
    rows, left = [], list(gold)
    for (holder, target), acts, polarities in found:
        match = next(
            (
                pair
                for pair in left
                if overlap(pair.holder, holder)
                and overlap(pair.target, target)
                and head_of(one.texts, pair.target) == head_of(one.texts, target)
            ),
            None,
        )
        right = [0.0, 0.0, 0.0]
        if match is not None:
            left.remove(match)
            right = [
                1.0,
                float(int(polarities.argmax()) == match.polarity),
                float(int(acts[1:].argmax()) + 1 == match.act),
            ]
        rows.append([1 - float(acts[0]), *right])
    return rows


if __name__ == "__main__":
    main()
