"""The table of actors by targets: who stands how toward whom or what, in how many statements."""

from collections import Counter
from collections.abc import Mapping

from kg.graph.reader.course_rows import same_courses
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import read_positions
from kg.graph.reader.tally import Cell, arrange, tally
from kg.graph.store import Store
from kg.model import Polarity
from kg.questions.canned import Request, canned_query, understand
from kg.questions.name_index import NameIndex
from kg.questions.parameters import limit_notes
from kg.questions.tables import Table

SIGNS = {Polarity.SUPPORTS: "+", Polarity.OPPOSES: "−", Polarity.MIXED: "±", Polarity.NEUTRAL: "○"}

_QUERY = "position-matrix"
_CELL_COLUMNS = ("holder", "polarity", "target", "statements", "acts", "confidence", "cites")
_ID_COLUMNS = ("holder_id", "target_id")


def list_cells(
    store: Store, values: Mapping[str, str], names: NameIndex | None = None, *, limit: int | None = None
) -> Table:
    """A row for each holder, target and polarity, with the number of statements and all places.

    `values` are those of the canned query `position-matrix`. What several articles report counts once,
    and has the places of all. The confidence is that of the surest position. Several wordings of one course
    of action are one target, where that is sure. There are at most `limit` rows.
    """
    request = understand(store, canned_query(_QUERY), values, names)
    cells, less_sure = _cells(store, request)
    rows = [
        (
            cell.holder.name,
            cell.polarity.value,
            cell.target.name,
            cell.statements,
            ", ".join(act for act, _ in cell.acts),
            cell.confidence,
            " ".join(cell.cites),
            cell.holder.id,
            cell.target.id,
        )
        for cell in cells
    ]
    columns = (*_CELL_COLUMNS, *_ID_COLUMNS)
    notes = [*request.notes, *limit_notes(len(rows), limit, "row")]
    return Table(columns, [*rows[:limit]], request.understood, notes, _CELL_COLUMNS, less_sure)


def tabulate(
    store: Store,
    values: Mapping[str, str],
    names: NameIndex | None = None,
    *,
    holders: int | None = None,
    targets: int | None = None,
) -> Table:
    """The matrix: a row for each holder, a column for each target, cells such as "−12 (0.93)".

    A cell has the number of statements and the confidence of the surest position. Those in most statements
    come first; at most `holders` rows and `targets` columns, if given, and a note says what was left out.
    """
    request = understand(store, canned_query(_QUERY), values, names)
    cells, less_sure = _cells(store, request)
    matrix = arrange(cells, holders=holders, targets=targets)
    table = [
        (name, *(_signs(matrix.cells.get((holder, target), [])) for target in matrix.targets))
        for name, holder in zip(_distinct(matrix.holders), matrix.holders, strict=True)
    ]
    notes = request.notes
    if len(matrix.holders) < matrix.holders_in_all or len(matrix.targets) < matrix.targets_in_all:
        notes.append(
            f"{len(matrix.holders)} of {matrix.holders_in_all} holders and {len(matrix.targets)} of "
            f"{matrix.targets_in_all} targets, those in most statements; --citations lists every cell."
        )
    columns = ("holder", *_distinct(matrix.targets))
    return Table(columns, [*table], request.understood, notes, less_sure=less_sure)


def _cells(store: Store, request: Request) -> tuple[list[Cell], int]:
    """The cells that fit the request, the strongest first, and how many positions are less sure."""
    choice = request.positions
    (layer,) = choice.layers
    # Which wordings are one does not depend on how sure the positions must be.
    positions = read_positions(
        store,
        holders=choice.holders,
        targets=choice.targets,
        layer=layer,
        taken=choice.taken,
        confidence=0.0,
    )
    shown = [one for one in positions if one.confidence >= choice.confidence]
    cells = tally(shown, acts=choice.acts, polarity=choice.polarity, same=same_courses(positions))
    return cells, choice.count_less_sure(store)


def _signs(cells: list[Cell]) -> str | None:
    return (
        " ".join(f"{SIGNS[cell.polarity]}{cell.statements} ({cell.confidence:.2f})" for cell in cells) or None
    )


def _distinct(nodes: list[Node]) -> list[str]:
    """The names, with the identifier if two are the same."""
    count = Counter(one.name for one in nodes)
    return [f"{one.name} ({one.id})" if count[one.name] > 1 else one.name for one in nodes]
