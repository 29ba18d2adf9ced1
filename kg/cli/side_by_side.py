"""A comparison of two speakers on a screen: side by side, topic by topic."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.questions.screen_cells import cell_text, readable
from kg.questions.tables import Cell, Table

if TYPE_CHECKING:
    from rich.console import RenderableType

# Characters between the two, and the widest lines that are read with ease.
_GAP, _WIDEST = 3, 160
_SIDES = ("", "other_")


def is_comparison(table: Table) -> bool:
    """Whether the rows of `table` are what two speakers say, and both say something."""
    if not {"speaker", "said", "other_speaker", "other_said"} <= set(table.columns):
        return False
    return all(any(row[f"{side}said"] for row in table) for side in _SIDES)


def compared(table: Table, width: int) -> "Iterator[RenderableType]":
    """Two columns below the names of the speakers; each topic that both speak of stands above its row."""
    from rich.text import Text

    rows = [readable(row, ("speaker", "other_speaker")) for row in table]
    plain = list(table)
    each = (min(width, _WIDEST) - _GAP) // 2
    names = (next(str(row[f"{side}speaker"]) for row in plain if row[f"{side}speaker"]) for side in _SIDES)
    yield _two([Text(cell_text(name), style="bold", overflow="fold") for name in names], each)
    yield Text("─" * (2 * each + _GAP))
    for number, row in enumerate(rows):
        topic = row.get("topic")
        if topic:
            yield Text(f"{cell_text(topic)}:", style="bold", overflow="fold")
        elif number and rows[number - 1].get("topic"):
            yield Text("Besides:", style="bold")
        yield _two([_side(table, row, side) for side in _SIDES], each)
        yield Text("")


def _side(table: Table, row: Mapping[str, Cell], side: str) -> "RenderableType":
    """What one of them says, and below it by which verb, when, and where it stands."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    said = row[f"{side}said"]
    if not said:
        return Text("")
    cite, cue = row.get(f"{side}cite"), row.get(f"{side}cue")
    cells = (
        f"“{str(cue).strip(' ,:;')}”" if cue else None,
        row.get(f"{side}date"),
        table.short.get(str(cite), cite),
    )
    details = " · ".join(cell_text(one) for one in cells if one)
    return Group(
        Text(cell_text(said), overflow="fold"), Padding(Text(details, overflow="fold"), (0, 0, 0, 2))
    )


def _two(cells: "list[RenderableType]", each: int) -> "RenderableType":
    from rich.table import Table as Grid

    grid = Grid.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
    for _ in cells:
        grid.add_column(width=each, overflow="fold")
    grid.add_row(*cells)
    return grid
