"""Positions with the statements that express them, as pages list them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import StatementRow


@dataclass(frozen=True, slots=True)
class Quote:
    """One position with the statement that expresses it."""

    position: PositionRow
    statement: StatementRow


@dataclass(frozen=True, slots=True)
class Listing:
    """The first of some positions, and how many there are in all."""

    quotes: list[Quote]
    in_all: int

    @classmethod
    def of(cls, positions: Sequence[PositionRow], said: Mapping[Iri, StatementRow], most: int) -> Self:
        """The first `most` of `positions`; `said` has their statements, by IRI."""
        return cls([Quote(one, said[one.statement]) for one in positions[:most]], len(positions))
