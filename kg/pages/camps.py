"""Who agrees with whom: actors that stand toward the same targets, as a signed network and its camps."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from kg.graph.reader.node_rows import Node
from kg.pages.camp_map import CampMap, draw_camps
from kg.pages.matrix_parts import PairOfNodes

_SIGNS = {"supports": 1, "opposes": -1}
# Of longer lists the first are shown.
_MOST_ALIGNED, _MOST_CAMPS, _MOST_SHARED = 60, 12, 4
# Of more actors that stand toward one target, the first are compared with each other.
MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Sides:
    """A target toward which several actors stand: who supports it, and who opposes it."""

    target: Node
    supports: list[PairOfNodes]
    opposes: list[PairOfNodes]

    @property
    def pairs(self) -> list[PairOfNodes]:
        """Both, supporters first."""
        return [*self.supports, *self.opposes]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two actors with the targets toward which they stand alike, and those toward which they do not."""

    one: Node
    other: Node
    alike: list[Node]
    opposed: list[Node]


@dataclass(frozen=True, slots=True)
class Camp:
    """Actors that agree more with each other than with the rest.

    `shared` are the most frequent of their common stands: target, polarity, and how many of them take it.
    """

    members: list[Node]
    shared: list[tuple[Node, str, int]]


@dataclass(frozen=True, slots=True)
class Camps:
    """Who agrees with whom, as far as `actors` stand toward one of the `sides`.

    `alike` and `opposed` count the pairs of them that agree and that disagree in most of what both stand
    toward; `aligned` are those with several such targets, `thin` counts the pairs that have only one. Of the
    pairs that agree or disagree, `fitting` stand as the camps say: alike in one camp, opposed in two.
    """

    actors: int
    sides: list[Sides]
    alike: int
    opposed: int
    aligned: list[Alignment]
    thin: int
    camps: list[Camp]
    fitting: int
    picture: CampMap


def find_camps(pairs: list[PairOfNodes]) -> Camps:
    """The camps of the holders of `pairs`, whose targets in most statements come first."""
    sides = _sides(pairs)
    found = _alignments(sides)
    balance = {pair: len(own.alike) - len(own.opposed) for pair, own in found.items()}
    camps = _communities(sides, balance)
    camp_of = {one: number for number, members in enumerate(camps) for one in members}
    several = [one for one in found.values() if len(one.alike) + len(one.opposed) > 1]
    several.sort(key=lambda one: -abs(len(one.alike) - len(one.opposed)))
    return Camps(
        len({pair.holder for one in sides for pair in one.pairs}),
        sides,
        sum(weight > 0 for weight in balance.values()),
        sum(weight < 0 for weight in balance.values()),
        several[:_MOST_ALIGNED],
        len(found) - len(several),
        [_camp(members, sides) for members in camps if len(members) > 1][:_MOST_CAMPS],
        sum(
            (camp_of[one] == camp_of[other]) == (weight > 0)
            for (one, other), weight in balance.items()
            if weight
        ),
        draw_camps([(one.target, one.supports, one.opposes) for one in sides]),
    )


def _sides(pairs: list[PairOfNodes]) -> list[Sides]:
    """The targets with several holders who support or oppose them, those with most first."""
    found: dict[Node, Sides] = {}
    for one in pairs:
        if one.way in _SIGNS:
            sides = found.setdefault(one.target, Sides(one.target, [], []))
            (sides.supports if one.way == "supports" else sides.opposes).append(one)
    several = [one for one in found.values() if len(one.pairs) > 1]
    return sorted(several, key=lambda one: -len(one.pairs))


def _alignments(sides: list[Sides]) -> dict[tuple[Node, Node], Alignment]:
    """What each two actors have in common, by the two in order."""
    found: dict[tuple[Node, Node], Alignment] = {}
    for one in sides:
        ways = {pair.holder: pair.way for pair in one.pairs[:MOST_COMPARED]}
        for pair in combinations(sorted(ways), 2):
            alignment = found.setdefault(pair, Alignment(*pair, [], []))
            alike = ways[pair[0]] == ways[pair[1]]
            (alignment.alike if alike else alignment.opposed).append(one.target)
    return found


def _communities(sides: list[Sides], balance: dict[tuple[Node, Node], int]) -> list[list[Node]]:
    """The actors in groups that agree, the largest first (Clauset, Newman and Moore 2004)."""
    import networkx

    holders = list(dict.fromkeys(pair.holder for one in sides for pair in one.pairs))
    places = {one: place for place, one in enumerate(holders)}
    agreeing: networkx.Graph[int] = networkx.Graph()
    agreeing.add_nodes_from(range(len(holders)))
    agreeing.add_weighted_edges_from(
        (places[one], places[other], weight) for (one, other), weight in balance.items() if weight > 0
    )
    if not agreeing.number_of_edges():
        return [[one] for one in holders]
    groups = networkx.community.greedy_modularity_communities(agreeing, weight="weight")
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return [[holders[place] for place in group] for group in ordered]


def _camp(members: list[Node], sides: list[Sides]) -> Camp:
    own = set(members)
    shared: Counter[tuple[Node, str]] = Counter()
    for one in sides:
        for pair in one.pairs:
            if pair.holder in own:
                shared[one.target, pair.way] += 1
    return Camp(members, [(*stand, count) for stand, count in shared.most_common(_MOST_SHARED)])
