"""The picture of who stands on which side: actors around the targets that they share, in bundles by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from kg.graph.reader.node_rows import Node
from kg.model import Polarity
from kg.pages.matrix_parts import PairOfNodes
from kg.pages.node_layout import place_nodes
from kg.pages.rendering import short
from kg.questions.matrix import SIGNS

# More names cannot be read, nor more lines.
_MOST_ACTORS, _MOST_TARGETS = 60, 15
_LABEL_LENGTH = 26
# Height of the letters of actors and of targets, and the width of a letter by its height, at most on average.
_FONT, _TARGET_FONT, _LETTER = 15, 19, 0.62
_MARGIN = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the picture in pixels: an actor, a target, or (`node` is None) a side with its number."""

    x: int
    y: int
    label: str
    way: str
    node: Node | None


@dataclass(frozen=True, slots=True)
class CampMap:
    """The picture. `lines` lead from an actor to a side, and from a side to its target."""

    spots: list[Spot]
    lines: list[tuple[Spot, Spot, str]]
    size: tuple[int, int]
    actors: int
    font: tuple[int, int] = (_FONT, _TARGET_FONT)


def draw_camps(sides: Iterable[tuple[Node, list[PairOfNodes], list[PairOfNodes]]]) -> CampMap:
    """Each target with its supporters and its opponents: of the first targets those that fit."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    boxes: dict[str, tuple[float, float]] = {}
    looks: dict[str, tuple[str, str, Node | None]] = {}
    actors: set[Node] = set()

    def add(key: str, label: str, font: int, way: str = "", node: Node | None = None) -> None:
        if key not in looks:
            graph.add_node(key)
            looks[key] = label, way, node
            boxes[key] = (_LETTER * font * len(label) + font, 1.5 * font)

    for number, (target, supports, opposes) in enumerate(islice(sides, _MOST_TARGETS)):
        shown = actors | {one.holder for one in (*supports, *opposes)}
        if len(shown) > _MOST_ACTORS:
            continue
        actors = shown
        hub = f"target {target.iri}"
        add(hub, short(target.name, _LABEL_LENGTH), _TARGET_FONT, "target", target)
        for polarity, own in ((Polarity.SUPPORTS, supports), (Polarity.OPPOSES, opposes)):
            if own:
                knot = f"side {number} {polarity.value}"
                add(knot, f"{SIGNS[polarity]}{len(own)}", _TARGET_FONT, polarity.value)
                graph.add_edge(knot, hub)
                for one in own:
                    add(
                        f"actor {one.holder.iri}",
                        short(one.holder.name, _LABEL_LENGTH),
                        _FONT,
                        "",
                        one.holder,
                    )
                    graph.add_edge(f"actor {one.holder.iri}", knot)
    places = place_nodes(graph, boxes)
    left = min((x - boxes[key][0] / 2 for key, (x, _) in places.items()), default=0) - _MARGIN
    top = min((y - boxes[key][1] / 2 for key, (_, y) in places.items()), default=0) - _MARGIN
    spots = {key: Spot(round(x - left), round(y - top), *looks[key]) for key, (x, y) in places.items()}
    width = max((one.x + boxes[key][0] / 2 for key, one in spots.items()), default=0) + _MARGIN
    height = max((one.y + boxes[key][1] / 2 for key, one in spots.items()), default=0) + _MARGIN
    lines = [(spots[one], spots[other], spots[one].way or spots[other].way) for one, other in graph.edges]
    return CampMap(list(spots.values()), lines, (round(width), round(height)), len(actors))
