"""Lookup of items of a text by span or offset."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from kg.model import Span

Item = TypeVar("Item")


class SpanIndex(Generic[Item]):
    """Items sorted by span, looked up by bisection."""

    def __init__(self, items: Iterable[Item], span_of: Callable[[Item], Span]) -> None:
        self._items = sorted(items, key=span_of)
        self._spans = [span_of(item) for item in self._items]
        self._starts = [span.start for span in self._spans]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def starting_in(self, span: Span) -> list[Item]:
        """Items that start in `span`, in order."""
        return self._items[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def inside(self, span: Span) -> list[Item]:
        """Items contained in `span`, in order."""
        first, end = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return [self._items[number] for number in range(first, end) if self._spans[number].end <= span.end]

    def before(self, offset: int, most: int) -> list[Item]:
        """The last `most` items that start before `offset`, in order."""
        end = bisect_left(self._starts, offset)
        return self._items[max(0, end - most) : end]

    def around(self, offset: int) -> Item | None:
        """The last item that starts at or before `offset`, if its span contains `offset`; else None."""
        number = self.position(offset)
        if number >= 0 and self._spans[number].end > offset:
            return self._items[number]
        return None

    def position(self, offset: int) -> int:
        """The number of the last item that starts at or before `offset`; -1 if none does."""
        return bisect_right(self._starts, offset) - 1

    def between(self, first: int, end: int) -> list[Item]:
        """Items `[first, end)` by number."""
        return self._items[max(0, first) : max(0, end)]
