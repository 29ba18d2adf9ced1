"""Score the exported stance model on held-out statements: `python -m training.stances.score --corpora DIR`.

The statements are those of `corpus/` dev and of the held-out articles of PolNeAR train, each read by two
readers; sources, cues and contents are given. A position is right if a reader has one whose words overlap
with its target, with the same polarity; those that both readers have are required. Prints precision and
recall by confidence, as fitted on these statements, and the calibration error. With `--settle`, writes the
calibration (logistic regression of "right" on the logits of pair head and verifier: Platt 1999) to
`stances.json`: for what speakers do from these statements, for what contents tell from directed sentiment,
part `valid`.
"""

import argparse
import json
import math
import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.directed import likeliest_label, read_directed_sentences
from kg.evaluation.corpus import annotated_ends
from kg.evaluation.reading import calibration_error
from kg.extract.settings import STANCE_SETTINGS_NAME, read_files, shipped_folder
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import likely_pairs, read_passages, span_of, verified_pairs
from kg.model import Attribution, Layer, Polarity, Span
from kg.text.text import Text
from training.stances.positions import READINGS, annotated
from training.stances.train import CORPUS, held_out

_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
# Positions below this confidence are not given at all: of 137 between 0.2 and it, three are right on dev.
_LEAST = 0.3


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A position of a reader: the place of its words, and its polarity."""

    target: Span
    polarity: str


@dataclass(frozen=True, slots=True)
class _Statement:
    attribution: Attribution
    readers: tuple[tuple[_Wanted, ...], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--settle", action="store_true")
    parser.add_argument("--weights", type=Path, default=shipped_folder())
    arguments = parser.parse_args()
    model = StanceModel(read_files(arguments.weights, STANCE_FILES))
    parts = {
        "corpus/ dev": list(_corpus()),
        "PolNeAR": list(_polnear(arguments.corpora / "polnear" / "train")),
    }
    found = {name: _rows(articles, model) for name, articles in parts.items()}
    every = [row for rows, _ in found.values() for row in rows]
    fitted = {"speech": _fit([row.logits for row in every], [row.right for row in every])}
    for name, (rows, required) in found.items():
        _print(name, rows, required, fitted["speech"])
    if arguments.settle:
        fitted["content"] = _fit(*_told(arguments.corpora / "dse" / "valid.txt", model))
        path = arguments.weights / STANCE_SETTINGS_NAME
        settings = json.loads(path.read_text("utf-8")) | {"calibration": fitted}
        settings["least"] = dict.fromkeys(fitted, _LEAST)
        path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(fitted))


Article = tuple[Text, list[_Statement]]


def _corpus() -> Iterator[Article]:
    ends = annotated_ends(CORPUS / "articles.jsonl")
    readers = [_by_document(CORPUS / f"{name}.jsonl") for name in ("dev", "dev-second")]
    for name in readers[0]:
        text = (CORPUS / "texts" / name).read_text("utf-8")[: ends.get(name)]
        yield Text(text), list(_statements([one.get(name, []) for one in readers], text))


def _polnear(part: Path) -> Iterator[Article]:
    readers = [_by_document(READINGS / name) for name in ("polnear.jsonl", "held-out-second.jsonl")]
    for name in sorted(held_out() & set(readers[1])):
        text = (part / "text" / name).read_bytes().decode("utf-8")
        yield Text(text), list(_statements([one[name] for one in readers], text))


def _by_document(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in ("speech", "attitude") and row["unsaid"] is None and row["content"]:
            found[row["document"]].append(row)
    return found


def _statements(readers: list[list[dict[str, Any]]], text: str) -> Iterator[_Statement]:
    """The statements of the first reader with the positions of both, where contents overlap by half."""
    first, second = ([annotated(row, text) for row in rows if _is_in(row, text)] for rows in readers)
    for one in first:
        best = max(second, key=lambda other: _shared(one.attribution, other.attribution), default=None)
        if best is not None and _shared(one.attribution, best.attribution) > 0.5:
            both = tuple(
                tuple(_Wanted(Span(*position["target"]), position["polarity"]) for position in each.positions)
                for each in (one, best)
            )
            yield _Statement(one.attribution, both)


def _is_in(row: dict[str, Any], text: str) -> bool:
    return all(
        one["end"] <= len(text) for one in (*row["content"], *row["source"], *filter(None, [row["cue"]]))
    )


def _shared(one: Attribution, other: Attribution) -> float:
    first, second = (
        {at for span in each.content for at in range(span.start, span.end)} for each in (one, other)
    )
    return len(first & second) / len(first | second)


@dataclass(frozen=True, slots=True)
class _Row:
    """A position found: its logits by pair head and verifier, whether a reader has it, whether both do."""

    logits: tuple[float, float]
    right: bool
    required: bool


def _rows(articles: list[Article], model: StanceModel) -> tuple[list[_Row], int]:
    """The likely pairs of the statements, and the number of positions that are required."""
    rows: list[_Row] = []
    required = 0
    least = model.settings.likely[Layer.SPEECH]
    for text, statements in articles:
        passages = read_passages([one.attribution for one in statements], text, [], model)
        likely = likely_pairs(passages, Layer.SPEECH, model, least=least)
        both = []
        for one in statements:
            first, second = one.readers
            both.append([want for want in first if any(_alike(want, other) for other in second)])
            required += len(both[-1])
        for read, pair in verified_pairs(likely, Layer.SPEECH, text, model):
            target = span_of(pair.target, read.passage, text.words)
            readers = statements[read.attribution].readers
            right = any(_is_right(target, pair.polarity, want) for each in readers for want in each)
            wanted = any(_is_right(target, pair.polarity, want) for want in both[read.attribution])
            rows.append(_Row(pair.logits, right, wanted))
    return rows, required


def _alike(one: _Wanted, other: _Wanted) -> bool:
    return one.polarity == other.polarity and one.target.overlaps(other.target)


def _is_right(target: Span, polarity: Polarity, want: _Wanted) -> bool:
    shared = min(target.end, want.target.end) - max(target.start, want.target.start)
    return shared > 0 and polarity == want.polarity


def _print(name: str, rows: list[_Row], required: int, fitted: list[float]) -> None:
    confidences = [_confidence(row, fitted) for row in rows]
    for least in _THRESHOLDS:
        kept = [row for row, confidence in zip(rows, confidences, strict=True) if confidence >= least]
        precision = sum(row.right for row in kept) / max(1, len(kept))
        recall = sum(row.required for row in kept) / max(1, required)
        rates = f"precision {precision:.3f} recall {recall:.3f} of {required}"
        print(f"{name:<12} {least:.2f}: given {len(kept):4} {rates}")
    error = calibration_error([(one, row.right) for one, row in zip(confidences, rows, strict=True)])
    print(f"{name:<12} calibration error {error:.3f}")


def _confidence(row: _Row, fitted: list[float]) -> float:
    bias, *weights = fitted
    return 1 / (1 + math.exp(-bias - sum(map(operator.mul, weights, row.logits))))


def _told(path: Path, model: StanceModel) -> tuple[list[tuple[float, float]], list[bool]]:
    """The logits of the likelier direction of sentences of directed sentiment, and whether it is right."""
    logits, right = [], []
    for one in read_directed_sentences(path):
        label, own = likeliest_label(one, model)
        logits.append(own)
        right.append(label == one.label)
    return logits, right


def _fit(logits: Iterable[tuple[float, float]], right: Iterable[bool]) -> list[float]:
    fitted = LogisticRegression(C=1e6).fit(np.array([*logits]), np.array([*right]))
    return [round(float(one), 4) for one in (fitted.intercept_[0], *fitted.coef_[0])]


if __name__ == "__main__":
    main()
