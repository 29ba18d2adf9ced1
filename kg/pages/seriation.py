"""The order of rows and columns of a table: those that are alike stand next to each other."""

from collections.abc import Mapping, Sequence
from math import log1p
from typing import TYPE_CHECKING

from kg.graph.reader.node_rows import Node
from kg.graph.reader.tally import Cell
from kg.model import Polarity

if TYPE_CHECKING:
    import numpy

# Two that stand against each other on something have more in common than two that share nothing.
_OPPOSED = 0.5
_SIGNS = {Polarity.SUPPORTS: 1, Polarity.OPPOSES: -1}


def order_ends(
    cells: Mapping[tuple[Node, Node], list[Cell]], holders: Sequence[Node], targets: Sequence[Node]
) -> tuple[dict[Node, int], dict[Node, int]]:
    """The places of `holders` and of `targets` if those that are alike in `cells` stand together.

    Holders are alike who stand in the same way toward the same targets, targets toward which the same holders
    do. The first of each comes first.
    """
    import numpy

    rows, columns = ({one: place for place, one in enumerate(ends)} for ends in (holders, targets))
    table = numpy.zeros((len(rows), len(columns)))
    for (holder, target), own in cells.items():
        signed = (log1p(cell.statements) * _SIGNS.get(cell.polarity, 0) for cell in own)
        table[rows[holder], columns[target]] = sum(signed)
    return (
        {holders[at]: place for place, at in enumerate(order_by_likeness(table))},
        {targets[at]: place for place, at in enumerate(order_by_likeness(table.T))},
    )


def order_by_likeness(vectors: "numpy.ndarray") -> list[int]:
    """The numbers of the rows of `vectors` (n × m), each followed by the one left that is most like it.

    The first row comes first. Likeness is the cosine; that of rows which point away from each other counts
    half, without its sign. Of equal ones the earlier row comes first.
    """
    import numpy

    if not len(vectors):
        return []
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    units = vectors / numpy.where(lengths == 0, 1, lengths)
    # Rounded, so that the last bit of a machine's arithmetic decides nothing.
    likeness = (units @ units.T).round(6)
    likeness = numpy.where(likeness < 0, -_OPPOSED * likeness, likeness)
    order = [0]
    left = numpy.ones(len(units), dtype=bool)
    left[0] = False
    while left.any():
        following = int(numpy.where(left, likeness[order[-1]], -1).argmax())
        order.append(following)
        left[following] = False
    return order
