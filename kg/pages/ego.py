"""Places of the neighbours of a node in the small picture on its page: around it, the strongest on top."""

from collections import Counter
from dataclasses import dataclass
from math import cos, log2, pi, sin

from kg.model import Polarity
from kg.pages.entity_page import Neighbour

_MOST = 12
# Half axes of the ellipse in pixels: names are wide.
_WIDE, _HIGH = 150, 140
_LABEL_GAP = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A neighbour with its place around (0, 0), that of its name, and the look of the line to it."""

    neighbour: Neighbour
    x: int
    y: int
    text_x: int
    text_y: int
    anchor: str
    polarity: str
    width: float


def place_neighbours(neighbours: list[Neighbour]) -> list[Place]:
    """The strongest of `neighbours`, which come in order, clockwise from the top."""
    shown = neighbours[:_MOST]
    places = []
    for number, one in enumerate(shown):
        angle = 2 * pi * number / len(shown) - pi / 2
        x, y = round(_WIDE * cos(angle)), round(_HIGH * sin(angle))
        upright = abs(x) < _WIDE // 4
        places.append(
            Place(
                one,
                x,
                y,
                x if upright else x + (_LABEL_GAP if x > 0 else -_LABEL_GAP),
                y + (_LABEL_GAP + 12 if y > 0 else -_LABEL_GAP) if upright else y + 5,
                "middle" if upright else "start" if x > 0 else "end",
                main_polarity(one.signs),
                round(min(8, 1 + log2(one.weight)), 1),
            )
        )
    return places


def main_polarity(signs: Counter[Polarity]) -> str:
    """The colour of a line that stands for all these positions: supports, opposes, mixed, neutral or none."""
    if not signs.total():
        return "none"
    supports, opposes = signs[Polarity.SUPPORTS], signs[Polarity.OPPOSES]
    if supports != opposes:
        return "supports" if supports > opposes else "opposes"
    return "mixed" if supports or signs[Polarity.MIXED] else "neutral"
