"""Answers as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas
    import polars

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells by column; iterating gives each row as a dict by column.

    `understood` says in a sentence what was asked for. `shown` are the columns that a person reads, if not
    all. `less_sure` is the number of positions that fit but are less sure than those in the table. `short`
    has what a screen shows for cells that are long. A notebook shows the first rows.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    understood: str | None = None
    notes: list[str] = field(default_factory=list)
    shown: tuple[str, ...] = ()
    less_sure: int = 0
    short: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a data frame of pandas. Raises `UsageError` if pandas is not installed."""
        # Imported on first use, as below: an answer on a screen needs none of them.
        from kg.questions import frames

        return frames.to_pandas(frames.arrow_table(self.columns, self.rows))

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a data frame of Polars. Raises `UsageError` if Polars is not installed."""
        from kg.questions import frames

        return frames.to_polars(frames.arrow_table(self.columns, self.rows))

    def _repr_html_(self) -> str:
        from kg.questions import notebook

        rows = [tuple(row.values()) for row in islice(self, notebook.MOST_ROWS)]
        return notebook.table_html(
            self.columns, rows, in_all=len(self), understood=self.understood, notes=self.notes
        )
