"""What training found out and reading needs: `model.json` beside the weights."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from kg.extraction.decoding import Transitions

SETTINGS_NAME = "model.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one trained model."""

    version: str
    """Derived from the weights, so that different weights never share one."""
    anchor_threshold: float
    """Words below this probability are not tried as anchors."""
    least_confidence: float
    """Attributions below this confidence are not given."""
    confidence: tuple[float, float, float]
    """Logistic regression of "this attribution is right": bias, anchor logit, path log-probability."""
    transitions: Transitions


def shipped_folder() -> Path:
    """Where the weights that come with the package lie."""
    return Path(str(resources.files("kg.extraction").joinpath("weights")))


def read_settings(folder: Path) -> Settings:
    """The settings in `folder`. Raises `OSError`, `ValueError` or `KeyError` where they are not whole."""
    table = json.loads((folder / SETTINGS_NAME).read_text(encoding="utf-8"))
    bias, anchor, log_probability = table["confidence"]
    return Settings(
        version=table["version"],
        anchor_threshold=table["anchor_threshold"],
        least_confidence=table["least_confidence"],
        confidence=(bias, anchor, log_probability),
        transitions=Transitions(np.array(table["steps"]), np.array(table["first"])),
    )


@cache
def reader_version() -> str:
    """Changes whenever the same text could be read differently: with the model, the code or its data."""
    digest = hashlib.sha256(shipped_version().encode())
    for package in ("kg.documents", "kg.extraction"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.iterdir()):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def shipped_version() -> str:
    """The version of the model that comes with the package."""
    return read_settings(shipped_folder()).version
