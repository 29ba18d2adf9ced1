"""Fit the confidence: `python -m training.calibrate --corpora DIR --weights DIR`.

The confidence is a logistic regression (Platt 1999) of "this attribution is linked right" on the
anchor's logit and the log-probabilities of the role labels and of being a statement, over all anchors above a
low threshold, of PolNeAR dev and of `corpus/` dev.
The least confidence of what is given is the lowest one whose linked F1 is at most 0.002 below the best: a
user can raise it, but not lower it. The words that often open a cue are counted in PolNeAR train. All of
it is written into `model.json`.
"""

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from kg.evaluation.brat import read_marked_texts
from kg.evaluation.corpus import CORPUS, annotated_ends
from kg.evaluation.scoring import Scores
from kg.extract.attributions import Decoded, decode_attributions
from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.sequences import sequences_of
from kg.extract.settings import SETTINGS_NAME, read_files
from kg.model import Span
from kg.text.text import Text
from training.polnear import read_part
from training.readings import read_readings

_ANCHOR_THRESHOLD = 0.25
# Practically no regularisation: there are four weights and two thousand examples.
_FREE = 1e6
_HAIR = 0.002
_OFTEN, _SHARE = 3, 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder(read_files(arguments.weights, MODEL_FILES), threads=2)
    # Until the confidence is fitted, doubles are ranked by the anchor's logit alone.
    encoder.settings = replace(
        encoder.settings,
        anchor_threshold=_ANCHOR_THRESHOLD,
        least_confidence=0.0,
        confidence=(0.0, 1.0, 0.0, 0.0),
    )
    rows, scores = [], Scores()
    for marked in read_marked_texts(arguments.corpora / "polnear" / "dev"):
        attributions = _decode(marked.text, encoder)
        right = scores.add(marked.text, marked.attributions, map(_roles, attributions))
        rows += [(*one.scores, good) for one, good in zip(attributions, right, strict=True)]
    gold = scores.counts["linked"].marked
    polnear = np.array(rows, dtype=float)
    table = np.concatenate([polnear, np.array(list(_corpus_rows(encoder)), dtype=float)])
    fitted = LogisticRegression(C=_FREE, tol=1e-8).fit(table[:, :-1], table[:, -1])
    confidences = fitted.predict_proba(polnear[:, :-1])[:, 1]
    least = _least_confidence(confidences, polnear[:, -1], gold)
    settings_path = arguments.weights / SETTINGS_NAME
    settings = json.loads(settings_path.read_text(encoding="utf-8"))
    settings["anchor_threshold"] = round(_least_anchor(fitted, least), 4)
    settings["least_confidence"] = round(least, 3)
    settings["confidence"] = [round(float(weight), 4) for weight in (*fitted.intercept_, *fitted.coef_[0])]
    settings["cue_words"] = _cue_words(arguments.corpora / "polnear" / "train")
    settings["version"] = version_of(arguments.weights, settings)
    settings_path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _decode(raw: str, encoder: Encoder) -> list[Decoded]:
    return [
        one
        for sequence in sequences_of(Text(raw))
        for one in decode_attributions(sequence.words, encoder).attributions
    ]


def _corpus_rows(encoder: Encoder) -> Iterator[tuple[float, ...]]:
    """Scores of the attributions in `corpus/` dev, and whether a reader has them linked in the same way."""
    readers = [read_readings(CORPUS / name) for name in ("dev.jsonl", "dev-second.jsonl")]
    ends = annotated_ends(CORPUS / "articles.jsonl")
    for document in sorted(readers[0]):
        raw = (CORPUS / "texts" / document).read_text(encoding="utf-8")
        end = ends.get(document, len(raw))
        attributions = [one for one in _decode(raw, encoder) if one.content[0].start < end]
        found = [_roles(one) for one in attributions]
        linked = [
            Scores().add(raw, [one.roles for one in reader.get(document, [])], found) for reader in readers
        ]
        yield from ((*one.scores, any(right)) for one, *right in zip(attributions, *linked, strict=True))


def version_of(folder: Path, settings: dict[str, object]) -> str:
    """A digest of graphs and settings, so that different models have different versions."""
    rest = {key: value for key, value in settings.items() if key != "version"}
    digest = hashlib.sha256(json.dumps(rest, sort_keys=True).encode())
    for path in sorted(folder.glob("*.onnx")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _least_anchor(fitted: LogisticRegression, least: float) -> float:
    """The anchor probability below which the confidence cannot reach `least`, whatever the labels."""
    logit = (math.log(least / (1 - least)) - fitted.intercept_[0]) / fitted.coef_[0, 0]
    return float(max(_ANCHOR_THRESHOLD, 1 / (1 + math.exp(-logit))))


def _cue_words(folder: Path) -> list[str]:
    """Words that open a cue at least three times, and in at least three of ten occurrences."""
    opening, all_words = Counter[str](), Counter[str]()
    for example in read_part(folder):
        texts = [text.lower() for text in example.words.texts]
        all_words.update(texts)
        opening.update(texts[one.anchor] for one in example.versions[0])
    often = (word for word, count in opening.items() if count >= _OFTEN and word.isalpha())
    return sorted(word for word in often if opening[word] >= _SHARE * all_words[word])


def _roles(attribution: Decoded) -> dict[str, tuple[Span, ...]]:
    cue = (attribution.cue,) if attribution.cue else ()
    return {"source": attribution.source, "cue": cue, "content": attribution.content}


def _least_confidence(confidences: NDArray[np.floating], right: NDArray[np.floating], gold: int) -> float:
    figures = []
    for percent in range(6, 60, 2):
        kept = confidences >= percent / 100
        f1 = 2 * right[kept].sum() / (kept.sum() + gold)
        print(f"least confidence {percent / 100:.2f}: {kept.sum()} attributions, linked F1 {100 * f1:.2f}")
        figures.append((f1, percent / 100))
    best = max(figures)[0]
    return min(least for f1, least in figures if f1 >= best - _HAIR)


if __name__ == "__main__":
    main()
