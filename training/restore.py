"""Restore a run from shipped weights: `python -m training.restore --encoder DIR --weights DIR --out DIR`.

The int8 tensors of the ONNX graphs are converted back, so that training can go on where no checkpoint was
kept. Tensors that the graphs lack (heads that only training uses, new heads) keep their first values.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from kg.extract.settings import SETTINGS_NAME
from training.model import pretrained_model
from training.train import CHECKPOINT

# "/encoder/encoder/layer.0/…/key/MatMul_quant" is the tensor "encoder.encoder.layer.0….key.weight".
_MATRIX = re.compile(r"^/(.+)/MatMul_quant$")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model = pretrained_model(arguments.encoder)
    own = model.state_dict()
    found = tensors_of(arguments.weights / "encoder.onnx")
    found |= {f"roles.{key}": value for key, value in tensors_of(arguments.weights / "roles.onnx").items()}
    settings = json.loads((arguments.weights / SETTINGS_NAME).read_text(encoding="utf-8"))
    for key in ("steps", "first"):
        # Illegal steps are masked in use.
        found[f"crf.{key}"] = np.array(settings[key]).clip(min=-100)
    fitting = {
        key: torch.tensor(value, dtype=own[key].dtype)
        for key, value in found.items()
        if key in own and own[key].shape == value.shape
    }
    print(f"{len(fitting)} of {len(own)} tensors; without {sorted(set(own) - set(fitting))}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.save({"average": own | fitting, "epoch": settings["epochs"]}, arguments.out / CHECKPOINT)


def tensors_of(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a graph by their names in its network, those of int8 converted back."""
    graph = onnx.load(str(path)).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    tensors = {}
    for name, value in values.items():
        plain = name.removeprefix("model.")
        if name.endswith("_Transposed_quantized"):
            tensors[plain.removesuffix("_Transposed_quantized")] = _floats(values, name).T
        elif name.endswith("_quantized") and not name.startswith("onnx::"):
            tensors[plain.removesuffix("_quantized")] = _floats(values, name)
        else:
            tensors[plain] = value
    for node in graph.node:
        match = _MATRIX.match(node.name)
        if match:
            name = next(one for one in node.input if one in values and one.endswith("_quantized"))
            path_of = match[1].replace("/", ".")
            # "anchor/anchor.0" repeats the name of its container.
            key = re.sub(r"\b(\w+)\.\1\.(\d)", r"\1.\2", path_of) + ".weight"
            tensors[key] = _floats(values, name).T
    return tensors


def _floats(values: dict[str, np.ndarray], name: str) -> np.ndarray:
    stem = name.removesuffix("_quantized")
    scale, zero = values[f"{stem}_scale"], values[f"{stem}_zero_point"]
    result: np.ndarray = (values[name].astype(np.float32) - zero.astype(np.float32)) * scale
    return result


if __name__ == "__main__":
    main()
