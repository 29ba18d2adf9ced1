"""Accuracy on the project's own articles does not fall, and no floor is lowered silently."""

from pathlib import Path

import pytest

from benchmarks.accuracy import ARTICLES
from benchmarks.floors import below_floor, current_floors
from kg.evaluation.evaluator import evaluate
from kg.evaluation.scoring import Scores

ENTRY = """
[[floors]]
set = "articles"
since = "{since}"
source = {source}
cue = 0.5
content = 0.5
linked = 0.5
"linked exact" = 0.5
"""


def floors_in(tmp_path: Path, text: str) -> dict[str, dict[str, float]]:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return current_floors(path)


def test_accuracy_is_not_below_its_floors() -> None:
    scores = evaluate(ARTICLES)
    assert scores.counts["linked"].marked == 62
    assert below_floor(scores, current_floors()["articles"]) == []


def test_a_fall_is_named() -> None:
    assert below_floor(Scores(), {"linked": 0.5}) == ["linked: F1 0.000 is below its floor of 0.500"]


def test_a_raised_floor_counts(tmp_path: Path) -> None:
    text = ENTRY.format(since="2026-01-01", source=0.5) + ENTRY.format(since="2026-02-01", source=0.6)
    assert floors_in(tmp_path, text)["articles"]["source"] == 0.6


def test_a_floor_is_not_lowered_silently(tmp_path: Path) -> None:
    text = ENTRY.format(since="2026-01-01", source=0.5) + ENTRY.format(since="2026-02-01", source=0.4)
    with pytest.raises(ValueError, match="articles of 2026-02-01 lowers source silently"):
        floors_in(tmp_path, text)
    assert floors_in(tmp_path, text + 'lowered_because = "why"\n')["articles"]["source"] == 0.4
