"""Tables on a screen: as lines of a given width, a grid or a small block for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.batches import batches
from kg.cli.side_by_side import compared, is_comparison
from kg.questions.screen_cells import ShownColumn, shown_columns
from kg.questions.tables import Table

if TYPE_CHECKING:
    from rich.console import RenderableType

# Below this width, in characters, a row with a quotation is a block.
_NARROW = 100
# Widths of a screen: one that is wider is not filled, one that is narrower overflows.
_WIDEST, _NARROWEST = 250, 20
# Columns whose cells are what somebody said, in words.
_QUOTATIONS = ("said", "text", "other_said")
# Columns whose cells tell by themselves what they are; of these, what a row without a quotation is of.
_HEADS = ("actor", "office", "holder", "act", "polarity", "target", "agreement", "places", "figure")
_PLAIN = frozenset({*_HEADS, "speaker", "date", "published", "type"})
_CONFIDENCES = ("confidence", "speaker_confidence")
# Where the details of a block stand: who first, then what is in no list, and the words around last.
_FIRST, _LAST = ("speaker", *_HEADS), ("cite", "cites", *_CONFIDENCES, "around")
# Characters between two columns, and before the details of a block.
_GAP, _INDENT = 3, 2
# The least widths of a quotation or citation and of other text, if they are as long.
_LEAST_QUOTATION, _LEAST_TEXT = 36, 12
# Paths and addresses, and what is as long as none of the words of a language, may be broken.
_LONGEST_WORD, _LEAST_PATH = 40, 24
# Rows that are laid out at once.
_ROWS = 200


@dataclass(frozen=True, slots=True)
class _Column(ShownColumn):
    """A column of a screen, with what it needs of its width."""

    @property
    def is_quotation(self) -> bool:
        return self.name in _QUOTATIONS

    @property
    def full(self) -> int:
        """The width of the longest line of a cell, or of the heading."""
        return max(
            _cells(line) for one in (self.heading, *map(self.lines, self.cells)) for line in one.split("\n")
        )

    def lines(self, cell: str) -> str:
        """`cell` with a line for each of two confidences."""
        return cell.replace(", ", ",\n") if self.name in _CONFIDENCES else cell

    @property
    def least(self) -> int:
        """The least width in which no word is broken, and text can be read."""
        words = {word for one in (self.heading, *self.cells) for word in one.split()}
        longest = max((_least_word(word) for word in words), default=0)
        if self.name in _CONFIDENCES:
            return max(longest, self.full)
        text = _LEAST_QUOTATION if self.is_quotation or self.name == "cite" else _LEAST_TEXT
        return max(longest, min(self.full, text))


def screen_lines(table: Table, width: int, *, is_terminal: bool = False) -> Iterator[str]:
    """The lines of `table` on a screen that is so many characters wide, with styles if it `is_terminal`.

    No word is broken but paths, addresses and words that are longer than the screen. Characters that control
    a terminal are replaced.
    """
    from rich.console import Console

    width = min(max(width, _NARROWEST), _WIDEST)
    console = Console(width=width, force_terminal=is_terminal)
    if is_comparison(table):
        parts = compared(table, width)
    else:
        columns = _laid_out(table)
        has_quotation = any(one.is_quotation for one in columns)
        widths = None if has_quotation and width < _NARROW else _widths(columns, width)
        parts = _blocks(columns) if widths is None else _grid(columns, widths)
    for part in parts:
        with console.capture() as captured:
            console.print(part)
        for line in captured.get().split("\n")[:-1]:
            yield line if is_terminal else line.rstrip()


def _laid_out(table: Table) -> list[_Column]:
    return [_Column(one.name, one.heading, one.cells, one.is_number) for one in shown_columns(table)]


def _widths(columns: Sequence[_Column], width: int) -> list[int] | None:
    """The width of each column; None if not all of them fit side by side."""
    least, full = [one.least for one in columns], [one.full for one in columns]
    spare = width - _GAP * (len(columns) - 1) - sum(least)
    if spare < 0:
        return None
    widths = least.copy()
    # What needs least gets it first, so that the rest is for the longest text.
    order = sorted(range(len(columns)), key=lambda place: full[place] - least[place])
    for done, place in enumerate(order):
        more = min(full[place] - least[place], spare // (len(order) - done))
        widths[place] += more
        spare -= more
    return widths


def _grid(columns: Sequence[_Column], widths: Sequence[int]) -> "Iterator[RenderableType]":
    """The rows side by side below the headings, some at a time."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    rows = zip(*(map(one.lines, one.cells) for one in columns), strict=True)
    for number, batch in enumerate(batches(rows, _ROWS)):
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=not number)
        for one, width in zip(columns, widths, strict=True):
            grid.add_column(
                Text(one.heading),
                width=width,
                justify="right" if one.is_number else "left",
                overflow="fold",
            )
        for row in batch:
            # Text, not markup: brackets in an article must not be parsed as styles.
            grid.add_row(*map(Text, row))
        yield grid


def _blocks(columns: Sequence[_Column]) -> "Iterator[RenderableType]":
    """A block for each row: the quotation or whom or what it is of, and below it the others in one line."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    ordered = sorted(columns, key=_place_in_block)
    for place in range(len(columns[0].cells)):
        filled = [one for one in ordered if one.cells[place]]
        heads = _heads(filled, next(one for one in columns if one.cells[place]) if filled else columns[0])
        details = " · ".join(_detail(one, one.cells[place]) for one in filled if one not in heads)
        head = " · ".join(one.cells[place] for one in heads) or "–"
        lines: list[RenderableType] = [Text(head, style="bold", overflow="fold")]
        if details:
            lines.append(Padding(Text(details, overflow="fold"), (0, 0, 0, _INDENT)))
        yield Group(*lines, "")


def _heads(filled: Sequence[_Column], first: _Column) -> list[_Column]:
    """What a block begins with: the first quotation, else whom or what the row is of, else its first cell."""
    quotation = next((one for one in filled if one.is_quotation), None)
    if quotation is not None:
        return [quotation]
    return [one for one in filled if one.name in _HEADS] or [first]


def _place_in_block(column: _Column) -> int:
    if column.name in _LAST:
        return len(_FIRST) + 1 + _LAST.index(column.name)
    return _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST)


def _detail(column: _Column, cell: str) -> str:
    name = column.name
    is_plain = name in _PLAIN or name in _CONFIDENCES or name in ("cite", "cites")
    return cell if is_plain else f"{column.heading}: {cell}"


def _least_word(word: str) -> int:
    width = _cells(word)
    return min(width, _LEAST_PATH) if "/" in word or width > _LONGEST_WORD else width


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
