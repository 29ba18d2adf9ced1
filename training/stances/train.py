"""Train the stance model: `python -m training.stances.train --corpora DIR --encoder DIR --out DIR`.

Articles in `training/readings/held-out.txt`, and with `--fold K` one of five parts of PLV, are left out, for
`training.stances.score`. Writes the averaged weights as `network.pt` after each epoch, and continues from
`checkpoint.pt` if a run was stopped.
"""

import argparse
import random
import zlib
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.extract.settings import shipped_folder
from kg.extract.stances.candidates import phrases_of
from training.precision import autocast
from training.stances.batches import batches
from training.stances.directed import read_directed
from training.stances.examples import Example
from training.stances.losses import stance_loss
from training.stances.model import StanceNetwork, WordTable, pretrained_network
from training.stances.phrases import SilverPhrases, gum_sentences
from training.stances.plover import read_plv, read_records
from training.stances.positions import READINGS, read_corpus, read_passages, read_polnear
from training.stances.renaming import Renaming
from training.stances.run import Run
from training.stances.sentences import read_sentences
from training.train import load_tokenizer

CORPUS = Path(__file__).parent.parent.parent / "corpus"
FOLDS = 5
# Sentences of directed sentiment, and of GUM, in each epoch.
DIRECTED_SHOWN, GUM_SHOWN = 3000, 1200
# Share of PLOVER's sentences that are shown as content, with the source not marked.
TOLD = 0.5
# From this epoch on, phrases found by the network give what is not parsed pairs without a position.
PHRASES_FROM = 1


def main() -> None:
    arguments = parse_arguments(__doc__, epochs=4)
    data = Data(arguments.corpora, arguments.fold)
    train(data, arguments.encoder, arguments.out, epochs=arguments.epochs, seed=arguments.seed)


def parse_arguments(description: str | None, *, epochs: int) -> argparse.Namespace:
    """The arguments of a training run; sets the threads and makes the folder `out`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder of model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="hold out this part of PLV")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.out.mkdir(parents=True, exist_ok=True)
    return arguments


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
    steps = epochs * sum(1 for _ in batches(data.shown(random.Random(0)), tokenizer, random.Random(0)))
    run = Run(network, out, steps)
    unparsed = [one for one in data.examples if one.labelled is None]
    if run.epoch > PHRASES_FROM:
        find_phrases(network, unparsed, tokenizer, table)
    renaming = Renaming(data.examples)
    for epoch in range(run.epoch, epochs):
        rng = random.Random(seed * 1000 + epoch)
        if epoch == PHRASES_FROM:
            find_phrases(network, unparsed, tokenizer, table)
        shown = [renaming.rename(one, rng) for one in data.shown(rng)]
        run.train_epoch(batches(shown, tokenizer, rng), lambda batch: stance_loss(network, batch, table))


def find_phrases(
    network: StanceNetwork, examples: list[Example], tokenizer: Tokenizer, table: Tensor
) -> None:
    """Set the phrases of sentences without a parse to those that the network finds."""
    network.eval()
    with torch.no_grad():
        for batch in batches(examples, tokenizer, random.Random(0)):
            with autocast():
                words, _ = network.read(
                    table[batch.input_ids], batch.attention_mask, batch.marks, batch.word_index
                )
                scores = network.spans(words).float().numpy()
            for one, own in zip(batch.examples, scores, strict=True):
                one.phrases = [phrase for phrase in phrases_of(one.texts, own) if one.may_name(phrase)]
    network.train()


if __name__ == "__main__":
    main()
