"""The statements on a page of an actor or agreement, in sections: the first are open, the others folded."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from kg.batches import batches
from kg.graph.reader.statement_rows import StatementRow

# Statements that a page shows at once, and those that each section shows at least.
_OPEN, _LEAST_OPEN = 100, 10
# Statements that unfold together.
_TOGETHER = 100
TITLES = {"said": "Said by", "heard": "Said to", "about": "Said of"}
"""The headings of the sections, by role."""


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of one role: those to see at once, and the others in groups with their numbers."""

    role: str
    title: str
    open: list[StatementRow]
    folded: list[tuple[int, int, list[StatementRow]]]
    """First and last number, from 1 for the first statement of the role on all pages; the statements."""


def sections_of(shown: Mapping[str, list[StatementRow]], before: Mapping[str, int]) -> list[Section]:
    """The sections of what was said by, to and of a node; `before` counts those on earlier pages, by role."""
    sections = []
    room = _OPEN
    for role, title in TITLES.items():
        statements = shown.get(role, [])
        if not statements:
            continue
        count = min(len(statements), max(room, _LEAST_OPEN))
        room -= count
        groups = list(batches(statements[count:], _TOGETHER))
        ends = accumulate(map(len, groups), initial=before.get(role, 0) + count)
        folded = [(end + 1, end + len(own), own) for end, own in zip(ends, groups, strict=False)]
        sections.append(Section(role, title, statements[:count], folded))
    return sections
