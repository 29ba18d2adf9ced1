"""Make `kg/data/word_neighbours.csv`: for each common English word those of the nearest meaning.

    python -m training.word_neighbours MODEL TEXTS...

MODEL is the folder of all-MiniLM-L6-v2 (`model.safetensors`, `tokenizer.json`), TEXTS folders of texts whose
words are taken: those of PolNeAR's part train, and Wikinews. The vector of a word is the model's of the word
alone; the nearest by cosine follow. It needs numpy, safetensors and tokenizers, and some minutes.
"""

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from kg.language.stems import stem

TARGET = Path(__file__).parent.parent / "kg" / "data" / "word_neighbours.csv"
_HEADS, _LAYERS = 12, 6
_LEAST_COUNT, _LEAST_LETTERS = 2, 3
_LEAST_COSINE, _MOST = 0.54, 8
_BATCH = 256

Array = np.ndarray


def main() -> None:
    """Read the words, compute their vectors, and write the nearest of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    words = read_words(arguments.texts)
    vectors = word_vectors(words, arguments.model)
    stems = [stem(word) for word in words]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word", "nearest"])
        for start in range(0, len(words), _BATCH):
            close = vectors[start : start + _BATCH] @ vectors.T
            for row, near in enumerate(close, start):
                order = [int(one) for one in np.argsort(-near)[: 4 * _MOST] if near[one] >= _LEAST_COSINE]
                found = [words[one] for one in order if one != row and stems[one] != stems[row]][:_MOST]
                if found:
                    writer.writerow([words[row], ";".join(found)])


def read_words(folders: list[Path]) -> list[str]:
    """The most frequent word of each stem in the texts that is mostly in lower case, in their order."""
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in folders for path in folder.rglob("*.txt")):
        counts.update(re.findall(r"[A-Za-z][a-z]+(?:-[a-z]+)?", path.read_text("utf-8")))
    common = [
        (count, word)
        for word, count in counts.items()
        if word.islower()
        and count >= _LEAST_COUNT
        and len(word) >= _LEAST_LETTERS
        and count > counts[word.capitalize()]
    ]
    best: dict[str, tuple[int, str]] = {}
    for count, word in common:
        best[stem(word)] = max(best.get(stem(word), (0, "")), (count, word))
    return sorted(word for _, word in best.values())


def word_vectors(words: list[str], folder: Path) -> Array:
    """A row of length one for each word: the mean of the last layer, as sentence-transformers pools it."""
    weights = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    found = np.zeros((len(words), 384), dtype=np.float32)
    by_length: dict[int, list[int]] = {}
    encoded = [tokenizer.encode(word).ids for word in words]
    for number, ids in enumerate(encoded):
        by_length.setdefault(len(ids), []).append(number)
    for numbers in by_length.values():
        for start in range(0, len(numbers), _BATCH):
            part = numbers[start : start + _BATCH]
            found[part] = _forward(np.array([encoded[one] for one in part]), weights)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def _forward(ids: Array, weights: dict[str, Array]) -> Array:
    at = "embeddings."
    hidden = (
        weights[f"{at}word_embeddings.weight"][ids]
        + weights[f"{at}position_embeddings.weight"][: ids.shape[1]]
    )
    hidden = _norm(hidden + weights[f"{at}token_type_embeddings.weight"][0], weights, f"{at}LayerNorm")
    for layer in range(_LAYERS):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            _split(_linear(hidden, weights, f"{at}attention.self.{one}")) for one in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(query.shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ value
        mixed = mixed.transpose(0, 2, 1, 3).reshape(hidden.shape)
        hidden = _norm(
            hidden + _linear(mixed, weights, f"{at}attention.output.dense"),
            weights,
            f"{at}attention.output.LayerNorm",
        )
        inner = _gelu(_linear(hidden, weights, f"{at}intermediate.dense"))
        hidden = _norm(
            hidden + _linear(inner, weights, f"{at}output.dense"), weights, f"{at}output.LayerNorm"
        )
    return hidden.mean(1)


def _linear(hidden: Array, weights: dict[str, Array], name: str) -> Array:
    return hidden @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _split(hidden: Array) -> Array:
    return hidden.reshape(*hidden.shape[:2], _HEADS, -1).transpose(0, 2, 1, 3)


def _norm(hidden: Array, weights: dict[str, Array], name: str) -> Array:
    centred = hidden - hidden.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(hidden: Array) -> Array:
    return 0.5 * hidden * (1 + np.tanh(np.sqrt(2 / np.pi) * (hidden + 0.044715 * hidden**3)))


if __name__ == "__main__":
    main()
