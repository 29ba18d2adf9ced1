"""Export the model of meaning: `python -m training.meaning.export --run DIR --encoder DIR`.

Writes an ONNX graph, quantised dynamically to int8, and `meaning.json`. The word embeddings are an input of
the graph: the program reads them from the file of the attribution encoder, which must be exported before.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch

from kg.extract.meaning import FORMAT, MEANING_NAME
from kg.extract.onnx_graphs import ENCODER_NAME
from kg.extract.settings import MEANING_SETTINGS_NAME, shipped_folder
from training.export import export_quantised
from training.meaning.network import LAYERS, MeaningNetwork
from training.meaning.train import NETWORK
from training.stances.model import WordTable


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--run", "--encoder"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--out", type=Path, default=shipped_folder())
    arguments = parser.parse_args()
    table = WordTable(shipped_folder() / ENCODER_NAME)
    network = MeaningNetwork(arguments.encoder, table, LAYERS).eval()
    network.load_state_dict(torch.load(arguments.run / NETWORK, weights_only=True))
    graph = arguments.out / MEANING_NAME
    ids = torch.randint(1000, 2000, (2, 40))
    with torch.no_grad(), tempfile.TemporaryDirectory() as scratch:
        export_quantised(
            network,
            (torch.tensor(table.values), ids, torch.ones_like(ids)),
            ["table", "ids", "mask"],
            ["states"],
            [{}, *[{0: "batch", 1: "length"}] * 2],
            Path(scratch) / "meaning",
            graph,
        )
    settings = {
        "format": FORMAT,
        "version": hashlib.sha256(graph.read_bytes()).hexdigest()[:8],
        "table": [ENCODER_NAME, table.offset, *table.values.shape],
        "table_sha256": hashlib.sha256(table.values.tobytes()).hexdigest(),
    }
    path = arguments.out / MEANING_SETTINGS_NAME
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
