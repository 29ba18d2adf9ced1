"""Train the model: `python -m training.train --corpora DIR --encoder DIR --out DIR`.

Writes `checkpoint.pt` after every epoch and continues from it if it exists. `log.jsonl` has losses and
seconds, `epoch-NN.pt` the averaged weights of each epoch. `python -m training.export` exports the model that
the package ships.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.evaluation.corpus import CORPUS
from training.batches import Batch, draw_batches
from training.examples import Example
from training.model import AttributionModel, pretrained_model
from training.names import read_names
from training.polnear import read_part
from training.precision import autocast
from training.readings import read_corpus, read_passages

PASSAGES = Path(__file__).with_name("readings") / "passages.jsonl"
CHECKPOINT = "checkpoint.pt"
BATCH = 16
ENCODER_RATE = 1.2e-4
HEAD_RATE = 1e-3
WARM_UP = 0.06
# The rate of a layer is that of the layer above it, times this factor.
LAYER_DECAY = 0.9
# Weights of the labels of kinds and of ways not to be said: those that are rare weigh more.
KIND_WEIGHTS = (4.0, 4.0, 4.0, 4.0)
UNSAID_WEIGHTS = (3.0, *[6.0] * 5)
# Weights of the exponential moving average that is shipped.
AVERAGE = 0.998


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, help="PolNeAR and the name corpora, in folders")
    parser.add_argument(
        "--own",
        type=Path,
        action="append",
        default=[],
        help="a folder that “kg corrections --as-annotation” wrote; beside corpus/ and the written passages",
    )
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder of model.safetensors, tokenizer.json"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a finished run: start from its weights")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stop-after", type=int, help="stop after this epoch; a later run continues")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(arguments.encoder)
    examples = [example for own in arguments.own for example in read_corpus(own, "train")]
    if arguments.corpora:
        examples += read_part(arguments.corpora / "polnear" / "train")
        examples += read_names(arguments.corpora / "ner")
    examples += [*read_corpus(CORPUS, "train"), *read_passages(PASSAGES)]
    model = pretrained_model(arguments.encoder)
    if arguments.start:
        start_from(model, arguments.start)
    # The second model shares the table of the shipped weights (training/stances).
    model.encoder.embeddings.word_embeddings.requires_grad_(arguments.start is None)
    train(
        examples,
        tokenizer,
        model,
        arguments.out,
        epochs=arguments.epochs,
        seed=arguments.seed,
        last=arguments.stop_after or arguments.epochs,
    )


def load_tokenizer(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def start_from(model: AttributionModel, run: Path) -> None:
    """Load the averaged weights of a finished run into `model`, except tensors of another shape."""
    weights = torch.load(run / CHECKPOINT, weights_only=True)["average"]
    own = model.state_dict()
    fitting = {key: value for key, value in weights.items() if key in own and own[key].shape == value.shape}
    model.load_state_dict(own | fitting)
    print(f"{len(fitting)} of {len(own)} tensors from {run}", flush=True)


def train(
    examples: list[Example],
    tokenizer: Tokenizer,
    model: AttributionModel,
    out: Path,
    *,
    epochs: int,
    seed: int,
    last: int,
) -> None:
    """Train `model` up to epoch `last` of a schedule of `epochs`, from the checkpoint if there is one."""
    torch.manual_seed(seed)
    # Denormal numbers take a hundred times as long.
    torch.set_flush_denormal(True)
    optimizer = torch.optim.AdamW(_parameter_groups(model), weight_decay=0.01, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    average = {key: value.clone() for key, value in model.state_dict().items()}
    moving = [key for key, value in model.named_parameters() if value.requires_grad]
    first = 0
    checkpoint = out / CHECKPOINT
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, first = saved["average"], saved["epoch"]
    for epoch in range(first, last):
        rng = random.Random(f"{seed}-{epoch}")
        batches = list(draw_batches(examples, tokenizer, rng, size=BATCH))
        started, totals = time.perf_counter(), dict[str, float]()
        model.train()
        for number, batch in enumerate(batches):
            progress = (epoch + number / len(batches)) / epochs
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP))
            losses = batch_losses(model, batch)
            optimizer.zero_grad()
            sum(losses.values(), torch.zeros(())).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            with torch.no_grad():
                for key in moving:
                    average[key].lerp_(model.get_parameter(key), 1 - AVERAGE)
            for key, loss in losses.items():
                totals[key] = totals.get(key, 0.0) + loss.item()
            if number % 50 == 49:
                spent = time.perf_counter() - started
                print(epoch, number + 1, len(batches), f"{spent:.0f} s", flush=True)
        row = {key: round(total / len(batches), 4) for key, total in totals.items()}
        row |= {"epoch": epoch + 1, "seconds": round(time.perf_counter() - started)}
        with open(out / "log.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        state = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "average": average,
            "epoch": epoch + 1,
        }
        torch.save({"average": average, "epoch": epoch + 1}, out / f"epoch-{epoch + 1:02d}.pt")
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)


def batch_losses(model: AttributionModel, batch: Batch) -> dict[str, Tensor]:
    """The losses of a batch, each a sum over words or attributions, divided by windows."""
    with autocast():
        anchor_logits, name_logits, projected, any_role_logits = model.encode(**batch.inputs)
        words, cues = projected.flatten(0, 1).chunk(2, dim=-1)
        scores, kinds, unsaid = model.roles(words, cues, batch.reach, batch.anchors, batch.reach_mask)
    scale = 10.0 * len(batch.word_mask)
    known = (batch.anchor_labels >= 0).float()
    anchor = nn.functional.binary_cross_entropy_with_logits(
        anchor_logits.float(), batch.anchor_labels.clamp(min=0), reduction="none"
    )
    any_role = nn.functional.cross_entropy(
        any_role_logits.float().transpose(1, 2), batch.any_role_labels, reduction="sum"
    )
    roles = model.crf.loss(scores, batch.role_labels, batch.reach_mask)
    return {
        "anchor": (anchor * known).sum() / scale,
        "any_role": 0.3 * any_role / scale,
        "roles": roles.sum() / scale,
        "kind": _label_loss(kinds, batch.kinds, KIND_WEIGHTS) / scale,
        "unsaid": _label_loss(unsaid, batch.unsaid, UNSAID_WEIGHTS) / scale,
        "names": 0.5 * _name_loss(name_logits.float(), batch) / scale,
    }


def _label_loss(logits: Tensor, labels: Tensor, weights: tuple[float, ...]) -> Tensor:
    return nn.functional.cross_entropy(
        logits.float(), labels, torch.tensor(weights), ignore_index=-100, reduction="sum"
    )


def _name_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy, in which "O" stands for all labels that the text does not annotate."""
    log_probabilities = logits.log_softmax(-1)
    hidden = batch.hidden_names.unsqueeze(1)
    outside = log_probabilities.masked_fill(~hidden, -torch.inf).logsumexp(-1)
    labels = batch.name_labels
    picked = log_probabilities.gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    likelihood = torch.where(labels == 0, outside, picked) * (labels >= 0)
    return -(likelihood.sum(-1) * batch.name_weights).sum()


def _parameter_groups(model: AttributionModel) -> list[dict[str, Any]]:
    layers = model.encoder.config.num_hidden_layers
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = HEAD_RATE
        if name.startswith("encoder.embeddings"):
            rate = ENCODER_RATE * LAYER_DECAY**layers
        elif name.startswith("encoder."):
            rate = ENCODER_RATE * LAYER_DECAY ** (layers - 1 - int(name.split(".")[3]))
        # The word features are new and few, so they have the rate of the heads.
        if "token_type_embeddings" in name:
            rate = HEAD_RATE
        groups.setdefault(rate, []).append(parameter)
    return [{"params": parameters, "lr": rate} for rate, parameters in groups.items()]


if __name__ == "__main__":
    main()
