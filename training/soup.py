"""Average weights: `python -m training.soup --out DIR CHECKPOINT CHECKPOINT …`.

The average of checkpoints of one lineage is often better than each of them ("model soups": Wortsman et al.
2022, arXiv:2203.05482). One that is given twice weighs twice. The heads of kind and unsaid are those of the
last one, since the first cycles have none. Writes the folder of a run, for `training.export` and
`training.train --start`.
"""

import argparse
from pathlib import Path

import torch

from training.train import CHECKPOINT

_OF_THE_LAST = ("roles.summary", "roles.statement", "roles.kind", "roles.unsaid")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", metavar="CHECKPOINT")
    parser.add_argument("--out", type=Path, required=True, help="folder of a run to write")
    arguments = parser.parse_args()
    saved = [torch.load(path, weights_only=True) for path in arguments.checkpoints]
    average = {
        key: value
        if key.startswith(_OF_THE_LAST)
        else torch.stack([one["average"][key].float() for one in saved]).mean(0).to(value.dtype)
        for key, value in saved[-1]["average"].items()
    }
    arguments.out.mkdir(parents=True, exist_ok=True)
    epochs = sum(one["epoch"] for one in saved)
    torch.save({"average": average, "epoch": epochs}, arguments.out / CHECKPOINT)


if __name__ == "__main__":
    main()
