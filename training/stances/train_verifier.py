"""Train the verifier: `python -m training.stances.train_verifier --corpora DIR --encoder DIR --out DIR`.

It begins with the weights of the shipped stance model, which also finds the likely pairs that it is taught
on, so that model is exported before. Directed sentiment and PLOVER's sentences give pairs with holder and
target marked. Held out is what `training.stances.train` holds out. Writes the averaged weights as
`network.pt` after each epoch, and continues from `checkpoint.pt` if a run was stopped.
"""

import random
from pathlib import Path

import torch

from kg.extract.settings import read_files, shipped_folder
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from training.stances.batches import batches
from training.stances.directed import read_directed
from training.stances.examples import Example
from training.stances.losses import pair_loss
from training.stances.model import WordTable, verifier_network
from training.stances.pairs import likely_examples, marked_pairs
from training.stances.plover import read_plv, read_records
from training.stances.positions import corpus_texts, passage_texts, polnear_texts
from training.stances.renaming import Renaming
from training.stances.run import Run
from training.stances.sentences import written_texts
from training.stances.train import CORPUS, fold_of, held_out, parse_arguments
from training.train import load_tokenizer

# Share of the sentences of directed sentiment in an epoch, and how often it has the statements of `corpus/`.
DIRECTED_SHARE, CORPUS_TIMES = 0.5, 2
# The lowest layers keep the weights of the stance model.
FROZEN_LAYERS = 2
# Factor on the learning rates: the network is trained already.
RATE = 0.55


def main() -> None:
    arguments = parse_arguments(__doc__, epochs=2)
    data = PairData(arguments.corpora, arguments.fold)
    train(data, arguments.encoder, arguments.out, epochs=arguments.epochs, seed=arguments.seed)


class PairData:
    """The training data: pairs of statements, of sentences of acts, and of directed sentiment."""

    def __init__(self, corpora: Path, fold: int | None) -> None:
        model = StanceModel(read_files(shipped_folder(), STANCE_FILES))
        plover = corpora / "plover"
        plv = (one for one in read_plv(plover / "PLV_train.tsv") if fold_of(one) != fold)
        acted = [*plv, *read_records(plover / "PLOVER_GSR_CAMEO.json")]
        texts = [
            *polnear_texts(corpora / "polnear" / "train", held_out()),
            *passage_texts(),
            *written_texts(),
        ]
        self.examples = [
            *likely_examples(texts, model),
            *CORPUS_TIMES * list(likely_examples(corpus_texts(CORPUS, "train"), model)),
            *(pair for one in acted for pair in marked_pairs(one)),
        ]
        self.directed = [list(marked_pairs(one)) for one in read_directed(corpora / "dse" / "train.txt")]

    def shown(self, rng: random.Random) -> list[Example]:
        """The examples of one epoch; of directed sentiment, one direction where nobody is for or against."""
        found = [*self.examples]
        for pairs in rng.sample(self.directed, round(DIRECTED_SHARE * len(self.directed))):
            found += pairs if any(one.pairs[0].sure for one in pairs) else [rng.choice(pairs)]
        return found


def train(data: PairData, encoder: Path, out: Path, *, epochs: int, seed: int) -> None:
    """Train for `epochs`, from `checkpoint.pt` in `out` if it exists."""
    torch.manual_seed(seed)
    network, tokenizer = verifier_network(encoder, shipped_folder()), load_tokenizer(encoder)
    table = WordTable(shipped_folder() / "encoder.onnx").floats()
    for layer in network.encoder.encoder.layer[:FROZEN_LAYERS]:
        layer.requires_grad_(False)
    steps = epochs * sum(1 for _ in batches(data.shown(random.Random(0)), tokenizer, random.Random(0)))
    run, renaming = Run(network, out, steps, rate=RATE), Renaming(data.examples)
    for epoch in range(run.epoch, epochs):
        rng = random.Random(seed * 1000 + epoch)
        shown = [renaming.rename(one, rng) for one in data.shown(rng)]
        run.train_epoch(batches(shown, tokenizer, rng), lambda batch: pair_loss(network, batch, table))


if __name__ == "__main__":
    main()
