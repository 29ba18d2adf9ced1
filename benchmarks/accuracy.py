"""Accuracy of attributions and its floors: `python -m benchmarks.accuracy [--polnear-dev FOLDER]`.

Scores the project's own annotated articles and, if its folder is given, PolNeAR's development part. The exit
code is 1 if an F1 is below its floor.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.floors import below_floor, current_floors
from kg.evaluation.evaluator import evaluate

ARTICLES = Path(__file__).parent / "articles"


def main() -> None:
    """Print a table for each annotated set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear-dev", type=Path, help="PolNeAR's development part: text/, attributions/")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    folders = {"articles": ARTICLES}
    if arguments.polnear_dev:
        folders["polnear-dev"] = arguments.polnear_dev
    failures = []
    floors = current_floors()
    for name, folder in folders.items():
        scores = evaluate(folder, threads=arguments.threads)
        print(f"{name}: {scores.texts} texts, {scores.counts['linked'].marked} attributions")
        print(f"{'':14}{'precision':>10}{'recall':>10}{'F1':>10}{'floor':>10}")
        for measure, count in scores.counts.items():
            figures = (count.precision, count.recall, count.f1, floors[name][measure])
            print(f"{measure:14}" + "".join(f"{100 * figure:10.1f}" for figure in figures))
        failures += [f"{name}, {sentence}" for sentence in below_floor(scores, floors[name])]
    sys.exit("\n".join(failures) if failures else 0)


if __name__ == "__main__":
    main()
