"""Export the shipped stance model: `python -m training.stances.export --encoder DIR`.

Writes ONNX graphs, quantised dynamically to int8, two of the stance model (`--run DIR`) and one of the
verifier (`--verifier DIR`), and `stances.json`. The word embeddings are an input of the graphs: the program
reads them from the file of the attribution encoder, which must be exported before. What is not given stays
as it is.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.extract.onnx_graphs import ENCODER_NAME
from kg.extract.settings import STANCE_SETTINGS_NAME, shipped_folder
from kg.extract.stances.stance_model import FORMAT, PAIRS_NAME, STANCES_NAME, VERIFIER_NAME
from kg.model import Layer
from training.export import export_quantised
from training.stances.examples import ACTS, POLARITIES
from training.stances.model import (
    VERIFIER_MARKS,
    PairHead,
    PairNetwork,
    StanceNetwork,
    WordTable,
    pretrained_network,
    verifier_network,
)
from training.stances.pairs import LIKELY


class _Read(nn.Module):
    def __init__(self, network: StanceNetwork, table: WordTable) -> None:
        super().__init__()
        self.network, self.scale, self.zero = network, table.scale, table.zero

    def forward(
        self, table: Tensor, ids: Tensor, mask: Tensor, marks: Tensor, word_index: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        embeddings = (table[ids].float() - self.zero) * self.scale
        words, mean = self.network.read(embeddings, mask, marks, word_index)
        return words, mean, self.network.spans(words)


class _Judge(nn.Module):
    def __init__(self, pairs: PairHead) -> None:
        super().__init__()
        self.pairs = pairs

    def forward(self, holders: Tensor, targets: Tensor, means: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        taken, acts, polarities = self.pairs(holders, targets, means)
        return taken, acts.softmax(-1), polarities.softmax(-1)


class _Verify(nn.Module):
    def __init__(self, network: PairNetwork, table: WordTable) -> None:
        super().__init__()
        self.network, self.scale, self.zero = network, table.scale, table.zero

    def forward(
        self,
        table: Tensor,
        ids: Tensor,
        mask: Tensor,
        marks: Tensor,
        word_index: Tensor,
        holders: Tensor,
        targets: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        embeddings = (table[ids].float() - self.zero) * self.scale
        words, mean = self.network.read(embeddings, mask, marks, word_index)
        phrases = [(shares.unsqueeze(1) @ words).squeeze(1) for shares in (holders, targets)]
        taken, acts, polarities = self.network.pairs(*phrases, mean)
        return taken, acts.softmax(-1), polarities.softmax(-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, help="folder of the stance model, as training wrote it")
    parser.add_argument("--verifier", type=Path, help="folder of the verifier, as training wrote it")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=shipped_folder())
    arguments = parser.parse_args()
    table = WordTable(shipped_folder() / ENCODER_NAME)
    with torch.no_grad(), tempfile.TemporaryDirectory() as scratch:
        if arguments.run:
            network = pretrained_network(arguments.encoder)
            _load(network, arguments.run)
            _export(network, table, Path(scratch), arguments.out)
        if arguments.verifier:
            verifier = verifier_network(arguments.encoder)
            _load(verifier, arguments.verifier)
            _export_verifier(verifier, table, Path(scratch), arguments.out)
    graphs = b"".join(
        (arguments.out / name).read_bytes() for name in (STANCES_NAME, PAIRS_NAME, VERIFIER_NAME)
    )
    settings = {
        "format": FORMAT,
        "version": hashlib.sha256(graphs).hexdigest()[:8],
        "acts": ACTS,
        "polarities": [one.value for one in POLARITIES],
        "calibration": {layer.value: [0.0, 0.0, 1.0] for layer in Layer},
        "least": {layer.value: 0.5 for layer in Layer},
        "likely": {layer.value: LIKELY[layer] for layer in Layer},
        "table": [ENCODER_NAME, table.offset, *table.values.shape],
        "table_sha256": hashlib.sha256(table.values.tobytes()).hexdigest(),
    }
    path = arguments.out / STANCE_SETTINGS_NAME
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _load(network: PairNetwork, run: Path) -> None:
    network.load_state_dict(torch.load(run / "network.pt", weights_only=True), strict=False)
    network.eval()


def _export(network: StanceNetwork, table: WordTable, scratch: Path, out: Path) -> None:
    identifiers, index = torch.randint(1000, 2000, (2, 40)), torch.arange(1, 31).repeat(2, 1)
    export_quantised(
        _Read(network, table),
        (torch.tensor(table.values), identifiers, torch.ones_like(identifiers), identifiers % 4, index),
        ["table", "ids", "mask", "marks", "word_index"],
        ["words", "mean", "spans"],
        [{}, *[{0: "batch", 1: "length"}] * 3, {0: "batch", 1: "words"}],
        scratch / "read",
        out / STANCES_NAME,
        {"spans": {0: "batch", 2: "firsts", 3: "lasts"}},
    )
    width = network.encoder.config.hidden_size
    export_quantised(
        _Judge(network.pairs),
        tuple(torch.randn(5, width) for _ in range(3)),
        ["holders", "targets", "means"],
        ["taken", "acts", "polarities"],
        [{0: "pairs"}] * 3,
        scratch / "judge",
        out / PAIRS_NAME,
    )


def _export_verifier(network: PairNetwork, table: WordTable, scratch: Path, out: Path) -> None:
    identifiers, index = torch.randint(1000, 2000, (2, 40)), torch.arange(1, 31).repeat(2, 1)
    export_quantised(
        _Verify(network, table),
        (
            torch.tensor(table.values),
            identifiers,
            torch.ones_like(identifiers),
            identifiers % VERIFIER_MARKS,
            index,
            *(torch.rand(2, 30) for _ in range(2)),
        ),
        ["table", "ids", "mask", "marks", "word_index", "holders", "targets"],
        ["taken", "acts", "polarities"],
        [{}, *[{0: "batch", 1: "length"}] * 3, *[{0: "batch", 1: "words"}] * 3],
        scratch / "verify",
        out / VERIFIER_NAME,
    )


if __name__ == "__main__":
    main()
