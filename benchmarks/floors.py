"""Floors of accuracy, which nothing lowers silently: `floors.toml`."""

import tomllib
from pathlib import Path

from kg.evaluation.scoring import MEASURES, Scores

FLOORS_PATH = Path(__file__).parent / "floors.toml"


def current_floors(path: Path = FLOORS_PATH) -> dict[str, dict[str, float]]:
    """For each annotated set the F1, from 0 to 1, that each measure must reach.

    The file's entries are in order of time, and the last one of a set counts. Raises `ValueError` where
    an entry lowers a floor of the one before it and does not say why (`lowered_because`).
    """
    floors: dict[str, dict[str, float]] = {}
    for entry in tomllib.loads(path.read_text("utf-8"))["floors"]:
        name, figures = entry["set"], {measure: entry[measure] for measure in MEASURES}
        before = floors.get(name, {})
        lowered = [measure for measure, floor in before.items() if figures[measure] < floor]
        if lowered and not entry.get("lowered_because"):
            raise ValueError(f"{path.name}: {name} of {entry['since']} lowers {', '.join(lowered)} silently")
        floors[name] = figures
    return floors


def below_floor(scores: Scores, floors: dict[str, float]) -> list[str]:
    """A sentence for each measure whose F1 is below its floor."""
    return [
        f"{measure}: F1 {scores.counts[measure].f1:.3f} is below its floor of {floor:.3f}"
        for measure, floor in floors.items()
        if scores.counts[measure].f1 < floor
    ]
