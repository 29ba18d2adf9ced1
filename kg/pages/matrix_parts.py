"""The parts of the table of positions: pairs of a holder and a target, rows and columns."""

from collections import Counter
from dataclasses import dataclass

from kg.graph.reader.node_rows import Node
from kg.graph.reader.tally import Cell
from kg.model import Polarity
from kg.pages.ego import main_polarity
from kg.pages.quotes import Quote


@dataclass(frozen=True, slots=True)
class PairOfNodes:
    """A holder and a target: `cells` with the strongest first, `quotes` in their order.

    `row` and `column` are their places where those that are alike stand together. Of the positions that are
    not sure enough, `less_sure` has the surest and `doubtful` the number of statements; no cell counts them.
    """

    holder: Node
    target: Node
    row: int
    column: int
    cells: list[Cell]
    quotes: list[Quote]
    less_sure: list[Quote]
    doubtful: int

    @property
    def name(self) -> str:
        """What its place on the page is called."""
        return f"{self.row}-{self.column}"

    @property
    def positions(self) -> int:
        """How many positions there are in all."""
        return sum(len(cell.positions) for cell in self.cells)

    @property
    def way(self) -> str:
        """How the holder stands in most statements: supports, opposes, mixed, neutral or none."""
        signs: Counter[Polarity] = Counter()
        for cell in self.cells:
            signs[cell.polarity] += cell.statements
        return main_polarity(signs)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A holder: what they hold toward each column, and toward targets that are no column.

    `is_folded` says that there is one statement alone.
    """

    holder: Node
    number: int
    is_folded: bool
    pairs: list[PairOfNodes | None]
    others: list[PairOfNodes]


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A target; `is_folded` says that only folded rows have something in it."""

    target: Node
    number: int
    is_folded: bool
