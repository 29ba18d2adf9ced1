"""Where the nodes of a picture stand: computed beforehand, the same from run to run."""

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

_SEED = 7
_STEPS = 300
# Best distance of neighbours, as a share of what a node has if all have the same room.
_DISTANCE = 1.4
# A part of n nodes is given a place of this width times the root of n, in pixels; room for labels.
_SIDE = 125
_GAP = 130
# Height of a part's place by its width: names are wide, so a flat place holds more of them.
_FLATNESS = 0.6
# Width of the whole picture by its height, about that of the space beside the panel.
_SHAPE = 1.3

Positions = dict[str, tuple[int, int]]


def place_nodes(graph: "networkx.DiGraph[str]") -> Positions:
    """A place in pixels for each node of `graph`, by forces (Fruchterman and Reingold 1991).

    Parts that nothing connects are laid out on their own and set in rows, the largest first.
    """
    import networkx

    plain = graph.to_undirected()
    order = {node: number for number, node in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(plain)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    positions: Positions = {}
    x = y = row_height = 0.0
    width = _row_width(parts)
    for part in parts:
        side = _side(part)
        if x > 0 and x + side > width:
            x, y, row_height = 0.0, y + row_height + _GAP, 0.0
        for node, (left, top) in _place_part(plain, part).items():
            positions[node] = round(x + left * side), round(y + top * side * _FLATNESS)
        x += side + _GAP
        row_height = max(row_height, side * _FLATNESS)
    return positions


def _row_width(parts: list[list[str]]) -> float:
    """How wide a row may be, so that all rows together have the picture's shape."""
    sides = [_side(part) for part in parts]
    area = sum((side + _GAP) * (side * _FLATNESS + _GAP) for side in sides)
    return max([sqrt(area * _SHAPE), *sides])


def _side(part: list[str]) -> float:
    return _SIDE * len(part) ** 0.5 if len(part) > 1 else _SIDE / 2


def _place_part(graph: "networkx.Graph[str]", part: list[str]) -> dict[str, tuple[float, float]]:
    """Places in a unit square, which they fill both ways."""
    import networkx

    if len(part) == 1:
        return {part[0]: (0.5, 0.5)}
    # A subgraph's own order follows a set; the layout must not.
    own: networkx.Graph[str] = networkx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(sorted(graph.subgraph(part).edges()))
    distance = _DISTANCE / len(part) ** 0.5
    layout = networkx.spring_layout(own, k=distance, seed=_SEED, iterations=_STEPS, method="force")
    xs, ys = zip(*((float(x), float(y)) for x, y in layout.values()), strict=True)
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return {
        node: ((float(x) - min(xs)) / wide, (float(y) - min(ys)) / high) for node, (x, y) in layout.items()
    }
