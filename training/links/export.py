"""Export the links: `python -m training.links.export --run DIR --weights DIR`.

Writes the two graphs (single precision: together 6 MB) and the settings to `--weights`.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.extract.encoder import STATES_OF_MENTION
from kg.extract.links.mentions import KINDS
from kg.extract.links.pairs import FEATURES
from kg.extract.settings import FORMAT, SETTINGS_NAME
from training.calibrate import version_of
from training.export import OPSET
from training.links.model import FLAGS, PAIR_WIDTH, LinkModel
from training.links.train import CHECKPOINT

# Some mentions of the example that the export traces.
_SOME = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder that training wrote")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0)
    arguments = parser.parse_args()
    export(load_model(arguments.run / CHECKPOINT), arguments.weights, arguments.temperature)


def load_model(path: Path) -> LinkModel:
    """The model with the weights at `path`, for evaluation."""
    weights = torch.load(path, weights_only=True)
    model = LinkModel(len(weights["mentions.mean"]) // STATES_OF_MENTION)
    model.load_state_dict(weights)
    return model.eval()


def export(model: LinkModel, folder: Path, temperature: float) -> None:
    """Write the graphs and settings of `model` to `folder`."""
    size = len(model.mentions.mean)
    mentions = (torch.randn(_SOME, size), torch.arange(_SOME) % len(KINDS), torch.zeros(_SOME, FLAGS))
    pairs = tuple(torch.randn(_SOME, width) for width in (PAIR_WIDTH, PAIR_WIDTH, FEATURES))
    named = ["vectors", "kinds", "flags"], ["anaphors", "antecedents", "nobody"], "mentions"
    _write(model.mentions, mentions, *named, folder / "mentions.onnx")
    named = ["anaphors", "antecedents", "features"], ["scores"], "pairs"
    _write(model.pairs, pairs, *named, folder / "links.onnx")
    path = folder / SETTINGS_NAME
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {"format": FORMAT, "link_temperature": temperature}
    settings["version"] = version_of(folder, settings)
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _write(
    module: nn.Module,
    arguments: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    axis: str,
    out: Path,
) -> None:
    """Write `module` as a graph, the first dimension of all arrays being variable and called `axis`."""
    torch.onnx.export(
        module,
        arguments,
        str(out),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={name: {0: axis} for name in (*inputs, *outputs)},
        opset_version=OPSET,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
