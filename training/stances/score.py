"""Score the exported stance model on held-out statements: `python -m training.stances.score --corpora DIR`.

The statements are those of `corpus/` dev and of the held-out articles of PolNeAR train, each read by two
readers; sources, cues and contents are given. A position is right if a reader has one whose words overlap
with its target, with the same polarity; those that both readers have are required. Prints precision and
recall by threshold. With `--settle`, writes the calibration (logistic regression of "right" on the logit:
Platt 1999) to `stances.json`: for what speakers do from these statements, for what contents tell from
directed sentiment, part `valid`.
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.directed import NEITHER, P_AGAINST_Q, Q_AGAINST_P, read_directed_sentences
from kg.evaluation.corpus import annotated_ends
from kg.extract.settings import STANCE_SETTINGS_NAME, read_files, shipped_folder
from kg.extract.stances.passages import UNMARKED
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import read_stances
from kg.model import Attribution, Layer, Polarity, Span, Stance
from kg.text import Text
from training.stances.positions import READINGS, annotated
from training.stances.train import CORPUS, held_out

_THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# Positions below this confidence are not given at all.
_LEAST = 0.1


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
    as_they_are = {layer.value: (0.0, 1.0) for layer in Layer}
    model.settings = replace(model.settings, calibration=as_they_are, least=dict.fromkeys(Layer, 0.02))
    parts = {
        "corpus/ dev": list(_corpus()),
        "PolNeAR": list(_polnear(arguments.corpora / "polnear" / "train")),
    }
    logits: list[float] = []
    right: list[bool] = []
    for name, articles in parts.items():
        rows, required = _rows(articles, model)
        logits += [row[0] for row in rows]
        right += [row[1] for row in rows]
        _print(name, rows, required)
    if arguments.settle:
        told = _told(arguments.corpora / "dse" / "valid.txt", model)
        fitted = {"speech": _fit(logits, right), "content": _fit(*told)}
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


Row = tuple[float, bool, bool]
"""A position found: its logit, whether a reader has it, whether both do."""


def _rows(articles: list[Article], model: StanceModel) -> tuple[list[Row], int]:
    rows: list[Row] = []
    required = 0
    for text, statements in articles:
        found = read_stances([one.attribution for one in statements], text, [], model)
        for one, stances in zip(statements, found, strict=True):
            first, second = one.readers
            both = [want for want in first if any(_alike(want, other) for other in second)]
            required += len(both)
            for stance in stances:
                if stance.layer is Layer.SPEECH:
                    allowed = any(_is_right(stance, want) for want in (*first, *second))
                    rows.append(
                        (_logit(stance.confidence), allowed, any(_is_right(stance, want) for want in both))
                    )
    return rows, required


def _alike(one: _Wanted, other: _Wanted) -> bool:
    return one.polarity == other.polarity and one.target.overlaps(other.target)


def _is_right(stance: Stance, want: _Wanted) -> bool:
    shared = min(stance.target.end, want.target.end) - max(stance.target.start, want.target.start)
    return shared > 0 and stance.polarity == want.polarity


def _print(name: str, rows: list[Row], required: int) -> None:
    for least in _THRESHOLDS:
        kept = [row for row in rows if row[0] >= math.log(least / (1 - least))]
        precision = sum(row[1] for row in kept) / max(1, len(kept))
        recall = sum(row[2] for row in kept) / max(1, required)
        rates = f"precision {precision:.3f} recall {recall:.3f} of {required}"
        print(f"{name:<12} raw {least:.1f}: given {len(kept):4} {rates}")


def _told(path: Path, model: StanceModel) -> tuple[list[float], list[bool]]:
    """The logits of the likelier direction of sentences of directed sentiment, and whether it is right."""
    logits, right = [], []
    signs = model.settings.polarities
    for one in read_directed_sentences(path):
        words = Text(one.text).words
        p, q = ((words.at(span.start), words.at(span.end - 1) + 1) for span in (one.p, one.q))
        states = model.read([(words.texts, [UNMARKED] * len(words))])
        taken, _, polarities = model.score(states, [(0, p, q), (0, q, p)])
        own = taken[:, list(Layer).index(Layer.CONTENT)]
        direction = int(own.argmax())
        opposes = polarities[direction, signs.index(Polarity.OPPOSES)]
        is_against = bool(opposes > polarities[direction, signs.index(Polarity.SUPPORTS)])
        given = (P_AGAINST_Q, Q_AGAINST_P)[direction] - 2 * (not is_against)
        logits.append(float(own[direction]))
        right.append(one.label != NEITHER and given == one.label)
    return logits, right


def _fit(logits: Iterable[float], right: Iterable[bool]) -> list[float]:
    fitted = LogisticRegression(C=1e6).fit(np.array([*logits])[:, None], np.array([*right]))
    return [round(float(fitted.intercept_[0]), 4), round(float(fitted.coef_[0, 0]), 4)]


def _logit(confidence: float) -> float:
    bounded = min(max(confidence, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


if __name__ == "__main__":
    main()
