"""What an index of pairs says after many changes, and at once."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import Difference, FigureIndex
from kg.model import ArticleReading
from tests.with_rows import memory_rows

Key = TypeVar("Key")
Value = TypeVar("Value")
Step = Mapping[str, ArticleReading | None]
"""Articles of a portion, each with its new reading, or None if it is removed."""
Found = tuple[dict[tuple[str, str], float], dict[str, str]]
"""Echoes with their confidence, and first reports."""


def echoes_after(steps: Iterable[Step]) -> Found:
    """All changes of these portions, added up."""
    rows = memory_rows()
    pairs: dict[tuple[str, str], float] = {}
    firsts: dict[str, str] = {}
    for step in steps:
        # An index keeps nothing from portion to portion but its rows.
        index = EchoIndex(rows)
        with rows.transaction():
            for article, reading in step.items():
                index.replace(article, reading)
            changes = index.settle()
        pairs = _changed(pairs, changes.gone.pairs, changes.new.pairs)
        firsts = _changed(firsts, changes.gone.firsts, changes.new.firsts)
    assert index.count() == len(pairs)
    return pairs, firsts


def _changed(kept: dict[Key, Value], gone: Mapping[Key, Value], new: Mapping[Key, Value]) -> dict[Key, Value]:
    """What is kept after a change, which removes what is there and adds what is not."""
    assert gone.items() <= kept.items()
    left = {one: value for one, value in kept.items() if one not in gone}
    assert left.keys().isdisjoint(new)
    return left | dict(new)


def differences_after(steps: Iterable[Step]) -> list[Difference]:
    """All changes of these portions, added up; sorted."""
    rows = memory_rows()
    found: set[Difference] = set()
    for step in steps:
        index = FigureIndex(rows)
        with rows.transaction():
            for article, reading in step.items():
                index.replace(article, reading)
            changes = index.settle()
        assert found.issuperset(changes.gone)
        found.difference_update(changes.gone)
        assert found.isdisjoint(changes.new)
        found.update(changes.new)
    return sorted(found)
