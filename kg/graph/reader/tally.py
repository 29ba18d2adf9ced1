"""How many statements take which position: counted in one way, and put in one order."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri
from kg.model import Polarity

# So often a polarity is read the wrong way: this share of the statements against a cell is taken off it.
_MISREAD = 0.2


@dataclass(frozen=True, slots=True)
class Cell:
    """How a holder stands toward a target in one way: all positions of one polarity, the surest first."""

    holder: Node
    target: Node
    polarity: Polarity
    positions: tuple[PositionRow, ...]

    @property
    def statements(self) -> int:
        """In how many statements; one that several articles report counts once."""
        return len({one.first for one in self.positions})

    @property
    def acts(self) -> list[tuple[str, int]]:
        """The notations of the acts with their numbers of statements, the most frequent first."""
        return self._counted([(one.act, one.first) for one in self.positions])

    @property
    def act_names(self) -> list[tuple[str, int]]:
        """The names of the acts with their numbers of statements, the most frequent first."""
        return self._counted([(one.act_name, one.first) for one in self.positions])

    @property
    def confidence(self) -> float:
        """The confidence of the surest position."""
        return self.positions[0].confidence

    @property
    def cites(self) -> list[str]:
        """The places of all statements, sorted."""
        return sorted({one.cite for one in self.positions})

    @staticmethod
    def _counted(reports: list[tuple[str, Iri]]) -> list[tuple[str, int]]:
        counts = Counter(act for act, _ in set(reports))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders by targets. `cells` has the cells of each pair, the strongest first."""

    holders: list[Node]
    targets: list[Node]
    cells: dict[tuple[Node, Node], list[Cell]]
    holders_in_all: int
    targets_in_all: int


def tally(
    positions: Iterable[PositionRow],
    *,
    acts: Collection[Iri] | None = None,
    polarity: Polarity | None = None,
    same: Mapping[Iri, Node] | None = None,
) -> list[Cell]:
    """`positions` of these `acts` and this `polarity`, by holder, target and polarity, the strongest first.

    The strength of a cell is its number of statements, less a fifth of those in which the holder stands
    toward the target in another way. Equal ones are ordered by the sum of their confidences, then by name.
    `same` has, by IRI, the target that stands for others (`kg.graph.reader.course_rows.same_courses`).
    """
    same = same or {}
    found: dict[tuple[Node, Node, Polarity], list[PositionRow]] = {}
    reports: dict[tuple[Node, Node], set[Iri]] = {}
    for one in positions:
        target = same.get(one.target.iri, one.target)
        if (acts is None or one.concept in acts) and polarity in (None, one.polarity):
            found.setdefault((one.holder, target, one.polarity), []).append(one)
        reports.setdefault((one.holder, target), set()).add(one.first)

    def order(cell: Cell) -> tuple[object, ...]:
        others = len(reports[cell.holder, cell.target]) - cell.statements
        return (
            round(_MISREAD * others - cell.statements, 6),
            round(-sum(one.confidence for one in cell.positions), 6),
            *(cell.holder.name, cell.target.name, cell.polarity, cell.holder.iri, cell.target.iri),
        )

    return sorted((Cell(*key, tuple(own)) for key, own in found.items()), key=order)


def without_echoes(positions: Iterable[PositionRow]) -> list[PositionRow]:
    """`positions` in their order, one that several articles report once."""
    found: dict[tuple[Iri, Iri, Iri, Iri], PositionRow] = {}
    for one in positions:
        found.setdefault((one.first, one.holder.iri, one.target.iri, one.concept), one)
    return list(found.values())


def arrange(cells: Sequence[Cell], *, holders: int | None = None, targets: int | None = None) -> Matrix:
    """`cells` as a table of at most `holders` by `targets`: those in most statements, in that order.

    Of equal ones actors and agreements come before courses of action, then by name. Only holders of a
    position toward one of the targets are in it; their order is the same however many targets are shown.
    """
    columns = _ranked((cell.target, cell.statements) for cell in cells)
    shown = frozenset(columns[:targets])
    with_position = {cell.holder for cell in cells if cell.target in shown}
    ranked = _ranked((cell.holder, cell.statements) for cell in cells)
    rows = [holder for holder in ranked if holder in with_position][:holders]
    table: dict[tuple[Node, Node], list[Cell]] = {}
    for cell in cells:
        table.setdefault((cell.holder, cell.target), []).append(cell)
    in_all = len({cell.holder for cell in cells})
    return Matrix(rows, columns[:targets], table, in_all, len(columns))


def _ranked(weights: Iterable[tuple[Node, int]]) -> list[Node]:
    summed: Counter[Node] = Counter()
    for node, weight in weights:
        summed[node] += weight
    return sorted(summed, key=lambda one: (-summed[one], one.kind == "course", one.name, one.iri))
