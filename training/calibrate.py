"""Fit threshold and confidence on PolNeAR dev: `python -m training.calibrate --corpora DIR --weights DIR`.

The threshold is the lowest anchor probability whose linked F1 is as good as the best but for a
hair, since a user can raise the confidence asked for but never get back what was not kept. The
confidence is a logistic
regression (Platt 1999) of "this attribution is linked right" on the anchor's logit and the
log-probability of the role labels. Both are written into `model.json`; what was found is printed.
"""

import argparse
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.extraction.attributions import Attribution, read_attributions
from kg.extraction.encoder import Encoder
from kg.extraction.settings import SETTINGS_NAME
from kg.extraction.words import Words
from kg.model import Span
from training import polnear

_LOWEST = 0.05
_BINS = 10
_HAIR = 0.004


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.weights, threads=2)
    # Ranking among doubles by the anchor alone, until there is a confidence.
    encoder.settings = replace(encoder.settings, anchor_threshold=_LOWEST, confidence=(0.0, 1.0, 0.0))
    rows, gold = [], 0
    for example in polnear.read_part(arguments.corpora / "polnear" / "dev"):
        truth = example.versions[0]
        gold += len(truth)
        attributions, _ = read_attributions(example.words, encoder)
        right = _right(attributions, truth, example.words)
        rows += [(*one.scores, good) for one, good in zip(attributions, right, strict=True)]
    table = np.array(rows, dtype=float)
    threshold = _best_threshold(table, gold)
    kept = table[table[:, 0] > math.log(threshold / (1 - threshold))]
    weights = _logistic(kept[:, :2], kept[:, 2])
    probabilities = 1 / (1 + np.exp(-(weights[0] + kept[:, :2] @ weights[1:])))
    print(f"expected calibration error {_calibration_error(probabilities, kept[:, 2]):.3f}")
    path = arguments.weights / SETTINGS_NAME
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["anchor_threshold"] = round(threshold, 3)
    settings["confidence"] = [round(float(weight), 4) for weight in weights]
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _right(attributions: list[Attribution], truth: list[polnear.Attribution], words: Words) -> list[bool]:
    """Whether each is linked right: cue and source touch, contents' Jaccard at least one half."""
    found = []
    used: set[int] = set()
    for one in attributions:
        cue, source, content = (_numbers(spans, words) for spans in ((one.cue,), one.source, one.content))
        match = None
        for number, other in enumerate(truth):
            overlap = len(content & other["content"]) / len(content | other["content"])
            sources = source & other["source"] or not (source or other["source"])
            if number not in used and cue & other["cue"] and sources and overlap >= 0.5:
                match = number
        if match is not None:
            used.add(match)
        found.append(match is not None)
    return found


def _numbers(spans: tuple[Span | None, ...], words: Words) -> set[int]:
    return {
        number
        for span in spans
        if span is not None
        for number in range(words.at(span.start), words.at(span.end - 1) + 1)
    }


def _best_threshold(table: NDArray[np.floating], gold: int) -> float:
    figures = []
    for percent in range(10, 75, 2):
        threshold = percent / 100
        kept = table[table[:, 0] > math.log(threshold / (1 - threshold))]
        f1 = 2 * kept[:, 2].sum() / (len(kept) + gold)
        print(f"threshold {threshold:.2f}: {len(kept)} attributions, linked F1 {100 * f1:.2f}")
        figures.append((f1, threshold))
    best = max(figures)[0]
    return min(threshold for f1, threshold in figures if f1 >= best - _HAIR)


def _logistic(features: NDArray[np.floating], labels: NDArray[np.floating]) -> NDArray[np.floating]:
    """Weights, the bias first, by Newton's method with a little ridge."""
    design = np.hstack([np.ones((len(features), 1)), features])
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        probabilities = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (labels - probabilities) - 1e-3 * weights
        curvature = (design * (probabilities * (1 - probabilities))[:, None]).T @ design
        weights += np.linalg.solve(curvature + 1e-3 * np.eye(len(weights)), gradient)
    return weights


def _calibration_error(probabilities: NDArray[np.floating], labels: NDArray[np.floating]) -> float:
    bins = np.minimum((probabilities * _BINS).astype(int), _BINS - 1)
    return sum(
        abs(probabilities[bins == b].mean() - labels[bins == b].mean()) * (bins == b).mean()
        for b in range(_BINS)
        if (bins == b).any()
    )


if __name__ == "__main__":
    main()
