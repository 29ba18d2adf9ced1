"""What `positions.html` shows: actors by targets with the sentences, what is less sure, what is only told."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.reader.course_rows import same_courses
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import read_statements
from kg.graph.reader.tally import Cell, Matrix, arrange, tally, without_echoes
from kg.graph.store import Store
from kg.pages.quotes import Listing, Quote

# A larger table cannot be read; those in most statements are shown.
MOST_HOLDERS, MOST_TARGETS = 40, 30
# Of a cell with more positions, the surest ones of each polarity are quoted; of a list the surest ones.
_MOST_QUOTED, _MOST_LISTED = 20, 300


@dataclass(frozen=True, slots=True)
class PairOfNodes:
    """A holder and a target: `cells` with the strongest first, `quotes` in their order.

    Of the positions that are not sure enough, `less_sure` has the surest and `doubtful` the number of
    statements; no cell counts them.
    """

    cells: list[Cell]
    quotes: list[Quote]
    less_sure: list[Quote]
    doubtful: int

    @property
    def positions(self) -> int:
        """How many positions there are in all."""
        return sum(len(cell.positions) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The table; `rows` has a pair or None for each of its holders and targets.

    `less_sure` are the positions that are not sure enough to be in it. What statements tell that others do
    is apart: `told`, and what of it is less sure.
    """

    matrix: Matrix
    rows: list[tuple[Node, list[PairOfNodes | None]]]
    less_sure: Listing
    told: Listing
    told_less_sure: Listing


def matrix_page(store: Store, iris: Iterable[Iri]) -> MatrixPage:
    """Of the positions `iris` the holders and targets in most statements (echoes counted once)."""
    positions = read_positions(store, positions=iris, layer=None, confidence=0.0)
    spoken = [one for one in positions if one.is_spoken]
    doubtful = [one for one in spoken if not one.is_sure]
    told = [one for one in positions if not one.is_spoken]
    same = same_courses(spoken)
    cells = tally((one for one in spoken if one.is_sure), same=same)
    matrix = arrange(cells, holders=MOST_HOLDERS, targets=MOST_TARGETS)
    others = arrange(tally(doubtful, same=same))
    pairs = [(holder, target) for holder in matrix.holders for target in matrix.targets]
    shown = {
        pair: (matrix.cells.get(pair, []), others.cells.get(pair, []))
        for pair in pairs
        if pair in matrix.cells or pair in others.cells
    }
    lists = [without_echoes(doubtful)]
    lists += [
        without_echoes(one for one in told if one.is_sure),
        without_echoes(one for one in told if not one.is_sure),
    ]
    wanted = [one for both in shown.values() for own in both for one in _quoted(own)]
    listed = (one for own in lists for one in own[:_MOST_LISTED])
    said = read_statements(store, (one.statement for one in (*wanted, *listed)))

    def quotes(found: Iterable[PositionRow]) -> list[Quote]:
        return [Quote(one, said[one.statement]) for one in found]

    found = {
        pair: PairOfNodes(
            own,
            quotes(_quoted(own)),
            quotes(_quoted(less)),
            len({one.first for cell in less for one in cell.positions}),
        )
        for pair, (own, less) in shown.items()
    }
    rows = [(holder, [found.get((holder, target)) for target in matrix.targets]) for holder in matrix.holders]
    return MatrixPage(matrix, rows, *(Listing.of(own, said, _MOST_LISTED) for own in lists))


def _quoted(cells: list[Cell]) -> list[PositionRow]:
    return [one for cell in cells for one in cell.positions[:_MOST_QUOTED]]
