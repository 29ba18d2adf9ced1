"""The table of actors by targets: who stands how toward whom or what, in how many statements."""

from collections import Counter
from collections.abc import Mapping

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import read_positions
from kg.graph.reader.selecting import Iri
from kg.graph.reader.tally import Cell, arrange, tally
from kg.graph.store import Store
from kg.model import Layer, Polarity
from kg.questions.canned import Request, understand
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table

SIGNS = {Polarity.SUPPORTS: "+", Polarity.OPPOSES: "−", Polarity.MIXED: "±", Polarity.NEUTRAL: "○"}

_QUERY = "position-matrix"
_CELL_COLUMNS = ("holder", "polarity", "target", "statements", "acts", "cites", "holder_id", "target_id")


def list_cells(store: Store, values: Mapping[str, str], names: NameIndex | None = None) -> Table:
    """A row for each holder, target and polarity, with the number of statements and all places.

    `values` are those of the canned query `position-matrix`. What several articles report counts once,
    and has the places of all.
    """
    request = understand(store, _QUERY, values, names)
    rows = [
        (
            cell.holder.name,
            cell.polarity.value,
            cell.target.name,
            cell.statements,
            ", ".join(act for act, _ in cell.acts),
            " ".join(cell.cites),
            cell.holder.id,
            cell.target.id,
        )
        for cell in _cells(store, request)
    ]
    return Table(_CELL_COLUMNS, [*rows], request.understood, request.notes, _CELL_COLUMNS[:-2])


def tabulate(
    store: Store,
    values: Mapping[str, str],
    names: NameIndex | None = None,
    *,
    holders: int | None = None,
    targets: int | None = None,
) -> Table:
    """The matrix: a row for each holder, a column for each target, cells such as "−12" or "+2 ±1".

    Those in most statements come first; at most `holders` rows and `targets` columns, if given, and a
    note says what was left out.
    """
    request = understand(store, _QUERY, values, names)
    matrix = arrange(_cells(store, request), holders=holders, targets=targets)
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
    return Table(("holder", *_distinct(matrix.targets)), [*table], request.understood, notes)


def _cells(store: Store, request: Request) -> list[Cell]:
    """The cells that fit the request, the strongest first."""
    given = {name: [row[0] for row in meaning.rows] for name, meaning in request.meanings.items()}

    def iris(name: str) -> list[Iri] | None:
        return [Iri(one) for one in given[name]] if name in given else None

    positions = read_positions(
        store,
        holders=iris("actor"),
        targets=iris("on"),
        layer=Layer(str(given["layer"][0])) if "layer" in given else None,
        taken=request.taken,
        confidence=float(str(given["confidence"][0])) if "confidence" in given else LEAST_SHOWN,
    )
    polarity = Polarity(str(given["polarity"][0])) if "polarity" in given else None
    return tally(positions, acts=iris("act"), polarity=polarity)


def _signs(cells: list[Cell]) -> str | None:
    return " ".join(f"{SIGNS[cell.polarity]}{cell.statements}" for cell in cells) or None


def _distinct(nodes: list[Node]) -> list[str]:
    """The names, with the identifier if two are the same."""
    count = Counter(one.name for one in nodes)
    return [f"{one.name} ({one.id})" if count[one.name] > 1 else one.name for one in nodes]
