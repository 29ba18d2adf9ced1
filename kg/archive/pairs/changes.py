"""What changes between two states of an index, while reports come and go in between."""

from kg.archive.pairs.blocks import Pair

Value = float | str


class LinkChanges:
    """Links that are gone and that are new, each by its two reports in alphabetical order.

    What comes and goes again, or goes and comes again as it was, is no change.
    """

    def __init__(self) -> None:
        self.gone: dict[Pair, Value] = {}
        self.new: dict[Pair, Value] = {}

    def add(self, gone: dict[Pair, Value], new: dict[Pair, Value]) -> None:
        """Take in a later step."""
        for pair, value in gone.items():
            _move(_sorted(pair), value, self.new, self.gone)
        for pair, value in new.items():
            _move(_sorted(pair), value, self.gone, self.new)


def _move(pair: Pair, value: Value, opposite: dict[Pair, Value], side: dict[Pair, Value]) -> None:
    """Undo the same step of the opposite side, or do this one."""
    if opposite.get(pair) == value:
        del opposite[pair]
    else:
        side[pair] = value


def _sorted(pair: Pair) -> Pair:
    one, other = pair
    return (one, other) if one < other else (other, one)
