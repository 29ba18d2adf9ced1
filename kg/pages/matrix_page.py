"""What `positions.html` shows: the table of actors by targets, and the sentences behind each cell."""

from dataclasses import dataclass

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.statement_rows import StatementRow, read_statements
from kg.graph.reader.tally import Cell, Matrix, arrange, tally
from kg.graph.store import Store

# A larger table cannot be read; those in most statements are shown.
MOST_HOLDERS, MOST_TARGETS = 40, 30
# Of a cell with more positions, the surest ones of each polarity are quoted.
_MOST_QUOTED = 20


@dataclass(frozen=True, slots=True)
class Quote:
    """One position with the statement that expresses it."""

    position: PositionRow
    statement: StatementRow


@dataclass(frozen=True, slots=True)
class PairOfNodes:
    """A holder and a target: `cells` with the strongest first, `quotes` in their order."""

    cells: list[Cell]
    quotes: list[Quote]

    @property
    def positions(self) -> int:
        """How many positions there are in all."""
        return sum(len(cell.positions) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The table; `rows` has a pair or None for each of its holders and targets."""

    matrix: Matrix
    rows: list[tuple[Node, list[PairOfNodes | None]]]


def matrix_page(store: Store) -> MatrixPage:
    """The holders and targets in most statements (echoes counted once), with what is said."""
    matrix = arrange(tally(read_positions(store)), holders=MOST_HOLDERS, targets=MOST_TARGETS)
    pairs = [(holder, target) for holder in matrix.holders for target in matrix.targets]
    shown = {pair: matrix.cells[pair] for pair in pairs if pair in matrix.cells}
    said = read_statements(store, (one.statement for cells in shown.values() for one in _quoted(cells)))
    found = {
        pair: PairOfNodes(cells, [Quote(one, said[one.statement]) for one in _quoted(cells)])
        for pair, cells in shown.items()
    }
    rows = [(holder, [found.get((holder, target)) for target in matrix.targets]) for holder in matrix.holders]
    return MatrixPage(matrix, rows)


def _quoted(cells: list[Cell]) -> list[PositionRow]:
    return [one for cell in cells for one in cell.positions[:_MOST_QUOTED]]
