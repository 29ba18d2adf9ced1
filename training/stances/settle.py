"""Set thresholds and calibration of the shipped model: `python -m training.stances.settle RUN…`.

Uses the positions that `training.stances.score` found in held-out articles, of all runs together. The least
probability of each layer is the one with the best F1. The calibration is a logistic regression of "right" on
the logit (Platt 1999).
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from kg.extract.settings import STANCE_SETTINGS_NAME, shipped_folder
from training.stances.score import Found, rates

_NEVER_SURER = 1e-6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="folders of runs that have been scored")
    parser.add_argument("--weights", type=Path, default=shipped_folder())
    arguments = parser.parse_args()
    scored = [json.loads((run / "scored.json").read_text("utf-8")) for run in arguments.runs]
    path = arguments.weights / STANCE_SETTINGS_NAME
    settings = json.loads(path.read_text("utf-8"))
    logits: list[float] = []
    right: list[float] = []
    for layer in ("speech", "content"):
        every: Found = {
            "gold": sum(one[layer]["gold"] for one in scored),
            "found": [row for one in scored for row in one[layer]["found"]],
        }
        least = max((number / 100 for number in range(5, 96)), key=lambda value: rates(every, value)["F1"])
        settings[f"least_{layer}"] = least
        print(json.dumps({"layer": layer, "least": least} | rates(every, least)))
        for probability, is_right, *_ in every["found"]:
            bounded = min(max(probability, _NEVER_SURER), 1 - _NEVER_SURER)
            if probability >= least:
                logits.append(float(np.log(bounded / (1 - bounded))))
                right.append(is_right)
    fitted = LogisticRegression(C=1e6).fit(np.array(logits)[:, None], np.array(right))
    settings["calibration"] = [round(float(fitted.intercept_[0]), 4), round(float(fitted.coef_[0, 0]), 4)]
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
