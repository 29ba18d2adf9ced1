"""Floors of accuracy, from `floors.toml`; an entry that lowers one must give a reason."""

import tomllib
from pathlib import Path

from kg.evaluation.scoring import Scores

FLOORS_PATH = Path(__file__).parent / "floors.toml"
_ABOUT = ("set", "since", "lowered_because")


def current_floors(path: Path = FLOORS_PATH) -> dict[str, dict[str, float]]:
    """For each annotated set, the figure (0 to 1) that each measure must reach.

    The entries of the file are in chronological order; the last one of a set counts. Raises `ValueError` if
    an entry lowers a floor without giving a reason (`lowered_because`).
    """
    floors: dict[str, dict[str, float]] = {}
    for entry in tomllib.loads(path.read_text("utf-8"))["floors"]:
        name = entry["set"]
        figures = {key: value for key, value in entry.items() if key not in _ABOUT}
        before = floors.get(name, {})
        lowered = [measure for measure, floor in before.items() if figures.get(measure, 0) < floor]
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
