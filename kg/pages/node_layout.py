"""Places of the nodes of a picture: computed beforehand, the same from run to run."""

from math import sqrt
from typing import TYPE_CHECKING

from kg.pages.mesh_forces import place_by_forces

if TYPE_CHECKING:
    import networkx
    import numpy

_SEED = 7
_STEPS = 300
# The forces of larger parts are made on a grid: between all pairs they would take minutes, and NetworkX
# wants SciPy from 500 nodes on.
_MOST_IN_PAIRS = 400
# Best distance of neighbours, as a share of what a node has if all have the same room.
_DISTANCE = 1.6
# A part of several nodes is given this many times the room that they take with their names; many nodes crowd
# in their middle.
_ROOM, _ROOM_OF_MANY = 2.2, 7
_GAP = 24
# Width of the whole picture by its height, about that of the space beside the panel.
_SHAPE = 1.35
# The same of a part before its boxes are pushed apart, which happens up and down for the most part, though
# less where there is room.
_STRETCH, _STRETCH_OF_MANY = 2, 1.5
_MOST_PUSHES = 400

Box = tuple[float, float]
"""Width and height in pixels of a node with its name, which stands below it."""


def place_nodes(graph: "networkx.DiGraph[str]", boxes: dict[str, Box]) -> dict[str, tuple[int, int]]:
    """A place in pixels for each node of `graph`, by forces (Fruchterman and Reingold 1991).

    `boxes` says how much room each takes; none overlaps another. Parts that nothing connects are laid out
    on their own and set in rows, the largest first, single nodes last.
    """
    import networkx

    plain = graph.to_undirected()
    order = {node: number for number, node in enumerate(graph)}
    parts = [sorted(part, key=order.__getitem__) for part in networkx.connected_components(plain)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    laid = [_place_part(plain, part, boxes) for part in parts]
    # Single nodes are seldom drawn: they do not widen the picture of the others.
    sizes = [size for places, size in laid if len(places) > 1] or [size for _, size in laid]
    total = sum((width + _GAP) * (height + _GAP) for width, height in sizes)
    row_width = max([sqrt(total * _SHAPE), *(width for _, (width, _) in laid)])
    positions: dict[str, tuple[int, int]] = {}
    x = y = row_height = 0.0
    for places, (width, height) in laid:
        if x > 0 and x + width > row_width:
            x, y, row_height = 0.0, y + row_height + _GAP, 0.0
        for node, (left, top) in places.items():
            positions[node] = round(x + left), round(y + top)
        x += width + _GAP
        row_height = max(row_height, height)
    return positions


def _place_part(
    graph: "networkx.Graph[str]", part: list[str], boxes: dict[str, Box]
) -> tuple[dict[str, tuple[float, float]], Box]:
    """Places of the nodes of a part from its upper left corner, and how large it is."""
    import numpy

    sizes = numpy.array([boxes[node] for node in part])
    if len(part) == 1:
        width, height = boxes[part[0]]
        return {part[0]: (width / 2, height / 2)}, (width, height)
    places = _lengthwise(_forced(graph, part))
    places -= places.min(axis=0)
    places /= numpy.maximum(places.max(axis=0), 1e-9)
    is_large = len(part) > _MOST_IN_PAIRS
    room, stretch = (_ROOM_OF_MANY, _STRETCH_OF_MANY) if is_large else (_ROOM, _STRETCH)
    side = sqrt(float((sizes[:, 0] * sizes[:, 1]).sum()) * room)
    places *= (side * sqrt(stretch), side / sqrt(stretch))
    places = _without_overlaps(places, sizes + _GAP / 2)
    places -= (places - sizes / 2).min(axis=0)
    width, height = (float(one) for one in (places + sizes / 2).max(axis=0))
    return {node: (float(x), float(y)) for node, (x, y) in zip(part, places, strict=True)}, (width, height)


def _forced(graph: "networkx.Graph[str]", part: list[str]) -> "numpy.ndarray":
    """Places (n × 2) of the nodes of `part` by the forces of the lines between them, in no unit."""
    import networkx
    import numpy

    # A subgraph's own order follows a set; the layout must not.
    lines = sorted(graph.subgraph(part).edges())
    if len(part) > _MOST_IN_PAIRS:
        numbers = {node: number for number, node in enumerate(part)}
        return place_by_forces(
            len(part), numpy.array([[numbers[one], numbers[other]] for one, other in lines])
        )
    own: networkx.Graph[str] = networkx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(lines)
    distance = _DISTANCE / len(part) ** 0.5
    layout = networkx.spring_layout(own, k=distance, seed=_SEED, iterations=_STEPS, method="force")
    return numpy.array([layout[node] for node in part])


def _lengthwise(places: "numpy.ndarray") -> "numpy.ndarray":
    """`places` (n × 2) turned so that their longest way is from left to right (principal components)."""
    import numpy

    centred = places - places.mean(axis=0)
    _, axes = numpy.linalg.eigh(centred.T @ centred)
    # An axis may point either way; the same one must be taken on every machine.
    axes *= numpy.where(axes[abs(axes).argmax(axis=0), [0, 1]] < 0, -1, 1)
    turned: numpy.ndarray = centred @ axes[:, ::-1]
    return turned


def _without_overlaps(places: "numpy.ndarray", sizes: "numpy.ndarray") -> "numpy.ndarray":
    """`places` (n × 2) moved until no boxes of `sizes` (n × 2) overlap, each pair along the shorter way."""
    import numpy

    places = places.copy()
    for _ in range(_MOST_PUSHES):
        one, other = _near(places, float(sizes.max()))
        gaps = places[one] - places[other]
        over = (sizes[one] + sizes[other]) / 2 - abs(gaps)
        overlapping = (over > 0.5).all(axis=1)
        if not overlapping.any():
            break
        one, other, gaps, over = (found[overlapping] for found in (one, other, gaps, over))
        # Of two in one place, the first goes left and up.
        directions = numpy.where(gaps == 0, numpy.sign(one - other)[:, None], numpy.sign(gaps))
        pushes = directions * over * (over == over.min(axis=1, keepdims=True)) / 3
        for axis in (0, 1):
            places[:, axis] += numpy.bincount(one, pushes[:, axis], len(places))
            places[:, axis] -= numpy.bincount(other, pushes[:, axis], len(places))
    return places


def _near(places: "numpy.ndarray", reach: float) -> "tuple[numpy.ndarray, numpy.ndarray]":
    """The pairs of `places` (n × 2) that are not farther than `reach` apart on either axis, and some more."""
    import numpy

    cells = ((places - places.min(axis=0)) // reach).astype(int)
    width = int(cells[:, 1].max()) + 3
    keys = cells[:, 0] * width + cells[:, 1]
    order = numpy.argsort(keys, kind="stable")
    ordered = keys[order]
    found = []
    # A cell with itself, and with those to its right and below: each pair once.
    for step in (0, 1, width - 1, width, width + 1):
        start = numpy.searchsorted(ordered, ordered + step, "left")
        end = numpy.searchsorted(ordered, ordered + step, "right")
        if step == 0:
            start = numpy.arange(len(places)) + 1
        counts = end - start
        first = numpy.repeat(numpy.arange(len(places)), counts)
        second = numpy.arange(len(first)) - numpy.repeat(counts.cumsum() - counts, counts) + start[first]
        found.append((order[first], order[second]))
    one, other = (numpy.concatenate(ends) for ends in zip(*found, strict=True))
    return one, other
