"""Answers as tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells by column; iterating gives each row as a dict by column.

    `understood` says in a sentence what was asked for. `shown` are the columns that a person reads, if not
    all. `less_sure` is the number of positions that fit but are less sure than those in the table.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    understood: str | None = None
    notes: list[str] = field(default_factory=list)
    shown: tuple[str, ...] = ()
    less_sure: int = 0

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)
