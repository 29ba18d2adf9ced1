"""Plot what a confidence means: `python -m training.trade_off --dev POLNEAR_DEV --out docs/confidence.svg`.

Reads PolNeAR's development part as `kg extract` does. Plots precision and recall of linked attributions by
least confidence, and the share of right statements by confidence. Prints the expected calibration error (Guo
et al. 2017, arXiv:1706.04599; ten bins of equal width).
"""

import argparse
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import pyplot
from numpy.typing import NDArray

from kg.evaluation.brat import read_marked_texts
from kg.evaluation.scoring import Scores, roles_of
from kg.extract.extractor import extract
from kg.text.text import Text

_BINS = 10
_INK = "#1f4e79"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    texts = []
    for marked in read_marked_texts(arguments.dev):
        texts.append((marked, extract(Text(marked.text), threads=2).attributions))
    curve = []
    for percent in range(40, 98, 2):
        scores = Scores()
        for marked, attributions in texts:
            found = [roles_of(one) for one in attributions if one.confidence >= percent / 100]
            scores.add(marked.text, marked.attributions, found)
        linked = scores.counts["linked"]
        curve.append((percent / 100, linked.precision, linked.recall))
        print(f"from {percent / 100:.2f}: precision {linked.precision:.3f}, recall {linked.recall:.3f}")
    confidences, right = [], []
    for marked, attributions in texts:
        right += Scores().add(marked.text, marked.attributions, map(roles_of, attributions))
        confidences += [one.confidence for one in attributions]
    bins = _bins(np.array(confidences), np.array(right, dtype=float))
    error = sum(abs(confidence - accuracy) * share for confidence, accuracy, share in bins)
    print(f"expected calibration error {error:.3f}")
    _draw(curve, bins, arguments.out)


def _bins(confidences: NDArray[np.floating], right: NDArray[np.floating]) -> list[tuple[float, float, float]]:
    """Mean confidence, share of right ones, and share of all, for each bin that is not empty."""
    numbers = np.minimum((confidences * _BINS).astype(int), _BINS - 1)
    chosen = (numbers == number for number in range(_BINS))
    return [(confidences[some].mean(), right[some].mean(), some.mean()) for some in chosen if some.any()]


def _draw(curve: list[tuple[float, float, float]], bins: list[tuple[float, float, float]], out: Path) -> None:
    # The same figures give the same file.
    matplotlib.rcParams["svg.hashsalt"] = "kg"
    matplotlib.rcParams["font.family"] = "sans-serif"
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    left.plot([recall for _, _, recall in curve], [precision for _, precision, _ in curve], color=_INK)
    for least, precision, recall in curve[::5]:
        left.plot(recall, precision, "o", color=_INK)
        left.annotate(f"≥ {least:.1f}", (recall, precision), xytext=(6, 4), textcoords="offset points")
    left.set(xlabel="recall", ylabel="precision", title="Linked attributions, by least confidence")
    right.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
    right.plot([one for one, _, _ in bins], [accuracy for _, accuracy, _ in bins], "o-", color=_INK)
    right.set(xlabel="confidence", ylabel="share that is right", title="What a confidence is worth")
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0.5 if axes is left else 0, 1.01))
        axes.grid(color="#eeeeee")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out, metadata={"Date": None})


if __name__ == "__main__":
    main()
