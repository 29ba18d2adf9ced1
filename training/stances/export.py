"""Export the shipped stance model: `python -m training.stances.export --run DIR --encoder DIR`.

Two ONNX graphs, quantised dynamically to int8, and `stances.json`. The word embeddings are an input of the
first graph: the program reads them from the file of the attribution encoder, which must be exported before.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.extract.encoder import ENCODER_NAME
from kg.extract.settings import STANCE_SETTINGS_NAME, shipped_folder
from kg.extract.stances.stance_model import FORMAT, PAIRS_NAME, STANCES_NAME
from training.export import export_quantised
from training.stances.examples import ACTS, POLARITIES
from training.stances.model import StanceNetwork, WordTable, pretrained_network


class _Read(nn.Module):
    def __init__(self, network: StanceNetwork, table: WordTable) -> None:
        super().__init__()
        self.network, self.scale, self.zero = network, table.scale, table.zero

    def forward(
        self, table: Tensor, input_ids: Tensor, marks: Tensor, word_index: Tensor
    ) -> tuple[Tensor, ...]:
        embeddings = (table[input_ids[0]].float() - self.zero) * self.scale
        states = self.network.encoder(
            inputs_embeds=embeddings.unsqueeze(0), token_type_ids=marks
        ).last_hidden_state
        words = states.gather(1, word_index.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        return words, states.mean(1), self.network.nouns(words), self.network.verbs(words)


class _Judge(nn.Module):
    def __init__(self, network: StanceNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, mean: Tensor, holders: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        acts, polarities = self.network.judge(words, mean, holders, targets)
        return acts.softmax(-1), polarities.softmax(-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder that training wrote")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=shipped_folder())
    arguments = parser.parse_args()
    network = pretrained_network(arguments.encoder)
    network.load_state_dict(torch.load(arguments.run / "network.pt", weights_only=True), strict=False)
    network.eval()
    attribution_encoder = shipped_folder() / ENCODER_NAME
    table = WordTable(attribution_encoder)
    with torch.no_grad(), tempfile.TemporaryDirectory() as scratch:
        _export(network, table, Path(scratch), arguments.out)
    graphs = b"".join((arguments.out / name).read_bytes() for name in (STANCES_NAME, PAIRS_NAME))
    settings = {
        "format": FORMAT,
        "version": hashlib.sha256(graphs).hexdigest()[:8],
        "acts": ACTS,
        "polarities": [one.value for one in POLARITIES],
        "least_speech": 0.5,
        "least_content": 0.5,
        "calibration": [0.0, 1.0],
        "table": [ENCODER_NAME, table.offset, *table.values.shape],
        "table_sha256": hashlib.sha256(table.values.tobytes()).hexdigest(),
    }
    path = arguments.out / STANCE_SETTINGS_NAME
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _export(network: StanceNetwork, table: WordTable, scratch: Path, out: Path) -> None:
    identifiers, index = torch.randint(1000, 2000, (1, 40)), torch.arange(1, 31).unsqueeze(0)
    export_quantised(
        _Read(network, table),
        (torch.tensor(table.values), identifiers, identifiers % 4, index),
        ["table", "input_ids", "marks", "word_index"],
        ["words", "mean", "nouns", "verbs"],
        [{}, {1: "length"}, {1: "length"}, {1: "words"}],
        scratch / "read",
        out / STANCES_NAME,
    )
    width = network.encoder.config.hidden_size
    phrases = torch.rand(5, 30)
    export_quantised(
        _Judge(network),
        (torch.randn(30, width), torch.randn(width), phrases, phrases),
        ["words", "mean", "holders", "targets"],
        ["acts", "polarities"],
        [{0: "words"}, {}, *[{0: "pairs", 1: "words"}] * 2],
        scratch / "judge",
        out / PAIRS_NAME,
    )


if __name__ == "__main__":
    main()
