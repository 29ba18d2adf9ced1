"""The table of actors by targets: who stands how toward whom or what, in how many statements."""

from collections import Counter

from pyoxigraph import Store

from kg.graph.write.position_quads import COURSE
from kg.model import Polarity
from kg.questions.canned import canned_query, run_canned
from kg.questions.tables import Cell, Table

SIGNS = {Polarity.SUPPORTS: "+", Polarity.OPPOSES: "−", Polarity.MIXED: "±", Polarity.NEUTRAL: "○"}


def list_cells(store: Store, values: dict[str, str]) -> Table:
    """A row for each holder, target and polarity, with the number of statements and all places.

    `values` are those of the canned query `position-matrix`. What several articles report counts once,
    and has the places of all.
    """
    cells = run_canned(store, canned_query("position-matrix"), values)
    places: dict[tuple[Cell, ...], list[str]] = {}
    positions = run_canned(store, canned_query("positions"), values)
    for row in _rows(positions):
        cell = (row["holder_id"], row["polarity"], row["target_id"])
        places.setdefault(cell, []).append(str(row["cite"]))
    columns = ("holder", "polarity", "target", "statements", "acts", "cites", "holder_id", "target_id")
    rows: list[tuple[Cell, ...]] = []
    for row in _rows(cells):
        cites = dict.fromkeys(places[row["holder_id"], row["polarity"], row["target_id"]])
        rows.append(tuple((row | {"cites": " ".join(cites)})[column] for column in columns))
    return Table(columns, rows, cells.understood, cells.notes, columns[:-2])


def tabulate(
    store: Store, values: dict[str, str], *, holders: int | None = None, targets: int | None = None
) -> Table:
    """The matrix: a row for each holder, a column for each target, cells such as "−12" or "+2 ±1".

    Those in most statements come first; at most `holders` rows and `targets` columns, if given, and a
    note says what was left out.
    """
    cells = run_canned(store, canned_query("position-matrix"), values)
    by_place: dict[tuple[Cell, Cell], list[str]] = {}
    weight: dict[str, Counter[Cell]] = {"holder": Counter(), "target": Counter()}
    names: dict[str, dict[Cell, str]] = {"holder": {}, "target": {}}
    for row in _rows(cells):
        sign = SIGNS[Polarity(str(row["polarity"]))]
        by_place.setdefault((row["holder_id"], row["target_id"]), []).append(f"{sign}{row['statements']}")
        for end in ("holder", "target"):
            weight[end][row[f"{end}_id"]] += int(str(row["statements"]))
            names[end][row[f"{end}_id"]] = str(row[end])
    columns = _strongest(weight["target"])[:targets]
    wanted = set(columns)
    shown = {holder for holder, target in by_place if target in wanted}
    rows = [holder for holder in _strongest(weight["holder"]) if holder in shown][:holders]
    heads = _distinct([(one, names["target"][one]) for one in columns])
    sides = _distinct([(one, names["holder"][one]) for one in rows])
    table: list[tuple[Cell, ...]] = [
        (side, *(" ".join(by_place.get((holder, one), ())) or None for one in columns))
        for side, holder in zip(sides, rows, strict=True)
    ]
    notes = list(cells.notes)
    if len(rows) < len(weight["holder"]) or len(columns) < len(weight["target"]):
        notes.append(
            f"{len(rows)} of {len(weight['holder'])} holders and {len(columns)} of "
            f"{len(weight['target'])} targets, those in most statements; --citations lists every cell."
        )
    return Table(("holder", *heads), table, cells.understood, notes)


def _rows(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _strongest(weights: Counter[Cell]) -> list[Cell]:
    """The heaviest first; of the same weight, actors and agreements before courses of action."""
    return sorted(weights, key=lambda one: (-weights[one], str(one).startswith(COURSE), str(one)))


def _distinct(named: list[tuple[Cell, str]]) -> list[str]:
    """The names, with the identifier where two are the same."""
    count = Counter(name for _, name in named)
    return [f"{name} ({one})" if count[name] > 1 else name for one, name in named]
