"""Export the shipped model: `python -m training.export --run DIR --encoder DIR --out DIR`.

Exports the averaged weights of a training run to two ONNX graphs, quantises them dynamically to
int8, and writes `model.json` with the CRF's transitions. `python -m training.calibrate` then
fits the threshold and the confidence.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from kg.extract.onnx_graphs import ENCODER_NAME
from kg.extract.settings import FORMAT, SETTINGS_NAME, STANCE_SETTINGS_NAME
from training.model import ROLE_WIDTH, AttributionModel, pretrained_model
from training.stances.model import WordTable
from training.train import CHECKPOINT

OPSET = 18
# From this bound on, nine in ten of what is given as said on `corpus/` dev and on PolNeAR dev are.
LEAST_SPEECH = 0.8


class _Encode(nn.Module):
    def __init__(self, model: AttributionModel) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: Tensor, feature_ids: Tensor, attention_mask: Tensor, word_index: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        anchors, names, projected, _ = self.model.encode(input_ids, feature_ids, attention_mask, word_index)
        words, cues = projected.chunk(2, dim=-1)
        return anchors, names, words, cues


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder that training wrote")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model = pretrained_model(arguments.encoder)
    saved = torch.load(arguments.run / CHECKPOINT, weights_only=True)
    model.load_state_dict(saved["average"])
    # The export of fused attention has guards against padding, which take a third of the time.
    model.encoder.set_attn_implementation("eager")
    model.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad(), tempfile.TemporaryDirectory() as scratch:
        _export_encoder(model, Path(scratch), arguments.out / "encoder.onnx")
        _export_roles(model, Path(scratch), arguments.out / "roles.onnx")
    _write_tokenizer(arguments.encoder / "tokenizer.json", arguments.out / "tokenizer.json")
    steps, first = model.crf.tables()
    settings = {
        "format": FORMAT,
        "version": "",
        "epochs": saved["epoch"],
        "anchor_threshold": 0.5,
        "least_confidence": 0.0,
        "least_speech": LEAST_SPEECH,
        "link_temperature": 1.0,
        "confidence": [0.0, 1.0, 1.0, 1.0],
        "cue_words": [],
        "first": [round(value, 4) for value in first.tolist()],
        "steps": [[round(value, 4) for value in row] for row in steps.tolist()],
    }
    (arguments.out / SETTINGS_NAME).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    _locate_table(arguments.out)


def _locate_table(folder: Path) -> None:
    """Write the place of the word embeddings into the settings of the second model, which reads them too."""
    path = folder / STANCE_SETTINGS_NAME
    if not path.exists():
        return
    settings = json.loads(path.read_text(encoding="utf-8"))
    table = WordTable(folder / ENCODER_NAME)
    if hashlib.sha256(table.values.tobytes()).hexdigest() != settings["table_sha256"]:
        raise SystemExit("The word embeddings have changed, so the model of positions must be trained again.")
    settings["table"][1] = table.offset
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _export_encoder(model: AttributionModel, scratch: Path, out: Path) -> None:
    identifiers = torch.randint(1000, 2000, (2, 40))
    index = torch.arange(1, 31).repeat(2, 1)
    arguments = (identifiers, torch.zeros_like(identifiers), torch.ones_like(identifiers), index)
    export_quantised(
        _Encode(model),
        arguments,
        ["input_ids", "feature_ids", "attention_mask", "word_index"],
        ["anchors", "names", "words", "cues"],
        [{0: "batch", 1: "length"}] * 3 + [{0: "batch", 1: "words"}],
        scratch / "encoder",
        out,
    )


def _export_roles(model: AttributionModel, scratch: Path, out: Path) -> None:
    arguments = (
        torch.randn(60, 2 * ROLE_WIDTH),
        torch.randn(60, 2 * ROLE_WIDTH),
        torch.arange(60).view(3, 20),
        torch.tensor([3, 4, 9]),
        torch.ones(3, 20, dtype=torch.long),
    )
    rows, anchors = {0: "anchors", 1: "reach"}, {0: "anchors"}
    shapes = [{0: "words"}, {0: "words"}, rows, anchors, rows]
    names = ["words", "cues", "reach", "anchors", "mask"]
    export_quantised(
        model.roles, arguments, names, ["scores", "kinds", "unsaid"], shapes, scratch / "roles", out
    )


def export_quantised(
    module: nn.Module,
    arguments: tuple[Tensor, ...],
    inputs: list[str],
    outputs: list[str],
    shapes: list[dict[int, str]],
    scratch: Path,
    out: Path,
    free: dict[str, dict[int, str]] | None = None,
) -> None:
    """Write `module` as an ONNX graph of int8 weights to `out`, with the names and variable sizes given.

    `free` has the variable sizes of outputs whose shape the exporter takes for fixed.
    """
    full, prepared = scratch.with_suffix(".onnx"), scratch.with_suffix(".prepared.onnx")
    torch.onnx.export(
        module,
        arguments,
        str(full),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes=dict(zip(inputs, shapes, strict=True)) | (free or {}),
        opset_version=OPSET,
        dynamo=False,
    )
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(out),
        op_types_to_quantize=["MatMul", "Gather"],
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    onnx.checker.check_model(str(out))


def _write_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without truncation and padding, so that it takes whole articles."""
    table = json.loads(source.read_text(encoding="utf-8"))
    table["truncation"] = table["padding"] = None
    target.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
