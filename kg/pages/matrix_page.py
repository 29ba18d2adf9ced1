"""What `positions.html` shows: actors by targets with the sentences, what is less sure, what is only told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph.reader.course_rows import same_courses
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import StatementRow, read_statements
from kg.graph.reader.tally import Cell, Matrix, arrange, tally, without_echoes
from kg.graph.store import Store
from kg.pages.camps import Camps, find_camps
from kg.pages.matrix_parts import MatrixColumn, MatrixRow, PairOfNodes
from kg.pages.multiples import Multiples, draw_multiples
from kg.pages.quotes import Listing, Quote
from kg.pages.seriation import order_ends

# A larger table cannot be read; those in most statements are shown.
MOST_HOLDERS, MOST_TARGETS = 40, 30
# Targets of one holder alone are columns only as far as there are fewer others than these.
_FEW_TARGETS = 12
# Rows of one statement are folded if there are so many of them, and so many others.
_FOLDED, _UNFOLDED, _MOST_FOLDED = 4, 3, 100
# Pairs of a holder and a target that the page has the sentences of; filters choose among them.
_MOST_PAIRS = 1200
# Of a cell with more positions, the surest ones of each polarity are quoted; of a list the surest ones.
_MOST_QUOTED, _MOST_LISTED = 50, 300

Ends = tuple[Node, Node]
Places = tuple[dict[Node, int], dict[Node, int]]
"""The places of holders and of targets if those that are alike stand together."""


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The table, and `pairs`, all that the page has sentences of.

    `matrix` are all positions that are sure enough. `apart` are the holders that stand toward no column, with
    what they hold. `acts` are the names of the acts there are. `less_sure` are the positions that are not
    sure enough to be in the table. What statements tell that others do is apart: `told`, and what of it is
    less sure.
    """

    matrix: Matrix
    columns: list[MatrixColumn]
    rows: list[MatrixRow]
    apart: list[MatrixRow]
    pairs: list[PairOfNodes]
    acts: list[str]
    multiples: Multiples | None
    camps: Camps
    less_sure: Listing
    told: Listing
    told_less_sure: Listing

    @property
    def folded(self) -> int:
        """How many rows of the table are folded."""
        return sum(one.is_folded for one in self.rows)


def matrix_page(store: Store, iris: Iterable[Iri]) -> MatrixPage:
    """The positions `iris` by holder and target, those in most statements as a table; echoes count once."""
    positions = read_positions(store, positions=iris, layer=None, confidence=0.0)
    spoken = [one for one in positions if one.is_spoken]
    doubtful = [one for one in spoken if not one.is_sure]
    told = [one for one in positions if not one.is_spoken]
    same = same_courses(spoken)
    whole = arrange(tally((one for one in spoken if one.is_sure), same=same))
    doubts = arrange(tally(doubtful, same=same)).cells
    lists = [
        without_echoes(doubtful),
        without_echoes(one for one in told if one.is_sure),
        without_echoes(one for one in told if not one.is_sure),
    ]
    known = dict(list(whole.cells.items())[:_MOST_PAIRS])
    places = _places(whole, known)
    columns = _columns(known, places[1])
    # What is less sure and nothing else is shown in the table alone.
    doubts = {
        pair: own
        for pair, own in doubts.items()
        if pair in known or (pair[0] in places[0] and pair[1] in columns)
    }
    cited = [one for own in (*known.values(), *doubts.values()) for one in _quoted(own)]
    cited += [one for own in lists for one in own[:_MOST_LISTED]]
    said = read_statements(store, (one.statement for one in cited))
    pairs = _pairs(known, doubts, places, said)
    rows = _rows(whole.holders, columns, pairs)
    in_table = {one.holder for one in rows}
    unfolded = [one for one in rows if not one.is_folded]
    return MatrixPage(
        whole,
        [
            MatrixColumn(target, number, not any(one.pairs[at] for one in unfolded))
            for at, (target, number) in enumerate(columns.items())
        ],
        rows,
        [one for one in _by_holder(whole.holders, {}, pairs) if one.holder not in in_table],
        [one for one in pairs if one.cells or one.holder in in_table],
        sorted({one.act_name for own in known.values() for cell in own for one in cell.positions}),
        draw_multiples(unfolded),
        find_camps(pairs),
        *(Listing.of(own, said, _MOST_LISTED) for own in lists),
    )


def _quoted(cells: list[Cell]) -> list[PositionRow]:
    return [one for cell in cells for one in cell.positions[:_MOST_QUOTED]]


def _places(whole: Matrix, known: dict[Ends, list[Cell]]) -> Places:
    """The places of the holders and of the targets of what is `known`."""
    ends = {holder for holder, _ in known}, {target for _, target in known}
    holders, targets = (
        [one for one in ranked if one in own]
        for ranked, own in zip((whole.holders, whole.targets), ends, strict=True)
    )
    return order_ends(known, holders, targets)


def _pairs(
    known: dict[Ends, list[Cell]],
    doubts: dict[Ends, list[Cell]],
    places: Places,
    said: Mapping[Iri, StatementRow],
) -> list[PairOfNodes]:
    """What is `known`, the strongest first, then the pairs with `doubts` alone."""

    def quotes(cells: list[Cell]) -> list[Quote]:
        return [Quote(one, said[one.statement]) for one in _quoted(cells)]

    found = []
    for holder, target in dict.fromkeys((*known, *doubts)):
        own, less = known.get((holder, target), []), doubts.get((holder, target), [])
        doubtful = len({one.first for cell in less for one in cell.positions})
        place = places[0][holder], places[1][target]
        found.append(PairOfNodes(holder, target, *place, own, quotes(own), quotes(less), doubtful))
    return found


def _columns(known: Iterable[Ends], places: Mapping[Node, int]) -> dict[Node, int]:
    """The targets of several holders, of most at most so many, with their `places` in order; if few, more."""
    holders = Counter(target for _, target in known)
    shared = sum(count > 1 for count in holders.values())
    # Those of equally many holders are in most statements first, as the pairs are.
    taken = [target for target, _ in holders.most_common(min(MOST_TARGETS, max(shared, _FEW_TARGETS)))]
    return {target: places[target] for target in sorted(taken, key=places.__getitem__)}


def _rows(holders: list[Node], columns: Mapping[Node, int], pairs: list[PairOfNodes]) -> list[MatrixRow]:
    """The first of `holders` with a position toward a column, those that are alike together.

    Those with one statement alone are folded if there are enough others.
    """
    found = [
        one for one in _by_holder(holders, columns, pairs) if any(pair and pair.cells for pair in one.pairs)
    ]
    single = [one for one in found if _statements(one) == 1]
    several = [one for one in found if _statements(one) > 1]
    if len(single) >= _FOLDED and len(several) >= _UNFOLDED:
        folded = [
            MatrixRow(one.holder, one.number, True, one.pairs, one.others) for one in single[:_MOST_FOLDED]
        ]
        taken = [*several[:MOST_HOLDERS], *folded]
    else:
        taken = found[:MOST_HOLDERS]
    return sorted(taken, key=lambda one: (one.is_folded, one.number))


def _statements(row: MatrixRow) -> int:
    return sum(cell.statements for one in (*row.pairs, *row.others) if one for cell in one.cells)


def _by_holder(holders: list[Node], columns: Mapping[Node, int], pairs: list[PairOfNodes]) -> list[MatrixRow]:
    """A row for each of `holders` that has one of `pairs`, in their order."""
    own: dict[Node, dict[Node, PairOfNodes]] = {}
    for one in pairs:
        own.setdefault(one.holder, {})[one.target] = one
    return [
        MatrixRow(
            holder,
            next(iter(own[holder].values())).row,
            False,
            [own[holder].get(target) for target in columns],
            [one for one in own[holder].values() if one.target not in columns and one.cells],
        )
        for holder in holders
        if holder in own
    ]
