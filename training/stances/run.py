"""A network in training: its optimiser, the moving average of its weights, and its checkpoint."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.precision import autocast
from training.stances.batches import Batch
from training.stances.model import PairNetwork

ENCODER_RATE, HEAD_RATE = 1.5e-4, 1.0e-3
"""The highest learning rates."""
_WARM_UP, _LEAST_RATE = 0.08, 0.02
# Weight of the moving average in each step.
_AVERAGE = 0.995


class Run:
    """Trains a network in a folder.

    There, `network.pt` has the averaged weights, and `checkpoint.pt` all that a stopped run needs to go on.
    `epoch` is the number of epochs that are finished. The rate rises at first, then falls until `steps`.
    """

    def __init__(self, network: PairNetwork, out: Path, steps: int, *, rate: float = 1.0) -> None:
        """`rate` is a factor on the learning rates. Continues from a checkpoint in `out`."""
        self.network, self.epoch, self._out, self._steps = network, 0, out, steps
        body = [one for one in network.encoder.parameters() if one.requires_grad]
        head = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
        groups = [{"params": body, "lr": rate * ENCODER_RATE}, {"params": head, "lr": rate * HEAD_RATE}]
        self._optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._share)
        self._average = {
            key: value.clone() for key, value in network.state_dict().items() if "word_embeddings" not in key
        }
        checkpoint = out / "checkpoint.pt"
        if checkpoint.exists():
            saved = torch.load(checkpoint, weights_only=True)
            network.load_state_dict(saved["network"])
            self._optimiser.load_state_dict(saved["optimiser"])
            self._schedule.load_state_dict(saved["schedule"])
            self._average, self.epoch = saved["average"], saved["epoch"]

    def train_epoch(self, batches: Iterable[Batch], loss_of: Callable[[Batch], Tensor]) -> None:
        """Train on the batches, and save; without a loss that has a gradient, a batch is passed over."""
        started, losses = time.time(), []
        self.network.train()
        for batch in batches:
            with autocast():
                loss = loss_of(batch)
            if not loss.requires_grad:
                # Before the first phrases are found, some statements have nothing to learn from.
                continue
            self._optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self._optimiser.step()
            self._schedule.step()
            self._mix()
            losses.append(loss.item())
            if self._schedule.last_epoch % 100 == 0:
                recent = round(float(np.mean(losses[-100:])), 4)
                print(self._schedule.last_epoch, self._steps, recent, flush=True)
        self.epoch += 1
        self._save()
        row = {"epoch": self.epoch, "loss": round(float(np.mean(losses)), 4)}
        print(json.dumps(row | {"seconds": round(time.time() - started)}), flush=True)

    def _share(self, step: int) -> float:
        return min(1.0, (step + 1) / (_WARM_UP * self._steps)) * max(_LEAST_RATE, 1 - step / self._steps)

    def _mix(self) -> None:
        step = self._schedule.last_epoch
        share = min(_AVERAGE, (step + 1) / (step + 20))
        with torch.no_grad():
            for key, value in self.network.state_dict().items():
                if key in self._average and value.is_floating_point():
                    self._average[key].mul_(share).add_(value, alpha=1 - share)

    def _save(self) -> None:
        torch.save(self._average, self._out / "network.pt")
        state = {
            "network": self.network.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "schedule": self._schedule.state_dict(),
        }
        torch.save(state | {"average": self._average, "epoch": self.epoch}, self._out / "checkpoint.pt")
