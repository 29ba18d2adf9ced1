"""Cells that a spreadsheet takes for words and not for formulas.

A cell that begins with one of these signs may be run as a formula when a CSV file is opened. As OWASP
recommends (CSV Injection), it gets an apostrophe before it; another program takes it off (docs/export.md).
"""

from collections.abc import Iterable

# With the full-width forms, which some spreadsheets take for the plain ones.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet_row(cells: Iterable[object]) -> list[str]:
    """The text of each cell; only words get an apostrophe, numbers and days cannot be formulas."""
    return [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_RISKY) else cell
    return "" if cell is None else str(cell)
