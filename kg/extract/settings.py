"""Settings of the attribution model, from training: `model.json` beside the weights."""

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
from kg.version import code_version

SETTINGS_NAME, TOKENIZER_NAME = "model.json", "tokenizer.json"
STANCE_SETTINGS_NAME, MEANING_SETTINGS_NAME = "stances.json", "meaning.json"
FORMAT = 4
"""The version of the model's file format: inputs and outputs of its graphs."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one trained model."""

    version: str
    """A hash of the weights."""
    anchor_threshold: float
    """Words below this probability are not anchors."""
    least_confidence: float
    """Attributions below this confidence are dropped."""
    confidence: tuple[float, float, float, float]
    """Logistic regression of "this attribution is right": bias, anchor logit, log-probabilities of the path
    and of being a statement."""
    least_speech: float
    """A statement is speech if this is at least as probable; what is less sure is an attitude or an act."""
    link_temperature: float
    """The scores of links are divided by it, so that their probabilities are calibrated."""
    transitions: Transitions
    cue_words: frozenset[str]
    """Lower-case words that often start a cue."""


def shipped_folder() -> Path:
    """The folder of the shipped weights."""
    return Path(str(resources.files("kg.extract").joinpath("weights")))


def read_files(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read the files of a model in `folder`, by name. Raises `InputError` if one cannot be read."""
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error


def parse_settings(content: bytes) -> Settings:
    """Parse a `model.json`. Raises `ValueError` or `KeyError` if it is incomplete or of another format."""
    table = json.loads(content)
    if table["format"] != FORMAT:
        raise ValueError(f"its format is {table['format']}, but this version of kg reads format {FORMAT}")
    bias, anchor, path, statement = table["confidence"]
    return Settings(
        version=table["version"],
        anchor_threshold=table["anchor_threshold"],
        least_confidence=table["least_confidence"],
        confidence=(bias, anchor, path, statement),
        least_speech=table["least_speech"],
        link_temperature=table["link_temperature"],
        transitions=Transitions(np.array(table["steps"]), np.array(table["first"])),
        cue_words=frozenset(table["cue_words"]),
    )


@clears_with_data
@cache
def reader_version() -> str:
    """A hash of models, code and data: changes whenever the extraction of a text could change."""
    digest = hashlib.sha256(
        data_version(
            "anatomy.toml",
            "given_names.csv",
            "lexicon.toml",
            "noise.toml",
            "nouns.toml",
            "performatives.toml",
            "reporting.toml",
        ).encode()
    )
    for path in sorted(shipped_folder().glob("*.json")):
        digest.update(path.read_bytes())
    digest.update(code_version("kg.model", "kg.text", "kg.language", "kg.extract").encode())
    return digest.hexdigest()[:16]


@cache
def shipped_version() -> str:
    """The versions of the shipped attribution and stance models, joined by "+"."""
    names = (SETTINGS_NAME, STANCE_SETTINGS_NAME)
    return "+".join(
        json.loads(content)["version"] for content in read_files(shipped_folder(), names).values()
    )
