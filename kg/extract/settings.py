"""What training found out and reading needs: `model.json` beside the weights."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from kg.data import clears_with_data, data_version
from kg.errors import InputError
from kg.extract.viterbi import Transitions

SETTINGS_NAME, TOKENIZER_NAME = "model.json", "tokenizer.json"
STANCE_SETTINGS_NAME = "stances.json"
FORMAT = 2
"""Of the model's files: changes with what goes into and comes out of its graphs."""


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
    cue_words: frozenset[str]
    """Words, in lower case, that often open a cue."""


def shipped_folder() -> Path:
    """Where the weights that come with the package lie."""
    return Path(str(resources.files("kg.extract").joinpath("weights")))


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The files of a model in `folder`, by name. Raises `InputError` where one is missing."""
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error


def parse_settings(content: bytes) -> Settings:
    """The settings in a `model.json`. Raises `ValueError` or `KeyError` where they are not whole."""
    table = json.loads(content)
    if table["format"] != FORMAT:
        raise ValueError(f"it has format {table['format']}, this version of kg reads format {FORMAT}")
    bias, anchor, log_probability = table["confidence"]
    return Settings(
        version=table["version"],
        anchor_threshold=table["anchor_threshold"],
        least_confidence=table["least_confidence"],
        confidence=(bias, anchor, log_probability),
        transitions=Transitions(np.array(table["steps"]), np.array(table["first"])),
        cue_words=frozenset(table["cue_words"]),
    )


@clears_with_data
@cache
def reader_version() -> str:
    """Changes whenever the same text could be read differently: with the model, the code or its data."""
    digest = hashlib.sha256(data_version("noise.toml", "performatives.toml").encode())
    for path in sorted(shipped_folder().glob("*.json")):
        digest.update(path.read_bytes())
    for package in ("kg.model", "kg.text", "kg.extract"):
        folder = Path(str(resources.files(package)))
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".py":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def shipped_version() -> str:
    """The version of the models that come with the package: of statements, of stances."""
    names = (SETTINGS_NAME, STANCE_SETTINGS_NAME)
    return "+".join(
        json.loads(content)["version"] for content in read_files(shipped_folder(), names).values()
    )
